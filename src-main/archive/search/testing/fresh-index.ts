/** The real index of a real archive, for tests; closed when its test ends. */
import { onTestFinished } from 'vitest'
import type { Archive } from '../../archive.ts'
import { catchUp } from '../catch-up.ts'
import { openIndex, type SearchIndex } from '../open-index.ts'

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
