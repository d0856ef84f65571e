import { expect, it } from 'vitest'
import { countWrongTokens } from './wrong-tokens.ts'

const limits = { allowed: 3, firstWait: 1000, longestWait: 60_000 }
const address = '127.0.0.1'

it('lets some wrong tokens pass, then asks for waits that grow to a minute and no further', () => {
  const tokens = countWrongTokens(limits)
  let now = 0
  const waits = Array.from({ length: 12 }, () => {
    const seconds = tokens.count(address, now)
    now += 1000 * seconds
    return seconds
  })
  expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

it('does not lengthen a wait for those who do not keep to it', () => {
  const tokens = countWrongTokens(limits)
  for (let n = 0; n < 4; n++) tokens.count(address, 0)
  expect([100, 500, 900].map((now) => tokens.count(address, now))).toEqual([1, 1, 1])
  expect(tokens.count(address, 1000)).toBe(2)
})

it('counts each address by itself, and begins anew after ten quiet minutes', () => {
  const tokens = countWrongTokens(limits)
  for (let n = 0; n < 6; n++) tokens.count(address, 0)
  expect(tokens.count('127.0.0.2', 0)).toBe(0)
  expect(tokens.count(address, 11 * 60_000)).toBe(0)
})
