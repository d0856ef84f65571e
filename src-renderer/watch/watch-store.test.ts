import type { FoundExport, WatchState } from '@shared/contract/watch.ts'
import { expect, it } from 'vitest'
import { newlyFound } from './watch-store.ts'

const found = (path: string, foundAt: number): FoundExport => ({
  paths: [path],
  size: 1,
  formatName: 'Claude',
  foundAt,
})
const state = (...all: FoundExport[]): WatchState => ({
  isOn: true,
  folder: '/home/me/Downloads',
  isFolderThere: true,
  found: all,
})

it('tells of an export once, and again only when it was written anew', () => {
  const [a, b] = [found('/a.zip', 1), found('/b.zip', 2)]
  expect(newlyFound(state(), state(a))).toEqual([a])
  expect(newlyFound(state(a), state(b, a))).toEqual([b])
  expect(newlyFound(state(a, b), state(b))).toEqual([])
  expect(newlyFound(state(a), state(found('/a.zip', 3)))).toHaveLength(1)
})
