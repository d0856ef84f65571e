/** The question and answer that a conversation begins with, as its reader sees it. */
import { readableText } from '@shared/message-text.ts'
import { buildTree, pathTo } from '@shared/tree.ts'
import type { Archive } from './archive.ts'
import { openConversation, readMessages } from './read-conversation.ts'

export interface FirstExchange {
  /** Empty where there is none. */
  readonly question: string
  readonly answer: string
  /** What the user said next. */
  readonly next: string
}

/** Messages at the beginning of the branch among which the two are looked for. */
const lookedAt = 50

/** The first message of the user that says something, and the first answer behind it; @throws AppError `not-found` */
export function firstExchange(archive: Archive, id: string): FirstExchange {
  const { spine, shownLeaf } = openConversation(archive, id)
  const path = pathTo(buildTree(spine.parents), shownLeaf).filter((index) => spine.hidden[index] !== 1)
  const keys = path.slice(0, lookedAt).map((index) => spine.keys[index] ?? -1)
  const messages = readMessages(archive, id, keys).flatMap((message) => message ?? [])
  const said = messages.map(({ role, parts }) => ({
    role,
    text: readableText(parts.filter((part) => part.type === 'text' || part.type === 'transcript')).trim(),
  }))
  const asked = said.findIndex(({ role, text }) => role === 'user' && text !== '')
  const answered = said.find(({ role, text }, at) => at > asked && role === 'assistant' && text !== '')
  const next = said.find(({ role, text }, at) => at > asked && role === 'user' && text !== '')
  return { question: said[asked]?.text ?? '', answer: answered?.text ?? '', next: next?.text ?? '' }
}
