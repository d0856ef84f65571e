/**
 * The record in which an FTS5 table with `contentless_delete` keeps what segments it has ("structure record" in
 * ext/fts5/fts5_index.c).
 */
import { longestVarint, putVarint, VarintReader } from './varint.ts'

/** A sorted piece of the index, as the record tells of it: eight numbers, of which these are needed here. */
export type Segment = readonly [
  id: number,
  firstPage: number,
  lastPage: number,
  firstOrigin: number,
  lastOrigin: number,
  tombstonePages: number,
  deletedRows: number,
  rows: number,
]

export interface Structure {
  /** Rises with each change of the table's settings. */
  readonly cookie: number
  readonly pagesWritten: number
  /** Segments of about one size each; of the first ones of a level some may be in the middle of being merged. */
  readonly levels: readonly { readonly merging: number; readonly segments: readonly Segment[] }[]
}

/** `FTS5_STRUCTURE_V2` */
const secondVersion = [0xff, 0, 0, 1]
const cookieSize = 4
const numbersOfSegment = 8
/** `FTS5_MAX_SEGMENT` */
export const mostSegments = 2000

/** @throws RangeError for a record of another form */
export function readStructure(record: Uint8Array): Structure {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (secondVersion.some((byte, at) => record[cookieSize + at] !== byte)) {
    throw new RangeError('The full-text index has a structure of another version.')
  }
  const reader = new VarintReader(record, cookieSize + secondVersion.length)
  const levelCount = reader.next()
  reader.next()
  const pagesWritten = reader.next()
  const levels = Array.from({ length: levelCount }, () => {
    const merging = reader.next()
    const segments = Array.from(
      { length: reader.next() },
      () => Array.from({ length: numbersOfSegment }, () => reader.next()) as unknown as Segment,
    )
    return { merging, segments }
  })
  return { cookie: view.getUint32(0), pagesWritten, levels }
}

export function structureRecord({ cookie, pagesWritten, levels }: Structure): Uint8Array {
  const segments = levels.flatMap((level) => level.segments)
  const numbers = [
    levels.length,
    segments.length,
    pagesWritten,
    ...levels.flatMap((level) => [level.merging, level.segments.length, ...level.segments.flat()]),
  ]
  const record = new Uint8Array(cookieSize + secondVersion.length + longestVarint * numbers.length)
  new DataView(record.buffer).setUint32(0, cookie)
  record.set(secondVersion, cookieSize)
  let end = cookieSize + secondVersion.length
  for (const number of numbers) end = putVarint(record, end, number)
  return record.subarray(0, end)
}

/** The lowest id that no segment has; null when there is none left. */
export function freeSegmentId({ levels }: Structure): number | null {
  const taken = new Set(levels.flatMap(({ segments }) => segments.map(([id]) => id)))
  for (let id = 1; id <= mostSegments; id++) if (!taken.has(id)) return id
  return null
}

/** The number that rows which come next are marked with, so that whoever deletes one finds its segment. */
export function nextOrigin({ levels }: Structure): number {
  return 1 + Math.max(0, ...levels.flatMap(({ segments }) => segments.map((segment) => segment[4])))
}

/** The structure with one segment more, newer than all others. */
export function withSegment(structure: Structure, segment: Segment): Structure {
  const [lowest = { merging: 0, segments: [] }, ...others] = structure.levels
  return {
    ...structure,
    levels: [{ ...lowest, segments: [...lowest.segments, segment] }, ...others],
  }
}
