/** The title under which a conversation stands in the library, and the key by which it is sorted. */
import type { Role } from '@shared/conversation.ts'
import { storable } from './well-formed.ts'

/** As many characters as a reader may give a title. */
const maximumLength = 1024
const maximumWords = 80

/** The source's title; where it has none, the first words that the user wrote. */
export function shownTitle(
  sourceTitle: string | null,
  messages: readonly {
    readonly message: { readonly role: Role; readonly isHidden: boolean }
    readonly text: string
  }[],
): string {
  const given = sourceTitle?.trim() ?? ''
  if (given !== '') return storable(given.slice(0, maximumLength))
  // What an agent puts in front by itself, in the user's name, is hidden; it would make the same title for all sessions.
  const asked = messages.filter(({ message, text }) => message.role === 'user' && text.trim() !== '')
  const first = asked.find(({ message }) => !message.isHidden) ?? asked[0]
  return first === undefined ? 'Untitled conversation' : firstWords(first.text)
}

/** Sorts "Éclair" beside "eclair", and by code point otherwise. */
export function titleSortKey(title: string): string {
  return title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

function firstWords(text: string): string {
  const line = text
    .slice(0, 4 * maximumWords)
    .replaceAll(/\s+/gu, ' ')
    .trim()
  if (line.length <= maximumWords) return storable(line)
  const cut = line.slice(0, maximumWords)
  const lastSpace = cut.lastIndexOf(' ')
  const words = lastSpace > maximumWords / 2 ? cut.slice(0, lastSpace) : cut
  return `${words.replace(/\p{Cs}$/u, '')}…`
}
