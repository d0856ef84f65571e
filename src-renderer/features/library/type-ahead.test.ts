import type { LibraryRow } from '@shared/contract/library.ts'
import { expect, it } from 'vitest'
import { findByTitle } from './type-ahead.ts'

const titles = ['Orbits', 'Tides', 'tidal locking', 'Ærø']

function rowOf(title: string): LibraryRow {
  return {
    id: title,
    source: 'chatgpt',
    type: 'chat',
    status: 'active',
    title,
    endpoint: null,
    model: null,
    createdAt: null,
    updatedAt: null,
    messages: 1,
    branches: 1,
    tags: [],
  }
}

function askRows(keys: readonly number[]): Promise<LibraryRow[]> {
  return Promise.resolve(keys.map((key) => rowOf(titles[key % titles.length] ?? '')))
}

function find(order: readonly number[], from: number, text: string, signal = new AbortController().signal) {
  return findByTitle(order, from, text, askRows, signal)
}

it('finds the next title that begins so, whatever its case, and goes on around the end', async () => {
  expect(await find([0, 1, 2, 3], 0, 'tid')).toBe(1)
  expect(await find([0, 1, 2, 3], 2, 'TID')).toBe(2)
  expect(await find([0, 1, 2, 3], 3, 'or')).toBe(0)
  expect(await find([0, 1, 2, 3], 0, 'æ')).toBe(3)
  expect(await find([0, 1, 2, 3], 0, 'nothing')).toBeNull()
})

it('finds a title beyond the first batch', async () => {
  const order = [...Array.from({ length: 1200 }, () => 0), 3]
  expect(await find(order, 0, 'ærø')).toBe(3)
})

it('answers nothing once the reader has typed on', async () => {
  expect(await find([0, 1], 0, 't', AbortSignal.abort())).toBeNull()
})
