/** Opens an archive with its index for those who search in it. */
import type { Archive } from '../archive.ts'
import { openArchive } from '../open.ts'
import { openIndex, type SearchIndex } from './open-index.ts'

/**
 * Every search reads other pages than the one before, and the system keeps the files in its memory: 16 MB for each of
 * the two connections and twice that for the shards made no search faster.
 */
const cacheMegabytes = 4

/**
 * An archive and its index, to be closed by whoever asked for them.
 *
 * @throws AppError as `openArchive` and `openIndex` do
 */
export function openToSearch(folder: string): { readonly archive: Archive; readonly index: SearchIndex } {
  return { archive: openArchive(folder, { cacheMegabytes }), index: openIndex(folder, { cacheMegabytes }) }
}
