/** Says in which branch of its conversation a message is. Keeps the trees it has read last, for the next keystroke. */
import type { SearchHit } from '@shared/contract/search.ts'
import { branchOf, buildTree, newestLeafUnder, pathTo, type Tree } from '@shared/tree.ts'
import type { Archive } from '../archive.ts'
import { readLinks, visibleMessages } from '../visible-messages.ts'

/** Trees that are kept, and messages in all of them. */
const mostTrees = 500
const mostMessages = 200_000

interface Bones {
  readonly change: number
  readonly ids: readonly number[]
  /** Of visible messages only. */
  readonly indexes: ReadonlyMap<number, number>
  readonly indexOf: (id: number | null) => number
  readonly tree: Tree
}

export type BranchOfHit = Pick<SearchHit, 'branch' | 'leafKey' | 'isOnShownBranch'>

const kept = new WeakMap<Archive, Map<number, Bones>>()

interface Head {
  readonly id: number
  readonly change: number
  readonly shownLeaf: number | null
  readonly branches: number
}

/**
 * The branch of each of some visible messages (row ids, by their conversation); of several branches, a message that is
 * not in one is left out.
 */
export function branchesOf(
  archive: Archive,
  messageIds: ReadonlyMap<number, readonly number[]>,
): Map<number, BranchOfHit> {
  const found = new Map<number, BranchOfHit>()
  for (const head of headsOf(archive, [...messageIds.keys()])) {
    const ids = messageIds.get(head.id) ?? []
    // Most conversations are a single line, whose end need not be looked up.
    if (head.branches === 1) {
      for (const id of ids) {
        found.set(id, { branch: { index: 1, of: 1 }, leafKey: id, isOnShownBranch: true })
      }
    } else noteBranches(found, archive, head, ids)
  }
  return found
}

function headsOf(archive: Archive, conversationIds: readonly number[]): Head[] {
  return archive
    .statement<[string], Head>(
      `SELECT conversations.id, change_seq AS change, shown_leaf AS shownLeaf, branches
       FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value`,
    )
    .all(JSON.stringify(conversationIds))
}

function noteBranches(
  found: Map<number, BranchOfHit>,
  archive: Archive,
  head: Head,
  messageIds: readonly number[],
): void {
  const { tree, ids, indexes, indexOf } = bonesOf(archive, head.id, head.change)
  const shown = shownLeafOf(tree, indexOf(head.shownLeaf))
  const shownPath = new Set(pathTo(tree, shown))
  for (const id of messageIds) {
    const index = indexes.get(id)
    if (index === undefined) continue
    const { leaf, ...branch } = branchOf(tree, index, shown)
    found.set(id, { branch, leafKey: ids[leaf] ?? id, isOnShownBranch: shownPath.has(index) })
  }
}

/** The leaf that the viewer would show: below the message that is remembered, else the newest of all. */
function shownLeafOf(tree: Tree, remembered: number): number {
  return newestLeafUnder(tree, remembered)
}

function bonesOf(archive: Archive, conversationId: number, change: number): Bones {
  const trees = kept.get(archive) ?? new Map<number, Bones>()
  kept.set(archive, trees)
  const before = trees.get(conversationId)
  trees.delete(conversationId)
  const bones = before?.change === change ? before : readBones(archive, conversationId, change)
  trees.set(conversationId, bones)
  forgetOldest(trees)
  return bones
}

function readBones(archive: Archive, conversationId: number, change: number): Bones {
  const { rows, parents, indexOf } = visibleMessages(readLinks(archive, conversationId))
  const ids = rows.map((row) => row.id)
  const indexes = new Map(ids.map((id, index) => [id, index]))
  return { change, ids, indexes, indexOf, tree: buildTree(parents) }
}

function forgetOldest(trees: Map<number, Bones>): void {
  let messages = 0
  for (const bones of trees.values()) messages += bones.ids.length
  for (const [id, bones] of trees) {
    if (trees.size <= mostTrees && messages <= mostMessages) break
    messages -= bones.ids.length
    trees.delete(id)
  }
}
