/** The real index of a real archive, for tests; closed when its test ends. */
import type { SearchAnswer } from '@shared/contract/search.ts'
import { onTestFinished } from 'vitest'
import type { Archive } from '../../archive.ts'
import { catchUp } from '../catch-up.ts'
import type { Sources } from '../conversation-sets.ts'
import { openIndex, type SearchIndex } from '../open-index.ts'
import { searchMessages, type SearchRequest } from '../search.ts'
import { turnOf } from '../turn.ts'

/** The index of an archive that has not caught up with it. */
export function indexOf(archive: Archive): SearchIndex {
  const index = openIndex(archive.folder)
  onTestFinished(() => index.close())
  return index
}

/** The index of an archive that holds all that is in it. */
export async function fullIndexOf(archive: Archive): Promise<SearchIndex> {
  const index = indexOf(archive)
  await catchUp(index, archive)
  return index
}

/** What a search works with: an archive, its index, and no hurry. */
export function sourcesOf(archive: Archive, index: SearchIndex): Sources {
  return { archive, index, turn: turnOf() }
}

/** The first page of a search by time, complete unless the changes say otherwise. */
export async function found(
  archive: Archive,
  index: SearchIndex,
  query: string,
  changes: Partial<SearchRequest> = {},
): Promise<SearchAnswer> {
  return await searchMessages(sourcesOf(archive, index), {
    query,
    order: 'newest',
    limit: 50,
    context: 'short',
    cursor: null,
    counted: true,
    complete: true,
    ...changes,
  })
}
