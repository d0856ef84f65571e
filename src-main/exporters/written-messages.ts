/**
 * The messages that a reader's format writes, each with its number and its place in the tree: the shown branch, or all
 * branches depth first.
 */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import { depthFirst } from '@shared/tree.ts'
import type { MessageChoice } from './common-options.ts'
import { conversationTree, shownBranch, versionPlaces } from './shown-branch.ts'

export interface WrittenMessage {
  /** With the parts that are written. */
  readonly message: Message
  /** Counted from 1 over all that is written. */
  readonly number: number
  /** Which of its versions it is, counted from 1; null when there is only one. */
  readonly version: { readonly index: number; readonly of: number } | null
  /**
   * Number of the message that it answers, where that is not the one before it; 0 for a beginning that stands after
   * another. Null where the order says it.
   */
  readonly answers: number | null
}

const foldedParts: ReadonlySet<Part['type']> = new Set(['thinking', 'tool-call', 'tool-result', 'context'])

/** The messages in the order of the file. Messages of which nothing is left to be written are passed over. */
export function writtenMessages(conversation: Conversation, choice: MessageChoice): WrittenMessage[] {
  const tree = conversationTree(conversation)
  const places = versionPlaces(tree)
  const order = choice.hasAllBranches ? depthFirst(tree) : shownBranch(conversation, tree)
  /** For every message its own number, or that of the nearest written one above it. */
  const numbers = new Int32Array(tree.size)
  const written: WrittenMessage[] = []
  for (const index of order) {
    const message = conversation.messages[index]
    if (!message) continue
    const above = numbers[tree.parents[index] ?? -1] ?? 0
    const parts = writtenParts(message, choice)
    numbers[index] = parts === null ? above : written.length + 1
    if (parts === null) continue
    const place = places[index]
    written.push({
      message: parts === message.parts ? message : { ...message, parts },
      number: written.length + 1,
      version: place !== undefined && place.of > 1 ? { index: place.index + 1, of: place.of } : null,
      answers: above === written.length ? null : above,
    })
  }
  return written
}

/** The parts of a message that are written; null when the message is not. */
function writtenParts(
  message: Message,
  { showsThinking, showsHidden }: MessageChoice,
): readonly Part[] | null {
  if (message.isHidden && (!showsHidden || isSilent(message))) return null
  if (showsThinking) return message.parts
  const parts = message.parts.filter(({ type }) => !foldedParts.has(type))
  // A message of nothing but tool calls says nothing to a reader who left them out.
  return parts.length === 0 && message.parts.length > 0 ? null : parts
}

/** A hidden message without a word: plumbing of the product it comes from. */
function isSilent({ parts }: Message): boolean {
  return parts.every((part) => part.type === 'text' && part.text.trim() === '')
}

/** The place of a message in the tree, in words: "version 2 of 3", "answers message 4". */
export function placeInWords({ version, answers }: Pick<WrittenMessage, 'version' | 'answers'>): string[] {
  return [
    ...(version === null ? [] : [`version ${version.index} of ${version.of}`]),
    ...(answers === null ? [] : [answers === 0 ? 'another beginning' : `answers message ${answers}`]),
  ]
}
