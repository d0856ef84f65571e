/**
 * The tree of a conversation and the ways to walk it.
 *
 * A tree is kept as three integer arrays, so that a million messages cost twelve megabytes and no walk recurses.
 * Messages are named by their index in the list the tree was built from; -1 stands above the first messages.
 */
export interface Tree {
  readonly size: number
  /** Index of each message's parent, -1 for a first message. Free of cycles. */
  readonly parents: Int32Array
  /** Index of each message's first child, -1 without one. The last slot holds the first root. */
  readonly firstChild: Int32Array
  /** Index of the next sibling, -1 for the last. */
  readonly nextSibling: Int32Array
}

/**
 * Builds the tree of a list of parents (indexes, -1 for none). Siblings keep the order of the list.
 *
 * Broken input is mended rather than refused: an index out of range or pointing at itself makes a first message,
 * and a cycle is cut at the member that stands first in the list.
 */
export function buildTree(parentIndexes: ArrayLike<number>): Tree {
  const size = parentIndexes.length
  const parents = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const parent = parentIndexes[i] ?? -1
    parents[i] = parent >= 0 && parent < size && parent !== i ? parent : -1
  }
  cutCycles(parents)
  const firstChild = new Int32Array(size + 1).fill(-1)
  const nextSibling = new Int32Array(size).fill(-1)
  for (let i = size - 1; i >= 0; i--) {
    const above = slotOf(parents[i] ?? -1, size)
    nextSibling[i] = firstChild[above] ?? -1
    firstChild[above] = i
  }
  return { size, parents, firstChild, nextSibling }
}

/** Builds the tree of messages that name their parents by id; an unknown parent makes a first message. */
export function treeOf(messages: readonly { readonly id: string; readonly parentId: string | null }[]): Tree {
  const indexes = new Map<string, number>()
  messages.forEach((message, index) => {
    if (!indexes.has(message.id)) indexes.set(message.id, index)
  })
  return buildTree(
    messages.map((message) => (message.parentId === null ? -1 : (indexes.get(message.parentId) ?? -1))),
  )
}

/** The children of a message in their order; of -1, the first messages. */
export function childrenOf(tree: Tree, index: number): number[] {
  const children: number[] = []
  for (
    let child = tree.firstChild[slotOf(index, tree.size)] ?? -1;
    child >= 0;
    child = tree.nextSibling[child] ?? -1
  ) {
    children.push(child)
  }
  return children
}

/** The versions of a message: all children of its parent, itself among them. */
export function siblingsOf(tree: Tree, index: number): number[] {
  return childrenOf(tree, tree.parents[index] ?? -1)
}

/** The messages from a first one down to the given one, both included; empty for -1. */
export function pathTo(tree: Tree, index: number): number[] {
  const path: number[] = []
  for (let at = index; at >= 0; at = tree.parents[at] ?? -1) path.push(at)
  return path.toReversed()
}

/** All messages depth first, parents before children, siblings in their order. */
export function depthFirst(tree: Tree): number[] {
  const order: number[] = []
  let at = tree.firstChild[tree.size] ?? -1
  while (at >= 0) {
    order.push(at)
    const child = tree.firstChild[at] ?? -1
    if (child >= 0) {
      at = child
      continue
    }
    while (at >= 0 && (tree.nextSibling[at] ?? -1) < 0) at = tree.parents[at] ?? -1
    at = at < 0 ? -1 : (tree.nextSibling[at] ?? -1)
  }
  return order
}

/** The last messages of all branches, in depth-first order: one for each branch. */
export function leavesOf(tree: Tree): number[] {
  return depthFirst(tree).filter((index) => (tree.firstChild[index] ?? -1) < 0)
}

/** The messages with more than one child; -1 among them where a conversation begins in several ways. */
export function branchPointsOf(tree: Tree): number[] {
  const points: number[] = []
  for (let index = -1; index < tree.size; index++) {
    const first = tree.firstChild[slotOf(index, tree.size)] ?? -1
    if (first >= 0 && (tree.nextSibling[first] ?? -1) >= 0) points.push(index)
  }
  return points
}

/** The leaf reached from a message by taking the last child each time: the newest continuation. -1 in an empty tree. */
export function newestLeafUnder(tree: Tree, index: number): number {
  let at = index
  for (;;) {
    let child = tree.firstChild[slotOf(at, tree.size)] ?? -1
    if (child < 0) return at
    while ((tree.nextSibling[child] ?? -1) >= 0) child = tree.nextSibling[child] ?? -1
    at = child
  }
}

/**
 * Which branch a message is in: the place of a leaf below it among all leaves, counted from 1.
 * The shown branch is named when the message is on it, else the first branch that holds the message.
 */
export function branchOf(
  tree: Tree,
  index: number,
  shownLeaf: number,
): { readonly index: number; readonly of: number; readonly leaf: number } {
  const leaves = leavesOf(tree)
  const leaf = pathTo(tree, shownLeaf).includes(index) ? shownLeaf : firstLeafUnder(tree, index)
  return { index: leaves.indexOf(leaf) + 1, of: leaves.length, leaf }
}

function firstLeafUnder(tree: Tree, index: number): number {
  let at = index
  for (let child = at; child >= 0; child = tree.firstChild[at] ?? -1) at = child
  return at
}

function slotOf(index: number, size: number): number {
  return index < 0 ? size : index
}

function cutCycles(parents: Int32Array): void {
  const seenFrom = new Int32Array(parents.length).fill(-1)
  for (let start = 0; start < parents.length; start++) {
    let at = start
    while (at >= 0 && seenFrom[at] === -1) {
      seenFrom[at] = start
      at = parents[at] ?? -1
    }
    if (at >= 0 && seenFrom[at] === start) {
      let first = at
      for (let member = parents[at] ?? -1; member !== at && member >= 0; member = parents[member] ?? -1) {
        if (member < first) first = member
      }
      parents[first] = -1
    }
  }
}
