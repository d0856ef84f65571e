/**
 * Which messages a fork takes of a tree, and how they hang together in the new one. Pure: what a conversation is copied
 * with is the archive's work.
 *
 * The choices are those of LibreChat's fork (docs: features/fork): "Visible messages only", "Include related branches",
 * "Include all to/from here".
 */
import type { ForkOption } from './contract/organise.ts'
import { buildTree, pathTo, type Tree } from './tree.ts'

export interface ForkRequest {
  /** Index of the message it is made at. */
  readonly target: number
  readonly option: ForkOption
  /**
   * Index of the message to end at, where the fork starts at the target: all above the level of the target is left out,
   * the messages of that level become first ones, and the option counts from here. Null for a fork that ends at the target.
   */
  readonly startHereTo: number | null
}

export interface Fork {
  /** Indexes of the messages in the old tree, in their order there. */
  readonly messages: readonly number[]
  /** For each of them the index of its parent in `messages`, -1 for a first message. */
  readonly parents: readonly number[]
}

/**
 * The messages of a fork. The tree may be broken as `buildTree` takes it: orphans are first messages, cycles are cut.
 * Empty when the target is not in the tree, or when a fork that starts at the target is to end above its level.
 */
export function forkOf(parentIndexes: ArrayLike<number>, request: ForkRequest): Fork {
  const tree = buildTree(parentIndexes)
  const levels = levelsOf(tree)
  const { target, option, startHereTo } = request
  const end = startHereTo ?? target
  const top = startHereTo === null ? 0 : (levels[target] ?? Infinity)
  const isThere = target >= 0 && target < tree.size && end >= 0 && end < tree.size
  if (!isThere || (levels[end] ?? -1) < top) return { messages: [], parents: [] }
  const taken = takenBy(option, tree, levels, end, top)
  const messages: number[] = []
  const placeOf = new Map<number, number>()
  for (let index = 0; index < tree.size; index++) {
    if (taken(index)) placeOf.set(index, messages.push(index) - 1)
  }
  return { messages, parents: messages.map((index) => placeOf.get(tree.parents[index] ?? -1) ?? -1) }
}

function takenBy(
  option: ForkOption,
  tree: Tree,
  levels: Int32Array,
  end: number,
  top: number,
): (index: number) => boolean {
  const level = (index: number): number => levels[index] ?? -1
  const path = new Set(pathTo(tree, end).filter((index) => level(index) >= top))
  switch (option) {
    case 'path':
      return (index) => path.has(index)
    case 'related':
      return (index) => {
        const parent = tree.parents[index] ?? -1
        return path.has(index) || (parent !== end && path.has(parent))
      }
    case 'level':
      return (index) => level(index) >= top && level(index) <= level(end)
  }
}

/** How many messages stand above each, in any order of the list. */
function levelsOf(tree: Tree): Int32Array {
  const levels = new Int32Array(tree.size).fill(-1)
  for (let start = 0; start < tree.size; start++) {
    const waiting: number[] = []
    let at = start
    while (at >= 0 && levels[at] === -1) {
      waiting.push(at)
      at = tree.parents[at] ?? -1
    }
    let level = at < 0 ? -1 : (levels[at] ?? -1)
    for (const index of waiting.toReversed()) levels[index] = ++level
  }
  return levels
}
