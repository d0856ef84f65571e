import { expect, it } from 'vitest'
import { validationIds } from './split.ts'

const ids = Array.from({ length: 200 }, (_, index) => `c-${index}`)

it('takes the wanted share of conversations, the same for the same seed in any order', () => {
  const chosen = validationIds(ids, 10, 42)
  expect(chosen.size).toBe(20)
  expect(validationIds(ids.toReversed(), 10, 42)).toEqual(chosen)
  expect(validationIds(ids, 10, 43)).not.toEqual(chosen)
})

it('moves few conversations when some are added', () => {
  const before = validationIds(ids, 10, 42)
  const after = validationIds([...ids, 'c-new'], 10, 42)
  expect([...before].filter((id) => !after.has(id)).length).toBeLessThanOrEqual(1)
})

it('takes one of two, and none where none is wanted or possible', () => {
  expect(validationIds(['a', 'b'], 5, 1).size).toBe(1)
  expect(validationIds(['a'], 50, 1).size).toBe(0)
  expect(validationIds(ids, 0, 1).size).toBe(0)
})
