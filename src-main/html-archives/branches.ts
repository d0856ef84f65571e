/**
 * A conversation as a page reads it: the shown branch from top to bottom, and at each message that has other versions the
 * messages below those, cut into paths. However deep a tree branches, nothing here nests.
 */
import { childrenOf, newestLeafUnder, type Tree } from '@shared/tree.ts'

export interface BranchPath {
  /** Index of its first message, which is another version of a message. */
  readonly start: number
  /** The message and what follows it to its newest end. */
  readonly messages: readonly number[]
}

/** The messages from one down to its newest end, both included. */
function pathFrom(tree: Tree, start: number): number[] {
  const path: number[] = []
  for (let at = newestLeafUnder(tree, start); at >= 0; at = tree.parents[at] ?? -1) {
    path.push(at)
    if (at === start) break
  }
  return path.toReversed()
}

/** All paths below the other versions of a shown message, each message in exactly one of them, older versions first. */
export function otherPaths(tree: Tree, shown: number): BranchPath[] {
  const paths: BranchPath[] = []
  const waiting = childrenOf(tree, tree.parents[shown] ?? -1)
    .filter((version) => version !== shown)
    .toReversed()
  for (let start = waiting.pop(); start !== undefined; start = waiting.pop()) {
    const messages = pathFrom(tree, start)
    paths.push({ start, messages })
    for (const index of messages.slice(1).toReversed()) {
      const others = childrenOf(tree, tree.parents[index] ?? -1).filter((version) => version !== index)
      waiting.push(...others.toReversed())
    }
  }
  return paths
}

/** How many messages stand above each one. */
export function depthsOf(tree: Tree): Int32Array {
  const depths = new Int32Array(tree.size).fill(-1)
  for (let index = 0; index < tree.size; index++) {
    const above: number[] = []
    let at = index
    while (at >= 0 && (depths[at] ?? -1) < 0) {
      above.push(at)
      at = tree.parents[at] ?? -1
    }
    let depth = at < 0 ? -1 : (depths[at] ?? -1)
    for (const one of above.toReversed()) depths[one] = depth += 1
  }
  return depths
}
