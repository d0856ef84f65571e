/** Collections: sets of conversations in an order that the reader gives them. */
import { AppError } from '@shared/contract/app-error.ts'
import type { LibrarySpine } from '@shared/contract/library.ts'
import type { Collection } from '@shared/contract/organise.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { orderRows, refuseTakenName } from './named-lists.ts'
import { storable } from './well-formed.ts'

const columns = `collections.id, name, description,
  (SELECT count(*) FROM collection_items
   WHERE collection_id = collections.id AND status <> 'deleted') AS conversations`

/** All collections in the reader's order. */
export function listCollections(archive: Archive): Collection[] {
  return archive.statement<[], Collection>(`SELECT ${columns} FROM collections ORDER BY position, id`).all()
}

/** Makes an empty collection behind the others; @throws AppError `invalid-input` where another has the name */
export function createCollection(
  archive: Archive,
  { name, description }: Pick<Collection, 'name' | 'description'>,
  now: number,
): Collection {
  return inBatch(archive, () => {
    const stored = storable(name)
    refuseTakenName(archive, 'collections', stored, null)
    const { lastInsertRowid } = archive
      .statement(
        `INSERT INTO collections (name, description, position, created_at)
         SELECT ?, ?, ifnull(max(position), 0) + 1, ? FROM collections`,
      )
      .run(stored, storable(description), now)
    return collectionOf(archive, Number(lastInsertRowid))
  })
}

export interface CollectionChange {
  readonly id: number
  readonly name?: string | undefined
  readonly description?: string | null | undefined
}

/** Changes what is given; @throws AppError `not-found`, `invalid-input` where another collection has the name */
export function changeCollection(archive: Archive, { id, ...change }: CollectionChange): Collection {
  return inBatch(archive, () => {
    const before = collectionOf(archive, id)
    const name = storable(change.name ?? before.name)
    const { description = before.description } = change
    refuseTakenName(archive, 'collections', name, id)
    archive
      .statement('UPDATE collections SET name = ?, description = ? WHERE id = ?')
      .run(name, storable(description), id)
    return collectionOf(archive, id)
  })
}

/** Removes a collection; its conversations stay. @throws AppError `not-found` */
export function removeCollection(archive: Archive, id: number): Collection {
  return inBatch(archive, () => {
    const collection = collectionOf(archive, id)
    archive.statement('DELETE FROM collections WHERE id = ?').run(id)
    return collection
  })
}

/** Puts conversations behind those that are in it, in the order given; answers how many were not in it. @throws AppError `not-found` */
export function addToCollection(archive: Archive, id: number, uuids: readonly string[]): number {
  return inBatch(archive, () => {
    refuseUnknown(archive, id)
    return archive
      .statement(
        `INSERT INTO collection_items (collection_id, conversation_id, position)
         SELECT :id, conversations.id, wanted.key + 1 + (SELECT ifnull(max(position), 0) FROM collection_items WHERE collection_id = :id)
         FROM json_each(:uuids) AS wanted CROSS JOIN conversations ON uuid = wanted.value WHERE true ORDER BY wanted.key
         ON CONFLICT (collection_id, conversation_id) DO NOTHING`,
      )
      .run({ id, uuids: JSON.stringify(uuids) }).changes
  })
}

/** Takes conversations out of a collection; answers how many were in it. */
export function takeFromCollection(archive: Archive, id: number, uuids: readonly string[]): number {
  return inBatch(
    archive,
    () =>
      archive
        .statement(
          `DELETE FROM collection_items WHERE collection_id = ?
           AND conversation_id IN (SELECT id FROM conversations WHERE uuid IN (SELECT value FROM json_each(?)))`,
        )
        .run(id, JSON.stringify(uuids)).changes,
  )
}

