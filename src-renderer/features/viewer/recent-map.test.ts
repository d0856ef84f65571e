import { expect, it } from 'vitest'
import { RecentMap } from './recent-map.ts'

it('forgets what was not used for longest when it grows too heavy', () => {
  const map = new RecentMap<string, number>(10)
  map.set('a', 1, 4)
  map.set('b', 2, 4)
  map.get('a')
  map.set('c', 3, 4)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
})

it('keeps the newest entry even when it is heavier than everything allowed', () => {
  const map = new RecentMap<string, number>(10)
  map.set('small', 1, 1)
  map.set('giant', 2, 50)
  expect([map.get('small'), map.get('giant')]).toEqual([undefined, 2])
})

it('counts an entry that is replaced only once', () => {
  const map = new RecentMap<string, number>(10)
  for (let turn = 0; turn < 5; turn++) map.set('a', turn, 6)
  map.set('b', 0, 4)
  expect(map.get('a')).toBe(4)
})
