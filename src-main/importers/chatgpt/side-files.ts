/**
 * What files beside the conversations of a ChatGPT export say of them: the thumbs that the person gave
 * (`message_feedback.json`) and which conversations are shared by a link (`shared_conversations.json`).
 *
 * Conversations themselves are conversation.ts's work.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, leftOver } from '../fields.ts'
import { groupRows } from '../group-rows.ts'
import type { ReadItem } from '../importer.ts'
import { baseName } from '../members.ts'
import { remark } from '../recognised-members.ts'
import type { Converted } from '../record.ts'
import type { Source } from '../source.ts'
import { parseArguments } from '../tool-arguments.ts'
import { wholeJson } from '../whole-json.ts'

/** Rows of the side files by the conversations that they are about. */
export interface SideFiles {
  readonly feedback: ReadonlyMap<string, readonly JsonObject[]>
  readonly shared: ReadonlyMap<string, readonly JsonObject[]>
}

const names = /^(message_feedback|shared_conversations)(?:-\d+)?\.json$/

/** Reads the side files of an export; one that cannot be read is a remark. Throws AppError `cancelled`. */
export async function readSideFiles(
  source: Source,
  signal: AbortSignal,
): Promise<{ readonly sideFiles: SideFiles; readonly remarks: readonly ReadItem[] }> {
  const rows = { message_feedback: [] as JsonObject[], shared_conversations: [] as JsonObject[] }
  const remarks: ReadItem[] = []
  for (const member of source.members) {
    const table = names.exec(baseName(member.name))?.[1] as keyof typeof rows | undefined
    if (table === undefined) continue
    try {
      const value = await wholeJson(source, member, signal)
      rows[table].push(...(Array.isArray(value) ? value : [value]).filter(isJsonObject))
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'cancelled') throw error
      remarks.push(remark(member.name, `What it says of the conversations could not be read. ${message}`))
    }
  }
  const sideFiles = {
    feedback: groupRows(rows.message_feedback, 'conversation_id'),
    shared: groupRows(rows.shared_conversations, 'conversation_id'),
  }
  return { sideFiles, remarks }
}

const idKey = '"conversation_id"'

/**
 * Whether the side files speak of the conversation of a record, told by its bytes without parsing them; true also where
 * that cannot be told. Records that are in the archive as they stand are read again for that, and only those.
 */
export function isSpokenOf(record: Buffer, { feedback, shared }: SideFiles): boolean {
  if (feedback.size === 0 && shared.size === 0) return false
  let isTold = false
  for (let at = record.indexOf(idKey); at >= 0; at = record.indexOf(idKey, at + idKey.length)) {
    const start = at + idKey.length
    const id = /^\s*:\s*"([^"\\]*)"/.exec(record.toString('latin1', start, start + longestId))?.[1]
    if (id === undefined) continue
    isTold = true
    if (feedback.has(id) || shared.has(id)) return true
  }
  return !isTold
}

/** Bytes in which the id of a conversation ends, with the colon before it. */
const longestId = 128

/** What was converted, with what the side files say of it under `feedback`, `isShared` and `shares`. */
export function withSideFiles(converted: Converted, { feedback, shared }: SideFiles): Converted {
  if (converted.kind !== 'conversation') return converted
  const { conversation } = converted
  const thumbs = feedback.get(conversation.sourceId ?? '') ?? []
  const shares = shared.get(conversation.sourceId ?? '') ?? []
  if (thumbs.length === 0 && shares.length === 0) return converted
  return { ...converted, conversation: withShares(withFeedback(conversation, thumbs), shares) }
}

/** What the side files say of conversations that are not among those that were read. */
export function* unclaimedRemarks(
  { feedback, shared }: SideFiles,
  read: ReadonlySet<string | null>,
): Generator<ReadItem> {
  const count = (rows: ReadonlyMap<string, readonly JsonObject[]>): number =>
    [...rows].filter(([id]) => !read.has(id)).reduce((sum, [, own]) => sum + own.length, 0)
  const about = 'about conversations that are not in this export.'
  const [thumbs, shares] = [count(feedback), count(shared)]
  if (thumbs > 0) yield remark('message_feedback.json', `Entries in it (${thumbs}) are ${about}`)
  if (shares > 0) yield remark('shared_conversations.json', `Entries in it (${shares}) are ${about}`)
}

/** Feedback stands at its message; where that is not in the conversation, at the conversation. */
function withFeedback(conversation: Conversation, rows: readonly JsonObject[]): Conversation {
  const ids = new Set(conversation.messages.map(({ sourceId }) => sourceId))
  const messageOf = (row: JsonObject): string | null =>
    [filledTextAt(row, 'message_id'), filledTextAt(row, 'id')].find((id) => id !== null && ids.has(id)) ??
    null
  const homeless = rows.filter((row) => messageOf(row) === null)
  const messages = conversation.messages.map((message) => {
    const own = rows.filter((row) => message.sourceId !== null && messageOf(row) === message.sourceId)
    return own.length === 0
      ? message
      : { ...message, extra: { ...message.extra, feedback: own.map(feedbackOf) } }
  })
  const extra =
    homeless.length === 0 ? conversation.extra : { ...conversation.extra, feedback: homeless.map(feedbackOf) }
  return { ...conversation, messages, extra }
}

function feedbackOf(row: JsonObject): Json {
  const content = row['content']
  // What the person wrote stands as JSON inside a text.
  const words = typeof content === 'string' ? parseArguments(content).input : content
  return extraOf({ ...leftOver(row, new Set(['conversation_id', 'content'])), content: words }) ?? {}
}

function withShares(conversation: Conversation, rows: readonly JsonObject[]): Conversation {
  if (rows.length === 0) return conversation
  const shares = rows.map((row) => leftOver(row, new Set(['conversation_id', 'title'])))
  return { ...conversation, extra: { ...conversation.extra, isShared: true, shares } }
}
