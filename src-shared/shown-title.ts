/** The title under which a conversation stands: in the library, and over what is written of it. */
import type { Message } from './conversation.ts'
import { readableText } from './message-text.ts'

/** As many characters as a reader may give a title. */
const maximumLength = 1024
const maximumWords = 80

/** The source's title; where it has none, the first words that the user wrote. */
export function shownTitle({
  title,
  messages,
}: {
  readonly title: string | null
  readonly messages: readonly Pick<Message, 'role' | 'isHidden' | 'parts'>[]
}): string {
  const given = title?.trim() ?? ''
  if (given !== '') return given.slice(0, maximumLength)
  let hidden: string | null = null
  for (const { role, isHidden, parts } of messages) {
    const text = role === 'user' ? firstWords(readableText(parts)) : ''
    if (text === '') continue
    // What an agent puts in front by itself, in the user's name, is hidden; it would make the same title for all sessions.
    if (!isHidden) return text
    hidden ??= text
  }
  return hidden ?? 'Untitled conversation'
}

function firstWords(text: string): string {
  const line = text
    .trimStart()
    .slice(0, 4 * maximumWords)
    .replaceAll(/\s+/gu, ' ')
    .trim()
  if (line.length <= maximumWords) return line
  const cut = line.slice(0, maximumWords)
  const lastSpace = cut.lastIndexOf(' ')
  const words = lastSpace > maximumWords / 2 ? cut.slice(0, lastSpace) : cut
  return `${words.replace(/\p{Cs}$/u, '')}…`
}
