/**
 * What a reader had arranged in another archive, brought into this one: collections, smart lists, settings. What is here
 * stays as it is; of two that share a name but are not the same, both are kept. Conversations come before, by an import.
 */
import type { ImportProblem } from '@shared/job.ts'
import { settings as shape, type Settings } from '@shared/contract/settings.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { addToCollection, createCollection, listCollections } from './collections.ts'
import { changeReaderSettings, readerSettings } from './reader-settings.ts'
import { createSearch, listSearches } from './saved-searches.ts'

/** Takes everything in, in one transaction; answers what came of each that is not here as it was there. */
export function mergeLists(archive: Archive, other: Archive, now: number): ImportProblem[] {
  return inBatch(archive, () => [
    ...mergeCollections(archive, other, now),
    ...mergeSearches(archive, other, now),
    ...mergeSettings(archive, other),
  ])
}

function mergeCollections(archive: Archive, other: Archive, now: number): ImportProblem[] {
  return listCollections(other).flatMap(({ id, name, description }) => {
    const own = listCollections(archive).find((one) => one.name === name)
    const target = own ?? createCollection(archive, { name, description }, now)
    const { uuids, absent } = itemsHere(archive, other, id)
    const added = addToCollection(archive, target.id, uuids)
    if (own !== undefined && added === 0 && absent === 0) return []
    const what =
      own === undefined
        ? `It was added with ${conversations(added)}.`
        : `It is here already: ${conversations(added)} of the backup went behind those in it.`
    const lacking = absent === 0 ? '' : ` ${conversations(absent)} of it could not be read and did not come.`
    return [{ where: `Collection “${name}”`, reason: what + lacking }]
  })
}

interface Item {
  readonly uuid: string
  readonly source: string
  readonly source_id: string | null
  readonly content_hash: Buffer | null
}

/** The conversations of another archive's collection as they are called here, in their order. */
function itemsHere(
  archive: Archive,
  other: Archive,
  collectionId: number,
): { readonly uuids: readonly string[]; readonly absent: number } {
  const items = other
    .statement<[number], Item>(
      `SELECT uuid, source, source_id, content_hash FROM collection_items
       JOIN conversations ON conversations.id = conversation_id
       WHERE collection_id = ? ORDER BY position, collection_items.id`,
    )
    .all(collectionId)
  const uuids = items.flatMap((item) => uuidHere(archive, item) ?? [])
  return { uuids, absent: items.length - uuids.length }
}

/** By its id at the source; else by what is in it, as an import recognises it. */
function uuidHere(archive: Archive, { uuid, source, source_id, content_hash }: Item): string | null {
  const found =
    source_id === null
      ? archive
          .statement<unknown[], { uuid: string }>(
            `SELECT uuid FROM conversations
             WHERE source = ? AND source_id IS NULL AND (content_hash = ? OR uuid = ?)`,
          )
          .get(source, content_hash, uuid)
      : archive
          .statement<unknown[], { uuid: string }>(
            'SELECT uuid FROM conversations WHERE source = ? AND source_id = ?',
          )
          .get(source, source_id)
  return found?.uuid ?? null
}

function mergeSearches(archive: Archive, other: Archive, now: number): ImportProblem[] {
  return listSearches(other).flatMap(({ name, query }) => {
    const own = listSearches(archive)
    if (own.some((one) => one.query === query && isVersionOf(one.name, name))) return []
    const free = freeName(
      name,
      own.map((one) => one.name),
    )
    createSearch(archive, { name: free, query }, now)
    const reason =
      free === name
        ? 'It was added.'
        : `Another search has this name here: that of the backup was added as “${free}”.`
    return [{ where: `Smart list “${name}”`, reason }]
  })
}

/** A name that is not taken yet: "Recent", "Recent (backup)", "Recent (backup 2)". */
function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let number = 1; ; number++) {
    const next = `${name} (backup${number === 1 ? '' : ` ${number}`})`
    if (!taken.includes(next)) return next
  }
}

function isVersionOf(own: string, name: string): boolean {
  return own === name || /^ \(backup(?: \d+)?\)$/.test(own.startsWith(name) ? own.slice(name.length) : '')
}

/**
 * Settings that travel, by their names for a person. When to empty the trash does not: nothing is deleted here because a
 * backup said so. Nor do the widths of panes, which belong to a screen.
 */
const travelling = {
  theme: 'theme',
  sort: 'order of the library',
  showHiddenMessages: 'hidden messages',
  keepOriginals: 'keeping imported files',
  largestFile: 'largest file',
  exportNameTemplate: 'names of exported files',
  exportSensitive: 'sensitive data in exports',
} as const satisfies Partial<Record<keyof Settings, string>>

function mergeSettings(archive: Archive, other: Archive): ImportProblem[] {
  const [own, theirs, initial] = [readerSettings(archive), readerSettings(other), shape.parse({})]
  const names = Object.keys(travelling) as (keyof typeof travelling)[]
  const others = names.filter((name) => !isSame(own, theirs, name) && !isSame(theirs, initial, name))
  const taken = others.filter((name) => isSame(own, initial, name))
  const left = others.filter((name) => !taken.includes(name))
  if (taken.length > 0) {
    changeReaderSettings(archive, Object.fromEntries(taken.map((name) => [name, theirs[name]])))
  }
  const listed = (some: typeof names): string => some.map((name) => travelling[name]).join(', ')
  return [
    ...(taken.length > 0 ? [{ where: 'Settings', reason: `As in the backup now: ${listed(taken)}.` }] : []),
    ...(left.length > 0 ? [{ where: 'Settings', reason: `Set here, and left so: ${listed(left)}.` }] : []),
  ]
}

function isSame(one: Settings, another: Settings, name: keyof Settings): boolean {
  return JSON.stringify(one[name]) === JSON.stringify(another[name])
}

function conversations(count: number): string {
  return `${count.toLocaleString('en-GB')} conversation${count === 1 ? '' : 's'}`
}
