/** Says in which branch of its conversation a message is. Keeps the trees it has read last, for the next keystroke. */
import type { SearchHit } from '@shared/contract/search.ts'
import { branchOf, buildTree, newestLeafUnder, pathTo, type Tree } from '@shared/tree.ts'
import type { Archive } from '../archive.ts'

/** Trees that are kept, and messages in all of them. */
const mostTrees = 500
const mostMessages = 200_000

interface Bones {
  readonly change: number
  readonly ids: readonly number[]
  readonly indexes: ReadonlyMap<number, number>
  readonly tree: Tree
}

export type BranchOfHit = Pick<SearchHit, 'branch' | 'leafKey' | 'isOnShownBranch'>

const kept = new WeakMap<Archive, Map<number, Bones>>()

/** The branch of each of some messages of a conversation (row ids); a message that is not in it is left out. */
export function branchesOf(
  archive: Archive,
  conversationId: number,
  messageIds: readonly number[],
): Map<number, BranchOfHit> {
  const found = new Map<number, BranchOfHit>()
  const head = archive
    .statement<[number], { change: number; shown_leaf: number | null }>(
      'SELECT change_seq AS change, shown_leaf FROM conversations WHERE id = ?',
    )
    .get(conversationId)
  if (head === undefined) return found
  const { tree, ids, indexes } = bonesOf(archive, conversationId, head.change)
  const shown = shownLeafOf(tree, indexes.get(head.shown_leaf ?? -1) ?? -1)
  const shownPath = new Set(pathTo(tree, shown))
  for (const id of messageIds) {
    const index = indexes.get(id)
    if (index === undefined) continue
    const { leaf, ...branch } = branchOf(tree, index, shown)
    found.set(id, { branch, leafKey: ids[leaf] ?? id, isOnShownBranch: shownPath.has(index) })
  }
  return found
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
  const rows = archive
    .statement<[number], { id: number; parent_id: number | null }>(
      'SELECT id, parent_id FROM messages WHERE conversation_id = ? ORDER BY seq',
    )
    .all(conversationId)
  const indexes = new Map(rows.map((row, index) => [row.id, index]))
  const tree = buildTree(rows.map((row) => indexes.get(row.parent_id ?? -1) ?? -1))
  return { change, ids: rows.map((row) => row.id), indexes, tree }
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
