/**
 * The tree of the open conversation as a reader meets it: which versions a message has, which path is shown, which
 * number a message bears. Everything is kept in columns, so that a million messages stay a few megabytes.
 */
import { roles, type Role } from '@shared/conversation.ts'
import { buildTree, childrenOf, newestLeafUnder, pathTo } from '@shared/tree.ts'
import type { Tree } from '@shared/tree.ts'
import type { MessageSpine } from '@shared/contract/conversation.ts'

export interface ReadingTree {
  readonly tree: Tree
  readonly spine: MessageSpine
  /** Which version of its question or answer each message is, counted from 1. */
  readonly versions: Int32Array
  /** How many versions there are of it, itself among them. */
  readonly versionCounts: Int32Array
  /** The number that each message bears: how many messages that are not hidden lead to it, itself included. */
  readonly numbers: Int32Array
  /** How many branches run through each message; the last slot counts all of the conversation. */
  readonly branchCounts: Int32Array
}

/** Lays out the tree of a conversation; O(messages), without recursion. */
export function readingTreeOf(spine: MessageSpine): ReadingTree {
  const tree = buildTree(spine.parents)
  const { size } = tree
  const versions = new Int32Array(size)
  const versionCounts = new Int32Array(size)
  const numbers = new Int32Array(size)
  const branchCounts = new Int32Array(size + 1)
  const order = breadthFirst(tree)
  for (let above = -1; above < size; above++) numberVersions(tree, above, versions, versionCounts)
  for (const index of order) {
    const parent = tree.parents[index] ?? -1
    const before = parent < 0 ? 0 : (numbers[parent] ?? 0)
    numbers[index] = spine.hidden[index] === 1 ? before : before + 1
  }
  for (let at = size - 1; at >= 0; at--) {
    const index = order[at] ?? 0
    if (isLeaf(tree, index)) branchCounts[index] = 1
    const parent = tree.parents[index] ?? -1
    const slot = parent < 0 ? size : parent
    branchCounts[slot] = (branchCounts[slot] ?? 0) + (branchCounts[index] ?? 0)
  }
  return { tree, spine, versions, versionCounts, numbers, branchCounts }
}

/** The messages from the first one down to a leaf, by index; empty for -1. */
export function shownPath(reading: ReadingTree, leaf: number): Int32Array {
  return Int32Array.from(pathTo(reading.tree, leaf))
}

/** The place of every message on a path, -1 for those that are not on it. */
export function placesOn(reading: ReadingTree, path: Int32Array): Int32Array {
  const places = new Int32Array(reading.tree.size).fill(-1)
  path.forEach((index, place) => {
    places[index] = place
  })
  return places
}

/** The index of the message with this key, or -1. */
export function indexOfKey(reading: ReadingTree, key: number): number {
  return reading.spine.keys.indexOf(key)
}

/** The keys of messages by index; what is no message has none. */
export function keysOf({ spine }: ReadingTree, messages: readonly number[]): number[] {
  return messages.flatMap((index) => spine.keys[index] ?? [])
}

/** Whose message it is. */
export function roleOf({ spine }: ReadingTree, index: number): Role {
  return roles[spine.roles[index] ?? 0] ?? 'user'
}

/** Whether a message has other versions beside it. */
export function hasVersions(reading: ReadingTree, index: number): boolean {
  return (reading.versionCounts[index] ?? 1) > 1
}

/** The version that stands `step` before (negative) or after a message, or -1 when there is none. */
export function versionBeside(reading: ReadingTree, index: number, step: number): number {
  const wanted = (reading.versions[index] ?? 1) - 1 + step
  return childrenOf(reading.tree, reading.tree.parents[index] ?? -1)[wanted] ?? -1
}

/** The leaf to show for a message: the shown one when the message is on its branch, else the newest below it. */
export function leafThrough(reading: ReadingTree, index: number, shownLeaf: number): number {
  for (let at = shownLeaf; at >= 0; at = reading.tree.parents[at] ?? -1) {
    if (at === index) return newestLeafUnder(reading.tree, shownLeaf)
  }
  return newestLeafUnder(reading.tree, index)
}

/** The place of the shown branch among all, counted from 1 in depth-first order; 0 when there is none. */
export function branchNumber(reading: ReadingTree, leaf: number): number {
  const { tree, branchCounts } = reading
  if (leaf < 0) return 0
  let before = 0
  for (let at = leaf; at >= 0; at = tree.parents[at] ?? -1) {
    const parent = tree.parents[at] ?? -1
    let sibling = tree.firstChild[parent < 0 ? tree.size : parent] ?? -1
    while (sibling >= 0 && sibling !== at) {
      before += branchCounts[sibling] ?? 0
      sibling = tree.nextSibling[sibling] ?? -1
    }
  }
  return before + 1
}

/** How many branches (leaves) there are in all. */
export function branchTotal(reading: ReadingTree): number {
  return reading.branchCounts[reading.tree.size] ?? 0
}

export function isLeaf(tree: Tree, index: number): boolean {
  return (tree.firstChild[index] ?? -1) < 0
}

function numberVersions(tree: Tree, above: number, versions: Int32Array, counts: Int32Array): void {
  const first = tree.firstChild[above < 0 ? tree.size : above] ?? -1
  let count = 0
  for (let child = first; child >= 0; child = tree.nextSibling[child] ?? -1) versions[child] = ++count
  for (let child = first; child >= 0; child = tree.nextSibling[child] ?? -1) counts[child] = count
}

/** Every message, parents before their children. */
function breadthFirst(tree: Tree): Int32Array {
  const order = new Int32Array(tree.size)
  let end = 0
  for (let at = -1; at < end; at++) {
    const above = at < 0 ? tree.size : (order[at] ?? 0)
    for (let child = tree.firstChild[above] ?? -1; child >= 0; child = tree.nextSibling[child] ?? -1) {
      order[end++] = child
    }
  }
  return order
}