/** Puts the conversations of a collection in an order; those that are not named follow as they stood. @throws AppError `not-found` */
export function arrangeCollection(archive: Archive, id: number, uuids: readonly string[]): void {
  inBatch(archive, () => {
    collectionOf(archive, id)
    const items = archive
      .statement<[number], { id: number; uuid: string }>(
        `SELECT collection_items.id, uuid FROM collection_items JOIN conversations ON conversations.id = conversation_id
         WHERE collection_id = ? ORDER BY position, collection_items.id`,
      )
      .all(id)
    const itemOf = new Map(items.map((item) => [item.uuid, item.id]))
    const named = uuids.flatMap((uuid) => itemOf.get(uuid) ?? [])
    orderRows(archive, 'collection_items', [...named, ...items.map((item) => item.id)])
  })
}

/**
 * Puts conversations of a collection in front of another of it, in the order that they have; `before` null puts them at the
 * end. Answers how many were moved. @throws AppError `not-found`
 */
export function moveInCollection(
  archive: Archive,
  id: number,
  { uuids, before }: { readonly uuids: readonly string[]; readonly before: string | null },
): number {
  return inBatch(archive, () => {
    refuseUnknown(archive, id)
    const items = archive
      .statement<[number], { id: number; uuid: string; position: number }>(
        `SELECT collection_items.id, uuid, position FROM collection_items
         JOIN conversations ON conversations.id = conversation_id
         WHERE collection_id = ? ORDER BY position, collection_items.id`,
      )
      .all(id)
    const wanted = new Set(uuids)
    // A conversation that is moved itself is no place to stand before: the next that stays is.
    const from = before === null ? items.length : items.findIndex(({ uuid }) => uuid === before)
    if (from < 0) throw new AppError('not-found', 'The place to move it to is no longer in the collection.')
    const moved = items.filter(({ uuid }) => wanted.has(uuid))
    const above = items.slice(0, from).filter(({ uuid }) => !wanted.has(uuid))
    const below = items.slice(from).filter(({ uuid }) => !wanted.has(uuid))
    const first = above.at(-1)?.position ?? 0
    const last = below[0]?.position ?? first + (moved.length + 1) * widthOfPlace
    const step = Math.floor((last - first) / (moved.length + 1))
    const place = archive.statement('UPDATE collection_items SET position = ? WHERE id = ?')
    if (step >= 1) moved.forEach((item, at) => place.run(first + (at + 1) * step, item.id))
    else [...above, ...moved, ...below].forEach((item, at) => place.run((at + 1) * widthOfPlace, item.id))
    return moved.length
  })
}

/** Numbers that are left free between two conversations, so that moving one need not number all others anew. */
const widthOfPlace = 1024

/** Puts collections in an order; those that are not named follow as they stood. */
export function orderCollections(archive: Archive, ids: readonly number[]): void {
  inBatch(archive, () => {
    const all = listCollections(archive).map((collection) => collection.id)
    orderRows(archive, 'collections', [...ids.filter((id) => all.includes(id)), ...all])
  })
}

/** The list of a collection in its own order, without the trash. @throws AppError `not-found` */
export function collectionSpine(archive: Archive, id: number): LibrarySpine {
  refuseUnknown(archive, id)
  const rows = archive
    .statement<[number], { key: number; time: number | null }>(
      `SELECT conversations.id AS key, CASE undated WHEN 0 THEN conversations.sort_updated END AS time
       FROM collection_items JOIN conversations ON conversations.id = conversation_id
       WHERE collection_id = ? AND conversations.status <> 'deleted' ORDER BY position, collection_items.id`,
    )
    .all(id)
  return { keys: rows.map((row) => row.key), times: rows.map((row) => row.time) }
}

function refuseUnknown(archive: Archive, id: number): void {
  if (archive.statement('SELECT 1 FROM collections WHERE id = ?').get(id) === undefined) throw unknown()
}

function unknown(): AppError {
  return new AppError('not-found', 'This collection is no longer there. Load the list again.')
}

function collectionOf(archive: Archive, id: number): Collection {
  const collection = archive
    .statement<[number], Collection>(`SELECT ${columns} FROM collections WHERE id = ?`)
    .get(id)
  if (collection !== undefined) return collection
  throw unknown()
}
