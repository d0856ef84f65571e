/**
 * The shape of a record's columns, which tells files that know types (Parquet) or only text (CSV) how to hold them.
 *
 * A record itself is a plain JSON object, the same whatever file it stands in.
 */
import type { Json, JsonObject } from '@shared/json.ts'
import type { ChangeTally } from './change-tally.ts'

export type Shape =
  | 'text'
  /** Anything; as JSON text where a file has no type for it. */
  | 'json'
  | { readonly list: Shape }
  | { readonly struct: Columns }

export type Columns = { readonly [column: string]: Shape }

/** The bytes of JSON that Python's `splitlines` would take for line ends, as escapes. */
const lineEnds = /[\u0085\u2028\u2029]/g

/** A record as one line of JSON, without the line's end. `tally` counts what had to be escaped for that. */
export function toLine(value: Json, tally: ChangeTally | null = null): string {
  return JSON.stringify(value).replace(lineEnds, (end) => {
    tally?.change('line-end-escaped')
    return `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** The cells of a record in a table of texts: text as it is, anything else as JSON. */
export function toCells(record: JsonObject, columns: Columns, tally: ChangeTally | null = null): string[] {
  return Object.entries(columns).map(([name, shape]) => {
    const value = record[name] ?? null
    return shape === 'text' && typeof value === 'string' ? value : toLine(value, tally)
  })
}

/** The record of some cells; throws SyntaxError where a cell holds no JSON and should. */
export function fromCells(cells: readonly string[], columns: Columns): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).map(([name, shape], index): [string, Json] => {
      const cell = cells[index] ?? ''
      return [name, shape === 'text' ? cell : (JSON.parse(cell) as Json)]
    }),
  )
}

/** A record as a row of typed columns: whatever has the shape `json` becomes text. */
export function toRow(value: Json, shape: Shape, tally: ChangeTally | null = null): Json {
  if (value === null) return null
  if (shape === 'text') return value
  if (shape === 'json') return toLine(value, tally)
  if ('list' in shape) return (value as Json[]).map((inner) => toRow(inner, shape.list, tally))
  return mapColumns(value as JsonObject, shape.struct, (inner, own) => toRow(inner, own, tally))
}

/** The record of such a row. */
export function fromRow(value: Json, shape: Shape): Json {
  if (value === null) return null
  if (shape === 'text') return value
  if (shape === 'json') return JSON.parse(value as string) as Json
  if ('list' in shape) return (value as Json[]).map((inner) => fromRow(inner, shape.list))
  return mapColumns(value as JsonObject, shape.struct, fromRow)
}

function mapColumns(
  value: JsonObject,
  columns: Columns,
  change: (value: Json, shape: Shape) => Json,
): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).map(([name, shape]) => [name, change(value[name] ?? null, shape)]),
  )
}
