/**
 * Reads the chats of Open WebUI: its export (a list of chats), a chat saved by itself, or its database.
 *
 * What a record means is conversation.ts's work, how the database is opened database.ts's.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'
import type { Importer, Match, Position, ReadContext, ReadItem } from '../importer.ts'
import { readMembers } from '../read-members.ts'
import { matchOf, recognisedMembers, remark } from '../recognised-members.ts'
import type { Member, Source } from '../source.ts'
import { conversationFromOpenWebUi } from './conversation.ts'
import { chatRows, isChatDatabase, type ChatRow } from './database.ts'

export const openWebUiImporter: Importer = {
  id: 'open-webui',
  name: 'Open WebUI',
  version: 2,
  howToExport:
    'Settings → Data Controls (Chats in older versions) → Export Chats. The server’s webui.db can be dropped too.',
  detect,
  read,
}

async function detect(source: Source): Promise<Match | null> {
  const match = await matchOf(source, ['open-webui'])
  if (match !== null) return match
  const databases = await chatDatabases(source)
  return databases.length === 0 ? null : { reason: 'because it is a database with a table “chat”' }
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const { members, remarks } = await recognisedMembers(source, ['open-webui'])
  yield* remarks
  yield* readMembers(source, context, { members, convert: conversationFromOpenWebUi })
  for (const member of await chatDatabases(source, context.signal))
    yield* readDatabase(source, member, context)
}

/** A database by its first bytes; the name is only asked so that not every picture of a folder is opened. */
async function chatDatabases(source: Source, signal?: AbortSignal): Promise<Member[]> {
  const found: Member[] = []
  for (const member of source.members) {
    if (source.kind !== 'file' && !/\.(?:db|sqlite3?)$/i.test(member.name)) continue
    try {
      if (await isChatDatabase(source, member, signal)) found.push(member)
    } catch (error) {
      if (toErrorValue(error).kind === 'cancelled') throw error
      // A member that cannot be unpacked is no database of ours; what holds chats is told when it is read.
      continue
    }
  }
  return found
}

async function* readDatabase(source: Source, member: Member, context: ReadContext): AsyncGenerator<ReadItem> {
  const totalBytes = member.size
  const users = new Set<string>()
  let position: Position = { bytes: 0, totalBytes }
  let last = 0
  try {
    for await (const row of chatRows(source, member, context.signal)) {
      if (context.signal.aborted) throw new AppError('cancelled', 'Reading was cancelled.')
      position = { bytes: Math.min(totalBytes, position.bytes + row.size), totalBytes }
      last = row.number
      yield itemOf(row, member, context, position, users)
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'cancelled') throw error
    const where = last === 0 ? member.name : `${member.name}, after chat ${last}`
    yield { kind: 'failed', where, reason: error.message, position }
  }
  if (users.size > 1) yield remark(member.name, `It holds the chats of ${users.size} people; all were read.`)
}

function itemOf(
  row: ChatRow,
  member: Member,
  context: ReadContext,
  position: Position,
  users: Set<string>,
): ReadItem {
  const { fingerprint } = row
  let place = `${member.name}, chat ${row.number}`
  if (context.isKnown(fingerprint, () => ({ kind: 'gathered', text: JSON.stringify(row.parse()) })))
    return { kind: 'known', place, fingerprint, position }
  try {
    const raw: JsonObject = row.parse()
    const [title, user] = [filledTextAt(raw, 'title'), filledTextAt(raw, 'user_id')]
    if (title !== null) place += ` ("${title}")`
    if (user !== null) users.add(user)
    const converted = conversationFromOpenWebUi(raw)
    if (converted.kind !== 'conversation') {
      return { kind: converted.kind, where: place, reason: converted.reason, position }
    }
    const { conversation, files } = converted
    return { kind: 'conversation', place, fingerprint, conversation, files, position }
  } catch (error) {
    return { kind: 'failed', where: place, reason: toErrorValue(error).message, position }
  }
}
