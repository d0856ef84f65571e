/** Two branches of a conversation beside each other: how far they are the same, and which message stands beside which. */
import type { Role } from '@shared/conversation.ts'
import { leavesOf, newestLeafUnder, pathTo } from '@shared/tree.ts'
import { branchNumber, branchTotal, hasVersions, roleOf, versionBeside } from '../reading-tree.ts'
import type { ReadingTree } from '../reading-tree.ts'

/** Messages that stand beside each other, by index; -1 where one side has none. */
export interface BranchPair {
  readonly left: number
  readonly right: number
}

export interface Parting {
  /** The messages that both branches have, in their order. */
  readonly shared: readonly number[]
  /** What each branch goes on with. */
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/** Where two branches part. Hidden messages are left out unless they are wanted. */
export function partingOf(
  reading: ReadingTree,
  leftLeaf: number,
  rightLeaf: number,
  showsHidden: boolean,
): Parting {
  const [left, right] = [pathTo(reading.tree, leftLeaf), pathTo(reading.tree, rightLeaf)]
  let length = 0
  while (length < left.length && left[length] === right[length]) length++
  const isSeen = (index: number): boolean => showsHidden || reading.spine.hidden[index] !== 1
  return {
    shared: left.slice(0, length).filter(isSeen),
    left: left.slice(length).filter(isSeen),
    right: right.slice(length).filter(isSeen),
  }
}

/**
 * Turn against turn: the first question with what answers it beside the first of the other branch, and so on. Within a
 * turn messages are paired by their place, so that a tool used on one side alone does not move all that follows.
 */
export function pairsOf({ left, right }: Parting, roleAt: (index: number) => Role): BranchPair[] {
  const [leftTurns, rightTurns] = [turnsOf(left, roleAt), turnsOf(right, roleAt)]
  const pairs: BranchPair[] = []
  for (let turn = 0; turn < Math.max(leftTurns.length, rightTurns.length); turn++) {
    const [ours, theirs] = [leftTurns[turn] ?? [], rightTurns[turn] ?? []]
    for (let place = 0; place < Math.max(ours.length, theirs.length); place++) {
      pairs.push({ left: ours[place] ?? -1, right: theirs[place] ?? -1 })
    }
  }
  return pairs
}

/** The two branches to begin with: the shown one, and one that has another version of a message. Null with one branch. */
export function branchesToCompare(
  reading: ReadingTree,
  shownLeaf: number,
  message: number,
): { readonly left: number; readonly right: number } | null {
  const path = pathTo(reading.tree, shownLeaf)
  const upTo = path.slice(0, path.indexOf(message) + 1)
  const isForked = (index: number): boolean => hasVersions(reading, index)
  const point = upTo.findLast(isForked) ?? path.find(isForked)
  if (point === undefined) return null
  const after = versionBeside(reading, point, 1)
  const other = after >= 0 ? after : versionBeside(reading, point, -1)
  return { left: shownLeaf, right: newestLeafUnder(reading.tree, other) }
}

/** Branches to choose from at most: more make a list that nobody reads. */
const mostChoices = 100

/** The last messages of the branches around one, in the order of their numbers; all of them where they are few. */
export function leavesAround(reading: ReadingTree, leaf: number): number[] {
  const leaves = leavesOf(reading.tree)
  const from = Math.max(0, Math.min(leaves.indexOf(leaf) - mostChoices / 2, leaves.length - mostChoices))
  return leaves.slice(from, from + mostChoices)
}

/** `Branch 2 of 3`. */
export function branchName(reading: ReadingTree, leaf: number): string {
  return `Branch ${branchNumber(reading, leaf)} of ${branchTotal(reading)}`
}

/** Whether the words of a pair are compared: both are here, and of the same role. */
export function isComparable(reading: ReadingTree, { left, right }: BranchPair): boolean {
  return left >= 0 && right >= 0 && roleOf(reading, left) === roleOf(reading, right)
}

function turnsOf(messages: readonly number[], roleAt: (index: number) => Role): number[][] {
  const turns: number[][] = []
  for (const index of messages) {
    const last = turns.at(-1)
    if (last === undefined || roleAt(index) === 'user') turns.push([index])
    else last.push(index)
  }
  return turns
}
