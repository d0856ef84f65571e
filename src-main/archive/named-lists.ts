/** What collections and smart lists have in common: names of their own, and an order that the reader gives them. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Archive } from './archive.ts'

const nouns = { collections: 'collection', saved_searches: 'smart list' } as const

/** @throws AppError `invalid-input` where another row than `own` has the name */
export function refuseTakenName(
  archive: Archive,
  table: keyof typeof nouns,
  name: string,
  own: number | null,
): void {
  const other = archive.statement(`SELECT 1 FROM ${table} WHERE name = ? AND id IS NOT ?`).get(name, own)
  if (other === undefined) return
  throw new AppError('invalid-input', `There is a ${nouns[table]} “${name}” already. Choose another name.`)
}

/** Numbers rows in the order of their ids; an id that comes again keeps its first place. */
export function orderRows(
  archive: Archive,
  table: keyof typeof nouns | 'collection_items',
  ids: readonly number[],
): void {
  ;[...new Set(ids)].forEach((id, index) => {
    archive.statement(`UPDATE ${table} SET position = ? WHERE id = ?`).run(index + 1, id)
  })
}
