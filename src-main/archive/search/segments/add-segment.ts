/**
 * Puts many rows into an FTS5 table at once, past FTS5 itself: as a segment that is built here and written into the
 * tables behind it. For tables of one column with `content=''`, `contentless_delete=1` and `tokenize='ascii'`.
 */
import type { IndexFile } from '../index-file.ts'
import type { SegmentBuilder } from './segment-builder.ts'
import {
  freeSegmentId,
  mostSegments,
  nextOrigin,
  readStructure,
  structureRecord,
  withSegment,
} from './structure-record.ts'
import type { TokenCollector } from './token-collector.ts'
import { longestVarint, putVarint, VarintReader } from './varint.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Rows of `%_data` that are no pages. */
const averagesId = 1
const structureId = 10

/**
 * Adds what has been collected; answers its tokens. To be called within `IndexFile.beneath`, in a transaction in which
 * FTS5 itself has not changed the table.
 *
 * @throws RangeError where there is no room for a segment more, or the table is of a form that is not known here
 */
export function addSegment(
  file: Pick<IndexFile<string>, 'statement'>,
  table: string,
  collected: TokenCollector,
  builder: SegmentBuilder,
): Vocabulary {
  const read = file.statement<[number], { block: Buffer }>(`SELECT block FROM ${table}_data WHERE id = ?`)
  const put = file.statement<[number, Uint8Array]>(
    `INSERT OR REPLACE INTO ${table}_data (id, block) VALUES (?, ?)`,
  )
  const putTerm = file.statement<[number, Uint8Array, number]>(
    `INSERT INTO ${table}_idx (segid, term, pgno) VALUES (?, ?, ?)`,
  )
  const structure = readStructure(read.get(structureId)?.block ?? Buffer.alloc(0))
  const id = freeSegmentId(structure)
  if (id === null) throw new RangeError(`There are ${mostSegments} segments already.`)
  const origin = nextOrigin(structure)
  const { pages, vocabulary } = builder.write(collected, id, {
    page: (page, bytes) => put.run(page, bytes),
    term: (beginning, page) => putTerm.run(id, beginning, page),
  })
  if (pages > 0) {
    const rows = collected.rowids.length
    put.run(structureId, structureRecord(withSegment(structure, [id, 1, pages, origin, origin, 0, 0, rows])))
  }
  putSizes(file, table, collected, origin)
  put.run(averagesId, totalsWith(read.get(averagesId)?.block ?? Buffer.alloc(0), collected))
  return vocabulary
}

/** How many tokens each row has, and in which segment it is. */
function putSizes(
  file: Pick<IndexFile<string>, 'statement'>,
  table: string,
  { rowids, ends }: TokenCollector,
  origin: number,
): void {
  const put = file.statement<[number, Uint8Array, number]>(
    `INSERT INTO ${table}_docsize (id, sz, origin) VALUES (?, ?, ?)`,
  )
  const size = new Uint8Array(longestVarint)
  let start = 0
  for (const [at, rowid] of rowids.entries()) {
    const end = ends[at] ?? start
    put.run(rowid, size.subarray(0, putVarint(size, 0, end - start)), origin)
    start = end
  }
}

/** The record of how many rows and tokens there are, which is empty at first. */
function totalsWith(before: Uint8Array, { rowids, occurrenceCount }: TokenCollector): Uint8Array {
  const reader = new VarintReader(before)
  const rows = reader.isAtEnd ? 0 : reader.next()
  const tokens = reader.isAtEnd ? 0 : reader.next()
  const totals = new Uint8Array(2 * longestVarint)
  const end = putVarint(totals, putVarint(totals, 0, rows + rowids.length), tokens + occurrenceCount)
  return totals.subarray(0, end)
}
