/** Rows of a foreign table by what they belong to. */
import type { JsonObject } from '@shared/json.ts'
import { idText } from './unique-id.ts'

/** The rows that name the same id in a field, in their order. Rows that name none are under an empty text. */
export function groupRows(
  rows: readonly JsonObject[],
  key: string,
): ReadonlyMap<string, readonly JsonObject[]> {
  const groups = new Map<string, JsonObject[]>()
  for (const row of rows) {
    const id = idText(row[key]) ?? ''
    const group = groups.get(id)
    if (group) group.push(row)
    else groups.set(id, [row])
  }
  return groups
}

/** The row of each id; of several rows of one id the last. */
export function rowsById(rows: readonly JsonObject[], key = 'id'): ReadonlyMap<string, JsonObject> {
  return new Map(
    rows.flatMap((row): [string, JsonObject][] => {
      const id = idText(row[key])
      return id === null ? [] : [[id, row]]
    }),
  )
}
