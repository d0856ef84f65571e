import type { MessageSpine } from '@shared/contract/conversation.ts'
import { roles, type Role } from '@shared/conversation.ts'
import { expect, it } from 'vitest'
import { readingTreeOf, roleOf } from '../reading-tree.ts'
import type { ReadingTree } from '../reading-tree.ts'
import {
  branchesToCompare,
  branchName,
  isComparable,
  leavesAround,
  pairsOf,
  partingOf,
} from './branch-pairs.ts'

type Message = readonly [parent: number, role: Role, hidden?: 'hidden']

function readingOf(messages: readonly Message[]): ReadingTree {
  const spine: MessageSpine = {
    keys: Float64Array.from(messages, (_, index) => 100 + index),
    parents: Int32Array.from(messages, ([parent]) => parent),
    roles: Uint8Array.from(messages, ([, role]) => roles.indexOf(role)),
    hidden: Uint8Array.from(messages, ([, , hidden]) => (hidden === undefined ? 0 : 1)),
    lengths: new Float64Array(messages.length).fill(40),
  }
  return readingTreeOf(spine)
}

/** A hidden instruction, a question, two answers; the first used a tool, both were asked on. */
const tides = readingOf([
  [-1, 'system', 'hidden'],
  [0, 'user'],
  [1, 'assistant'],
  [2, 'tool'],
  [3, 'assistant'],
  [4, 'user'],
  [1, 'assistant'],
  [6, 'user'],
  [7, 'assistant'],
])
const left = 5
const right = 8

function pairsIn(reading: ReadingTree, leftLeaf: number, rightLeaf: number): [number, number][] {
  const pairs = pairsOf(partingOf(reading, leftLeaf, rightLeaf, false), (index) => roleOf(reading, index))
  return pairs.map((pair) => [pair.left, pair.right])
}

it('folds what both have, hidden messages only where they are seen', () => {
  expect(partingOf(tides, left, right, false)).toEqual({ shared: [1], left: [2, 3, 4, 5], right: [6, 7, 8] })
  expect(partingOf(tides, left, right, true).shared).toEqual([0, 1])
})

it('sets question beside question, though one answer took more messages than the other', () => {
  expect(pairsIn(tides, left, right)).toEqual([
    [2, 6],
    [3, -1],
    [4, -1],
    [5, 7],
    [-1, 8],
  ])
})

it('has no pairs for a branch beside itself', () => {
  expect(pairsIn(tides, left, left)).toEqual([])
})

it('compares the words of messages of the same role alone', () => {
  expect(isComparable(tides, { left: 2, right: 6 })).toBe(true)
  expect(isComparable(tides, { left: 3, right: 6 })).toBe(false)
  expect(isComparable(tides, { left: 4, right: -1 })).toBe(false)
})

it('begins with the shown branch and the next version of the message, the one before for the last', () => {
  expect(branchesToCompare(tides, left, 2)).toEqual({ left, right })
  expect(branchesToCompare(tides, right, 6)).toEqual({ left: right, right: left })
})

it('begins at the nearest place before a message where the conversation parts, else at the first', () => {
  expect(branchesToCompare(tides, left, 5)).toEqual({ left, right })
  expect(branchesToCompare(tides, left, 1)).toEqual({ left, right })
  expect(branchesToCompare(tides, left, -1)).toEqual({ left, right })
})

it('has nothing to compare in a conversation of one branch', () => {
  expect(branchesToCompare(readingOf([[-1, 'user']]), 0, 0)).toBeNull()
})

it('names branches by their number, and offers those around one where there are hundreds', () => {
  expect([branchName(tides, left), branchName(tides, right)]).toEqual(['Branch 1 of 2', 'Branch 2 of 2'])
  const many = readingOf([[-1, 'user'], ...Array.from({ length: 400 }, (): Message => [0, 'assistant'])])
  const around = leavesAround(many, 200)
  expect(around).toHaveLength(100)
  expect(around).toContain(200)
  expect(leavesAround(many, 400).at(-1)).toBe(400)
  expect(leavesAround(tides, left)).toEqual([left, right])
})
