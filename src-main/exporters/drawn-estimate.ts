/**
 * About how large a drawn file becomes: by drawing some of its messages, in two amounts, and going on in a straight line.
 *
 * What a file weighs before its first message (fonts, title) and what each line adds differ from conversation to
 * conversation; two measures tell both. Nothing is written.
 */
import type { AttachmentPart, Conversation, Message, Part } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { messageChoice } from './common-options.ts'
import type { Exporter, ExportTools } from './exporter.ts'
import { measured } from './preview.ts'
import { writtenMessages } from './written-messages.ts'

/** Messages of the smaller and of the larger measure, taken from all over the conversation. */
const amounts = [4, 16] as const
/** Characters of a message that are drawn. */
const drawnCharacters = 4000
/** Lines that a message takes for its head and the room around it, and letters of a line. */
const linesAround = 3
const lettersOfALine = 88
/** Lines that a picture takes. */
const linesOfPicture = 20

/**
 * Bytes that sharper pictures take for each byte at 1×: there are four and nine times as many pixels, but text has most
 * of them in even stretches. Measured over conversations with text, code and tables.
 */
const bytesByScale: Readonly<Record<string, number>> = { '1': 1, '2': 2.25, '3': 3.5 }

/** Bytes of the file or files of one conversation; exact where it is short enough to be drawn whole. */
export async function drawnBytes(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<number> {
  const messages = writtenMessages(conversation, messageChoice(chosen)).map(({ message }) => message)
  const draw = async (some: readonly Message[]): Promise<Drawn> => ({
    lines: linesOf(some),
    bytes: await measured(exporter, asConversation(conversation, some), { ...chosen, scale: '1' }, tools),
  })
  const scale = exporter.options.some(({ name }) => name === 'scale') ? String(chosen['scale']) : '1'
  const factor = bytesByScale[scale] ?? 1
  const [few, many] = amounts.map((amount) => spread(messages, amount).map(shortened))
  const larger = await draw(many ?? [])
  if (linesOf(messages) === larger.lines) return Math.round(larger.bytes * factor)
  return Math.round(onLine(await draw(few ?? []), larger, linesOf(messages)) * factor)
}

interface Drawn {
  readonly lines: number
  readonly bytes: number
}

/** The bytes of so many lines, on the line through two measures; through the larger one alone where the other tells nothing. */
function onLine(smaller: Drawn, larger: Drawn, lines: number): number {
  const each = (larger.bytes - smaller.bytes) / (larger.lines - smaller.lines)
  if (!Number.isFinite(each) || each <= 0) return (larger.bytes / larger.lines) * lines
  return larger.bytes + each * (lines - larger.lines)
}

/** So many of the messages, evenly from the first to the last. */
function spread(messages: readonly Message[], amount: number): readonly Message[] {
  if (messages.length <= amount) return messages
  return Array.from({ length: amount }, (_none, place) => {
    return messages[Math.floor((place * messages.length) / amount)]
  }).filter((message) => message !== undefined)
}

function shortened(message: Message): Message {
  return { ...message, parts: message.parts.map(shortenedPart) }
}

function shortenedPart(part: Part): Part {
  if (!('text' in part) || part.text.length <= drawnCharacters) return part
  return { ...part, text: part.text.slice(0, drawnCharacters) }
}

function linesOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { parts }) => {
    const text = readableText(parts)
    const lines = text.split('\n').reduce((all, line) => all + Math.ceil(line.length / lettersOfALine), 0)
    return sum + linesAround + lines + parts.filter(isPicture).length * linesOfPicture
  }, 0)
}

function isPicture(part: Part): part is AttachmentPart {
  return part.type === 'attachment' && part.kind === 'image'
}

/** The messages as one branch, each the answer to the one before it. */
function asConversation(conversation: Conversation, some: readonly Message[]): Conversation {
  const messages = some.map((message, place) => ({ ...message, parentId: some[place - 1]?.id ?? null }))
  return { ...conversation, messages, activeLeafId: messages.at(-1)?.id ?? null }
}
