import type { MessageSpine } from '@shared/contract/conversation.ts'
import { expect, it } from 'vitest'
import {
  branchNumber,
  branchTotal,
  hasVersions,
  indexOfKey,
  leafThrough,
  placesOn,
  readingTreeOf,
  shownPath,
  versionBeside,
} from './reading-tree.ts'

/** A spine from parents; keys are 100, 101 …, every second message is an answer. */
function spineOf(parents: readonly number[], hidden: readonly number[] = []): MessageSpine {
  return {
    keys: Float64Array.from(parents, (_, index) => 100 + index),
    parents: Int32Array.from(parents),
    roles: Uint8Array.from(parents, (_, index) => index % 2),
    hidden: Uint8Array.from(parents, (_, index) => (hidden.includes(index) ? 1 : 0)),
    lengths: new Float64Array(parents.length).fill(40),
  }
}

/** A question with three answers; the second was asked on, twice. */
const moon = readingTreeOf(spineOf([-1, 0, 0, 0, 2, 2, 4]))

it('says of every answer which version it is and how many there are', () => {
  expect([1, 2, 3].map((index) => `${moon.versions[index]}/${moon.versionCounts[index]}`)).toEqual([
    '1/3',
    '2/3',
    '3/3',
  ])
  expect([hasVersions(moon, 0), hasVersions(moon, 2), hasVersions(moon, 6)]).toEqual([false, true, false])
})

it('shows the path down to a leaf and nothing beside it', () => {
  expect([...shownPath(moon, 6)]).toEqual([0, 2, 4, 6])
  expect([...placesOn(moon, shownPath(moon, 6))]).toEqual([0, -1, 1, -1, 2, -1, 3])
})

it('steps to the version before and after, and not past the ends', () => {
  expect([versionBeside(moon, 2, -1), versionBeside(moon, 2, 1)]).toEqual([1, 3])
  expect([versionBeside(moon, 1, -1), versionBeside(moon, 3, 1)]).toEqual([-1, -1])
})

it('steps between versions of the first message', () => {
  const twoBeginnings = readingTreeOf(spineOf([-1, 0, -1, 2]))
  expect(versionBeside(twoBeginnings, 0, 1)).toBe(2)
  expect(twoBeginnings.versionCounts[2]).toBe(2)
})

it('stays on the shown branch where that holds the message, else takes the newest continuation', () => {
  expect(leafThrough(moon, 2, 6)).toBe(6)
  expect(leafThrough(moon, 2, 3)).toBe(5)
  expect(leafThrough(moon, 2, 2)).toBe(5)
})

it('counts branches in the order in which they stand', () => {
  expect(branchTotal(moon)).toBe(4)
  expect([1, 6, 5, 3].map((leaf) => branchNumber(moon, leaf))).toEqual([1, 2, 3, 4])
})

it('gives hidden messages no number of their own', () => {
  const reading = readingTreeOf(spineOf([-1, 0, 1, 2], [0, 2]))
  expect([...reading.numbers]).toEqual([0, 1, 1, 2])
})

it('finds nothing in a conversation without messages', () => {
  const empty = readingTreeOf(spineOf([]))
  expect(shownPath(empty, -1)).toHaveLength(0)
  expect([branchTotal(empty), branchNumber(empty, -1), indexOfKey(empty, 1)]).toEqual([0, 0, -1])
})

it('lays out a million messages in one chain without a stack overflow', () => {
  const long = readingTreeOf(spineOf(Array.from({ length: 1_000_000 }, (_, index) => index - 1)))
  expect(long.numbers[999_999]).toBe(1_000_000)
  expect(shownPath(long, 999_999)).toHaveLength(1_000_000)
})
