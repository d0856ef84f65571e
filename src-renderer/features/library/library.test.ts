import type { LibraryRow } from '@shared/contract/library.ts'
import { expect, it } from 'vitest'
import {
  filterTyped,
  initialLibrary,
  libraryChanged,
  missingRows,
  placeChosen,
  rowChanged,
  rowsArrived,
  sortChosen,
  spineArrived,
} from './library.ts'
import { filterOf, type Place, placeKey, sourceName } from './places.ts'
import { selectOnly } from './selection.ts'

const row: LibraryRow = {
  id: 'a',
  source: 'chatgpt',
  type: 'chat',
  status: 'active',
  title: 'Tides',
  endpoint: null,
  model: null,
  createdAt: null,
  updatedAt: null,
  messages: 2,
  branches: 1,
  tags: [],
}

it('asks only for rows that are not here', () => {
  const state = rowsArrived(initialLibrary, [1, 2], [row, { ...row, id: 'b' }], 0)
  expect(missingRows(state, [1, 2, 3])).toEqual([3])
})

it('asks again after the archive changed, and shows the old row until then', () => {
  const state = libraryChanged(rowsArrived(initialLibrary, [1], [row], 0))
  expect(missingRows(state, [1])).toEqual([1])
  expect(state.rows.get(1)?.row.title).toBe('Tides')
})

it('asks again when a row was answered before the archive changed but arrived after', () => {
  const state = rowsArrived(libraryChanged(initialLibrary), [1], [row], 0)
  expect(missingRows(state, [1])).toEqual([1])
})

it('forgets a row that is gone', () => {
  const state = rowsArrived(rowsArrived(initialLibrary, [1], [row], 0), [1], [null], 0)
  expect(state.rows.has(1)).toBe(false)
})

it('does not keep a hundred thousand rows in memory', () => {
  let state = initialLibrary
  for (let start = 0; start < 100_000; start += 500) {
    const keys = Array.from({ length: 500 }, (_, index) => start + index)
    const rows = keys.map(() => row)
    state = rowsArrived(state, keys, rows, 0)
  }
  expect(state.rows.size).toBeLessThan(5000)
})

it('shows a new title at once', () => {
  const state = rowChanged(rowsArrived(initialLibrary, [1], [row], 0), 1, { ...row, title: 'Ebb' })
  expect(state.rows.get(1)?.row.title).toBe('Ebb')
})

it('keeps the selection through a new order and forgets it with the place', () => {
  const selected = { ...initialLibrary, selection: selectOnly(2) }
  const sorted = spineArrived(sortChosen(selected, { by: 'title', direction: 'ascending' }), {
    keys: [3, 2],
    times: [null, null],
  })
  expect([...sorted.selection.keys]).toEqual([2])
  expect(placeChosen(sorted, { kind: 'trash' }).selection.keys.size).toBe(0)
})

it('lists the trash apart from everything else', () => {
  expect(filterOf({ kind: 'trash' }, '')).toMatchObject({ place: 'trash', source: null })
  const { importIds, ...bySource } = filterOf({ kind: 'source', source: 'claude' }, '')
  expect(bySource).toMatchObject({ place: 'library', source: 'claude' })
  expect(importIds).toBeUndefined()
  expect(filterOf({ kind: 'import', importIds: [4] }, '')).toMatchObject({ place: 'library', importIds: [4] })
})

it('narrows a smart list further by what is typed over it', () => {
  const search = { id: 1, name: 'Sky', query: 'moon OR sun' }
  expect(filterOf({ kind: 'smart-list', search }, ' has:code').query).toBe('(moon OR sun) has:code')
  expect(filterTyped(placeChosen(initialLibrary, { kind: 'smart-list', search }), 'red').filter).toBe('red')
})

it('leaves what is archived out of all conversations, and nowhere else', () => {
  expect(filterOf({ kind: 'all' }, '').place).toBe('current')
  expect(filterOf({ kind: 'archived' }, '').place).toBe('archived')
  expect(filterOf({ kind: 'tag', tagId: 3 }, '')).toMatchObject({ place: 'library', tagId: 3 })
  expect(filterOf({ kind: 'collection', collectionId: 5 }, '')).toMatchObject({
    place: 'library',
    collectionId: 5,
  })
  const found: Place = { kind: 'found', label: 'o1', query: 'model:"o1"' }
  expect(filterOf(found, 'moon')).toMatchObject({ place: 'library', query: 'model:"o1" moon' })
})

it('tells places apart', () => {
  expect(placeKey({ kind: 'source', source: 'trash' })).not.toBe(placeKey({ kind: 'trash' }))
})

it('names a source by its id until the archive has answered', () => {
  expect(sourceName(null, 'chatgpt')).toBe('chatgpt')
})
