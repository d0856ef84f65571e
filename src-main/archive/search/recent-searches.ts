/**
 * The searches that were really used last, for whoever wants one again. They stand in the archive and nowhere else; none
 * are kept where the reader has switched that off.
 */
import { recentSearches as contract } from '@shared/contract/search.ts'
import type { Archive } from '../archive.ts'
import { readerSettings } from '../reader-settings.ts'
import { readSetting, writeSetting } from '../settings.ts'

const key = 'recent-searches'
const mostKept = 20

/** The last searches, newest first. */
export function recentSearches(archive: Archive): readonly string[] {
  // A list of another version is not worth a failure.
  const stored = contract.safeParse(readSetting(archive, key) ?? [])
  return stored.success && readerSettings(archive).keepsSearches ? stored.data : []
}

/**
 * Puts a search first and answers with all of them.
 *
 * @param insteadOf the search that this one came out of by typing on
 */
export function rememberSearch(archive: Archive, query: string, insteadOf: string | null): readonly string[] {
  const typed = query.trim()
  if (typed === '' || !readerSettings(archive).keepsSearches) return recentSearches(archive)
  const others = recentSearches(archive).filter((one) => one !== typed && one !== insteadOf)
  return write(archive, [typed, ...others].slice(0, mostKept))
}

/** Forgets one search, or all of them for null; answers with those that are left. */
export function forgetSearch(archive: Archive, query: string | null): readonly string[] {
  const others = query === null ? [] : recentSearches(archive).filter((one) => one !== query)
  return write(archive, others)
}

function write(archive: Archive, searches: readonly string[]): readonly string[] {
  writeSetting(archive, key, [...searches])
  return searches
}
