/**
 * What the index takes of one message: its readable text in folded form, and behind it a few *marks* that say who wrote
 * it, where it comes from and what is in it.
 *
 * A mark is a token that begins with a private-use character. Those are gaps in every text (runs.ts), so no text can
 * hold one, and `role:user has:code` is answered by the index itself, newest first, without a row being read. What can
 * change without the message being indexed again (tags, status, collections) is not among the marks.
 */
import type { Part, Role } from '@shared/conversation.ts'
import type { ContentName } from '@shared/query.ts'
import { flagsFrom } from '../message-flags.ts'
import { restoreParts, type StoredParts } from '../stored-parts.ts'
import { fold } from './fold.ts'
import { storedText } from './message-texts.ts'
import { indexedForm } from './runs.ts'

/** What a message is indexed with: columns of `texts` and `messages`, and the source of its conversation. */
export interface IndexedColumns extends StoredParts {
  readonly role: Role
  readonly flags: number
  readonly source: string
}

/** A kind of content that is told of each message; notes belong to conversations. */
export type MessageContent = Exclude<ContentName, 'note'>

const markSign = '\ue000'

/** The token of a role, a source, a kind of content or an error. */
export const mark = {
  role: (role: Role): string => `${markSign}r${role}`,
  source: (source: string): string => `${markSign}s${bareSource(source)}`,
  content: (content: MessageContent): string => `${markSign}h${content}`,
  error: `${markSign}e`,
  /** Is in no message. */
  nothing: `${markSign}n`,
}

/** Whether a token of the index is a mark and not a piece of a text. */
export function isMark(token: string): boolean {
  return token.startsWith(markSign)
}

/** A source's id as letters and digits only: `claude-code` and “Claude Code” alike. */
export function bareSource(source: string): string {
  return fold(source).replaceAll(/[^a-z0-9]/gu, '')
}

/** What is given to the index for a message. */
export function indexedMessage(message: IndexedColumns): string {
  const marks = [mark.role(message.role), mark.source(message.source)]
  for (const content of contentsOf(message)) marks.push(mark.content(content))
  if (flagsFrom(message.flags).isError) marks.push(mark.error)
  return `${indexedForm(fold(storedText(message)))} ${marks.join(' ')}`
}

/** The kinds of content in a message. */
export function contentsOf(message: StoredParts & { readonly role: Role }): Set<MessageContent> {
  const found = new Set<MessageContent>()
  if (message.role === 'tool') found.add('tool')
  if (message.text === null) for (const part of restoreParts(message)) addContents(part, found)
  else if (holdsFence(message.text)) found.add('code')
  return found
}

function addContents(part: Part, found: Set<MessageContent>): void {
  switch (part.type) {
    case 'code':
      found.add('code')
      break
    case 'text':
      if (holdsFence(part.text)) found.add('code')
      break
    case 'thinking':
      found.add('thinking')
      break
    case 'tool-call':
    case 'tool-result':
      found.add('tool')
      break
    case 'attachment':
      found.add(part.kind === 'image' ? 'image' : 'file')
      break
    case 'quote':
    case 'transcript':
    case 'context':
    case 'error':
    case 'unknown':
  }
}

/** Whether a text has a fenced code block. */
function holdsFence(text: string): boolean {
  return text.includes('```') && /^[ \t]*```/mu.test(text)
}
