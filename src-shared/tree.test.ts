import { describe, expect, it } from 'vitest'
import {
  branchOf,
  branchPointsOf,
  buildTree,
  childrenOf,
  depthFirst,
  leavesOf,
  newestLeafUnder,
  pathTo,
  siblingsOf,
  treeOf,
} from './tree.ts'

/**
 * 0 ─ 1 ─ 3
 *   └ 2 ─ 4
 *       └ 5 ─ 6
 */
const branched = buildTree([-1, 0, 0, 1, 2, 2, 5])

describe('the tree of a conversation', () => {
  it('gives the children of a message in the order of the list', () => {
    expect(childrenOf(branched, 0)).toEqual([1, 2])
    expect(childrenOf(branched, -1)).toEqual([0])
    expect(childrenOf(branched, 6)).toEqual([])
  })

  it('names every version of a message', () => {
    expect(siblingsOf(branched, 4)).toEqual([4, 5])
    expect(siblingsOf(branched, 0)).toEqual([0])
  })

  it('leads from the first message to any other', () => {
    expect(pathTo(branched, 6)).toEqual([0, 2, 5, 6])
    expect(pathTo(branched, -1)).toEqual([])
  })

  it('visits every message once, parents first', () => {
    expect(depthFirst(branched)).toEqual([0, 1, 3, 2, 4, 5, 6])
  })

  it('has one leaf for each branch', () => {
    expect(leavesOf(branched)).toEqual([3, 4, 6])
    expect(leavesOf(buildTree([]))).toEqual([])
  })

  it('finds where branches part, also before the first message', () => {
    expect(branchPointsOf(branched)).toEqual([0, 2])
    expect(branchPointsOf(buildTree([-1, -1]))).toEqual([-1])
  })

  it('follows the newest answer down to its end', () => {
    expect(newestLeafUnder(branched, -1)).toBe(6)
    expect(newestLeafUnder(branched, 1)).toBe(3)
    expect(newestLeafUnder(buildTree([]), -1)).toBe(-1)
  })

  it('says which branch a message is in: the shown one where it is on it, else the first that holds it', () => {
    expect(branchOf(branched, 2, 6)).toEqual({ index: 3, of: 3, leaf: 6 })
    expect(branchOf(branched, 2, 3)).toEqual({ index: 2, of: 3, leaf: 4 })
    expect(branchOf(branched, 1, 6)).toEqual({ index: 1, of: 3, leaf: 3 })
  })
})

describe('a broken tree', () => {
  it('makes a first message of one whose parent is missing or is itself', () => {
    const tree = treeOf([
      { id: 'a', parentId: null },
      { id: 'b', parentId: 'gone' },
      { id: 'c', parentId: 'c' },
      { id: 'd', parentId: 'b' },
    ])
    expect(childrenOf(tree, -1)).toEqual([0, 1, 2])
    expect(childrenOf(tree, 1)).toEqual([3])
  })

  it('cuts a circle of parents and still shows every message once', () => {
    const tree = buildTree([2, 0, 1, 2, 4])
    expect(depthFirst(tree).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
    expect(childrenOf(tree, -1)).toEqual([0, 4])
  })

  it('cuts a circle that is reached from outside', () => {
    const tree = buildTree([1, 2, 1])
    expect(depthFirst(tree).toSorted((a, b) => a - b)).toEqual([0, 1, 2])
  })

  it('walks a chain of a million messages', () => {
    const chain = Int32Array.from({ length: 1_000_000 }, (_, index) => index - 1)
    const tree = buildTree(chain)
    expect(newestLeafUnder(tree, -1)).toBe(999_999)
    expect(pathTo(tree, 999_999)).toHaveLength(1_000_000)
    expect(leavesOf(tree)).toEqual([999_999])
  })
})
