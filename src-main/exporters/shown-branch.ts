/** The branch of a conversation that is shown: what formats write that can hold only one. */
import type { Conversation } from '@shared/conversation.ts'
import { childrenOf, newestLeafUnder, pathTo, treeOf, type Tree } from '@shared/tree.ts'

/** Which of its versions a message is, counted from 0, and how many there are. */
export interface VersionPlace {
  readonly index: number
  readonly of: number
}

/** The tree of a conversation, by the order of its messages. */
export function conversationTree(conversation: Conversation): Tree {
  return treeOf(conversation.messages)
}

/** Indexes of the messages from a first one down to the shown leaf; without a chosen leaf, the newest branch. */
export function shownBranch(conversation: Conversation, tree: Tree): number[] {
  const chosen = conversation.messages.findIndex(({ id }) => id === conversation.activeLeafId)
  return pathTo(tree, chosen < 0 ? newestLeafUnder(tree, -1) : chosen)
}

/** The place of every message among its versions. */
export function versionPlaces(tree: Tree): VersionPlace[] {
  const places: VersionPlace[] = []
  for (let parent = -1; parent < tree.size; parent++) {
    const versions = childrenOf(tree, parent)
    versions.forEach((message, index) => {
      places[message] = { index, of: versions.length }
    })
  }
  return places
}
