import { parseQuery } from '@shared/query.ts'
import { expect, it } from 'vitest'
import { isAnswered, titleQuery, usePalette } from './palette-store.ts'

it('looks for every word in titles alone, whatever signs and operators are typed', () => {
  const { root } = parseQuery(titleQuery('Moon OR -tides source:claude "'))
  expect(root).toMatchObject({ kind: 'all-of' })
  expect(parseQuery(titleQuery('Moon OR -tides source:claude "')).terms).toMatchObject(
    ['moon', 'or', 'tides', 'source', 'claude'].map((text) => ({ kind: 'word', field: 'title', text })),
  )
})

it('asks for nothing where nothing is named', () => {
  expect(titleQuery(' …! ')).toBe('')
})

it('waits for the titles of what is typed now, not of what was typed before', () => {
  const state = { ...usePalette.getState(), isReady: true, query: 'moon', found: { text: 'moo', rows: [] } }
  expect(isAnswered(state)).toBe(false)
  expect(isAnswered({ ...state, found: { text: 'moon', rows: [] } })).toBe(true)
  expect(isAnswered({ ...state, query: '>moon' })).toBe(true)
})
