import { expect, it } from 'vitest'
import { changeReaderSettings } from '../reader-settings.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { forgetSearch, recentSearches, rememberSearch } from './recent-searches.ts'

it('keeps the last twenty searches, newest first and each once', () => {
  const archive = freshArchive()
  expect(recentSearches(archive)).toEqual([])
  for (let number = 1; number <= 25; number++) rememberSearch(archive, `search ${number}`, null)
  rememberSearch(archive, ' search 10 ', null)
  const kept = recentSearches(archive)
  expect(kept).toHaveLength(20)
  expect(kept.slice(0, 3)).toEqual(['search 10', 'search 25', 'search 24'])
})

it('keeps what was typed on instead of its beginning', () => {
  const archive = freshArchive()
  rememberSearch(archive, 'moon', null)
  expect(rememberSearch(archive, 'moon tides', 'moon')).toEqual(['moon tides'])
})

it('forgets one, and all', () => {
  const archive = freshArchive()
  for (const query of ['a1', 'b1', 'c1', '  ']) rememberSearch(archive, query, null)
  expect(forgetSearch(archive, 'b1')).toEqual(['c1', 'a1'])
  expect(forgetSearch(archive, null)).toEqual([])
  expect(recentSearches(archive)).toEqual([])
})

it('keeps nothing for a reader who does not want that', () => {
  const archive = freshArchive()
  rememberSearch(archive, 'a1', null)
  changeReaderSettings(archive, { keepsSearches: false })
  expect(recentSearches(archive)).toEqual([])
  expect(rememberSearch(archive, 'b1', null)).toEqual([])
})
