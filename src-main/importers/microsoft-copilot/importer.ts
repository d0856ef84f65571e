/**
 * Reads the activity history of Microsoft Copilot: a CSV from the privacy dashboard with a row for each message, the newest
 * first.
 *
 * Rows are csv/rows.ts's work, what a conversation says conversation.ts's.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { Json } from '@shared/json.ts'
import { csvRows } from '../csv/rows.ts'
import type { Importer, Match, ReadContext, ReadItem } from '../importer.ts'
import { headAsUtf8 } from '../json/encoding.ts'
import { lookAt } from '../members.ts'
import { itemsOfUnpacked } from '../read-unpacked-members.ts'
import type { Member, Source } from '../source.ts'
import { conversationFromRows, conversationsOfRows, type MessageRow } from './conversation.ts'

export const microsoftCopilotImporter: Importer = {
  id: 'microsoft-copilot',
  name: 'Microsoft Copilot',
  version: 1,
  howToExport:
    'On the privacy dashboard of the Microsoft account, where Copilot’s activity history is, export all of it. Drop the .csv.',
  detect,
  read,
}

const columns = ['conversation', 'time', 'author', 'message']

async function detect(source: Source): Promise<Match | null> {
  const members = await historiesIn(source)
  return members.length === 0
    ? null
    : { reason: 'because of the columns “Conversation”, “Time”, “Author” and “Message”' }
}

async function historiesIn(source: Source): Promise<readonly Member[]> {
  const histories: Member[] = []
  for (const member of source.members) {
    if (source.kind !== 'file' && !/\.csv$/i.test(member.name)) continue
    const look = await lookAt(source, member).catch(() => null)
    if (look === null || look.sample.shape !== 'other') continue
    const [first = ''] = headAsUtf8(look.head).toString('utf8').split(/\r?\n/, 1)
    const names = first.split(',').map((name) => name.replaceAll('"', '').trim().toLowerCase())
    if (columns.every((column, index) => names[index] === column)) histories.push(member)
  }
  return histories
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const members = await historiesIn(source)
  const totalBytes = members.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  for (const member of members) {
    const position = { bytes: before + member.size, totalBytes }
    const { rows, problems } = await rowsOf(source, member, context.signal)
    const packed = conversationsOfRows(rows).map((conversation): Json => ({ ...conversation }))
    yield* itemsOfUnpacked({ member, packed, before, totalBytes }, context, { convert: conversationFromRows })
    for (const problem of problems) yield { kind: 'failed', ...problem, position }
    before += member.size
  }
}

/** The rows of a member as they stand; what could be read before a file breaks off is kept. */
async function rowsOf(
  source: Source,
  member: Member,
  signal: AbortSignal,
): Promise<{
  readonly rows: readonly MessageRow[]
  readonly problems: readonly { readonly where: string; readonly reason: string }[]
}> {
  const rows: MessageRow[] = []
  const problems: { readonly where: string; readonly reason: string }[] = []
  try {
    let isHead = true
    for await (const { line, fields } of csvRows(source.read(member, signal))) {
      const [conversation = '', time = '', author = '', message] = fields
      if (isHead) isHead = false
      else if (message === undefined) {
        const reason = `This row has ${fields.length} columns where four were expected.`
        problems.push({ where: `${member.name}, line ${line}`, reason })
      } else rows.push({ conversation, time, author, message, more: fields.slice(columns.length) })
    }
  } catch (error) {
    const { kind, message } = toErrorValue(error)
    if (!(error instanceof AppError) || kind === 'cancelled') throw error
    problems.push({ where: member.name, reason: message })
  }
  return { rows, problems }
}
