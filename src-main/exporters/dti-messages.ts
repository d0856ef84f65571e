/** What of a conversation an AI Conversation History can hold: the texts of people and models on the shown branch, in time. */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import { partsToMarkdown } from './parts-to-markdown.ts'
import { senderOf } from './sender-of.ts'
import { conversationTree, shownBranch } from './shown-branch.ts'

export interface DtiMessage {
  readonly message: Message
  readonly speaker: { readonly isPerson: boolean; readonly name: string }
  readonly text: string
  /** Milliseconds; never before that of the message before it. */
  readonly sentAt: number
  /** Whether the source gave no time, or one before that of the message before it. */
  readonly isGuessed: boolean
}

/**
 * The messages in their order. One without a time takes that of the message before it, then the start of the
 * conversation, then `now`.
 *
 * @param foldsTools whether tool calls and their answers become text
 */
export function dtiMessages(conversation: Conversation, foldsTools: boolean, now: number): DtiMessage[] {
  const found: DtiMessage[] = []
  let time = validTime(conversation.createdAt) ?? firstTime(conversation) ?? now
  let isFirst = true
  for (const index of shownBranch(conversation, conversationTree(conversation))) {
    const message = conversation.messages[index]
    if (message === undefined || message.role === 'system') continue
    if (message.role === 'tool' && !foldsTools) continue
    const text = textOf(message, foldsTools)
    if (text.trim() === '') continue
    const own = validTime(message.createdAt)
    const isGuessed = own === null || (!isFirst && own < time)
    if (own !== null && !isGuessed) time = own
    isFirst = false
    const isPerson = message.role === 'user'
    const name = isPerson ? senderOf(message) : (message.model ?? conversation.model ?? senderOf(message))
    found.push({ message, speaker: { isPerson, name }, text, sentAt: time, isGuessed })
  }
  return found
}

const tools: ReadonlySet<Part['type']> = new Set(['tool-call', 'tool-result'])
const leftOut: ReadonlySet<Part['type']> = new Set(['thinking', 'attachment', 'context'])

function textOf({ parts }: Message, foldsTools: boolean): string {
  const blocks = parts.flatMap((part) => {
    if (leftOut.has(part.type) || (!foldsTools && tools.has(part.type))) return []
    return part.type === 'text' ? [part.text] : [partsToMarkdown([part], [])]
  })
  return blocks.filter((block) => block !== '').join('\n\n')
}

function firstTime({ messages }: Conversation): number | null {
  for (const { createdAt } of messages) {
    const time = validTime(createdAt)
    if (time !== null) return time
  }
  return null
}

/** A time that a calendar has. */
function validTime(time: number | null): number | null {
  return time === null || Number.isNaN(new Date(time).getTime()) ? null : time
}
