/**
 * Reads Gemini's part of Google Takeout's *My Activity*, as JSON or as a web page, in a Takeout zip or folder or alone.
 *
 * Every product of Google writes a list of the same name and shape, and names follow the language of the account: only
 * the rows themselves tell whose they are. Rows of other products are counted and left out.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import type { Importer, Match, Position, ReadContext, ReadItem } from '../importer.ts'
import { records } from '../json/records.ts'
import { sampleBytes } from '../json/key-paths.ts'
import { candidates, lookAt } from '../members.ts'
import type { Member, Source } from '../source.ts'
import { isGeminiRow, productOf, rowOfJson, type ActivityRow } from './activity.ts'
import { cellsOf, looksLikeActivityPage, rowOfCell } from './activity-page.ts'
import { conversationsOf, isExchange, type PlacedRow } from './conversations.ts'

export const geminiImporter: Importer = {
  id: 'gemini',
  name: 'Gemini',
  version: 1,
  howToExport:
    'takeout.google.com → My Activity → only Gemini Apps, as JSON or HTML. What Takeout itself calls Gemini holds no conversations.',
  detect,
  read,
}

type Kind = 'list' | 'page'

/** What one row of a list or page is. */
type Read =
  | { readonly kind: 'row'; readonly row: ActivityRow }
  | { readonly kind: 'other'; readonly product: string }
  | { readonly kind: 'failed'; readonly reason: string }

async function detect(source: Source): Promise<Match | null> {
  for (const [member, kind] of await activityMembers(source)) {
    try {
      // A list of YouTube or Search is not ours, however many rows it takes to be sure of it.
      for await (const { read: found } of rowsIn(source, member, kind, undefined)) {
        if (found.kind !== 'row') continue
        const reason = kind === 'list' ? '“header”, “products” and “time”' : 'the cells of an activity page'
        return { reason: `because of ${reason}, with rows of Gemini` }
      }
    } catch {
      // What is wrong with a member is told when it is read, or by the refusal if no other member is ours.
      continue
    }
  }
  return null
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const members = await activityMembers(source)
  const totalBytes = [...members.keys()].reduce((sum, { size }) => sum + size, 0)
  const rows: PlacedRow[] = []
  const others = new Map<string, number>()
  let deeds = 0
  let before = 0
  for (const [member, kind] of members) {
    const memberOf = fileFinder(source, member)
    let position: Position = { bytes: before, totalBytes }
    try {
      for await (const { read: found, place, end } of rowsIn(source, member, kind, context.signal)) {
        position = { bytes: before + end, totalBytes }
        if (found.kind === 'failed') yield { ...found, where: `${member.name}, ${place}`, position }
        else if (found.kind === 'other') others.set(found.product, (others.get(found.product) ?? 0) + 1)
        else if (isExchange(found.row)) rows.push({ row: found.row, memberOf })
        else deeds++
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'cancelled') throw error
      yield { kind: 'failed', where: member.name, reason: error.message, position }
    }
    before += member.size
  }
  const position: Position = { bytes: totalBytes, totalBytes }
  for (const { conversation, files } of conversationsOf(rows)) {
    const place = `conversation ${conversation.sourceId ?? ''}`
    yield { kind: 'conversation', place, fingerprint: null, conversation, files, position }
  }
  for (const [product, count] of others) {
    const reason = `${rowsInWords(count)} of “${product}” left out: not of Gemini.`
    yield { kind: 'remark', where: source.name, reason, position }
  }
  if (deeds > 0) {
    const reason = `${rowsInWords(deeds)} of Gemini left out: they tell what was done in the app (feedback given, a list cleared), not what was said.`
    yield { kind: 'remark', where: source.name, reason, position }
  }
}

/** The members that are activity lists or pages, of whichever product. */
async function activityMembers(source: Source): Promise<ReadonlyMap<Member, Kind>> {
  const found = new Map<Member, Kind>()
  const pages = source.members.filter(({ name }) => source.kind === 'file' || /\.html?$/i.test(name))
  for (const member of pages) {
    const head = await source.head(member, sampleBytes).catch(() => null)
    if (head !== null && looksLikeActivityPage(head.toString('utf8'))) found.set(member, 'page')
  }
  for (const member of candidates(source)) {
    const look = await lookAt(source, member).catch(() => null)
    if (look?.recognised?.id === 'takeout') found.set(member, 'list')
  }
  return found
}

async function* rowsIn(
  source: Source,
  member: Member,
  kind: Kind,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly read: Read; readonly place: string; readonly end: number }, void, undefined> {
  if (kind === 'list') {
    for await (const record of records(source, member, { ...(signal && { signal }) })) {
      yield {
        read: readRecord(() => record.parse() as Json),
        place: `entry ${record.index + 1}`,
        end: record.end,
      }
    }
    return
  }
  let index = 0
  for await (const cell of cellsOf(source.read(member, signal))) {
    index++
    yield { read: readCell(cell.html), place: `entry ${index}`, end: cell.end }
  }
}

function readRecord(parse: () => Json): Read {
  try {
    const raw = parse()
    if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This entry is not an activity.' }
    if (!isGeminiRow(raw)) return { kind: 'other', product: productOf(raw) ?? 'an unnamed product' }
    return { kind: 'row', row: rowOfJson(raw) }
  } catch (error) {
    return { kind: 'failed', reason: toErrorValue(error).message }
  }
}

function readCell(html: string): Read {
  const page = rowOfCell(html)
  if (page === null) return { kind: 'failed', reason: 'This entry has no words.' }
  if (
    isGeminiRow({ products: [...page.products] }) ||
    (page.products.length === 0 && page.row.conversationId)
  ) {
    return { kind: 'row', row: page.row }
  }
  return { kind: 'other', product: page.products[0] ?? 'an unnamed product' }
}

/** Files lie in the folder of the list that names them. */
function fileFinder(source: Source, list: Member): (path: string) => string | null {
  const folder = list.name.slice(0, list.name.lastIndexOf('/') + 1)
  const names = new Set(source.members.map(({ name }) => name))
  return (path) => (names.has(folder + path) ? folder + path : null)
}

function rowsInWords(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`
}
