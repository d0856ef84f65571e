/**
 * Puts the messages of a foreign tree into the order that Conversation.messages promises.
 *
 * Which message answers which is read by the importers.
 */
import type { Message } from '@shared/conversation.ts'
import { buildTree, depthFirst } from '@shared/tree.ts'

/**
 * By what siblings are put in order. `by-time` where all of them have a time, then by `ranks` (a number for each
 * message), then as given; `as-given` trusts the file.
 */
export type SiblingOrder =
  | { readonly kind: 'by-time'; readonly ranks: ArrayLike<number> }
  | { readonly kind: 'as-given' }

/**
 * Orders messages depth first, parents before their children.
 *
 * A parent that does not exist makes a first message and a cycle is cut; `parentId` says so afterwards.
 */
export function inTreeOrder(messages: readonly Message[], siblings: SiblingOrder): Message[] {
  const indexes = new Map<string, number>()
  messages.forEach((message, index) => {
    if (!indexes.has(message.id)) indexes.set(message.id, index)
  })
  // Mended before siblings are sorted, so that what becomes a first message stands among them by its time.
  const { parents } = buildTree(
    messages.map(({ parentId }) => (parentId === null ? -1 : (indexes.get(parentId) ?? -1))),
  )
  const order =
    siblings.kind === 'as-given'
      ? messages.map((_, index) => index)
      : timeOrder(messages, parents, siblings.ranks)
  const placeOf = new Int32Array(messages.length)
  order.forEach((index, place) => (placeOf[index] = place))
  const tree = buildTree(
    order.map((index) => {
      const parent = parents[index] ?? -1
      return parent < 0 ? -1 : (placeOf[parent] ?? -1)
    }),
  )
  const messageAt = (place: number): Message | undefined =>
    place < 0 ? undefined : messages[order[place] ?? messages.length]
  const ordered: Message[] = []
  // A loop, as every message goes through it: what flatMap does with each costs several times as much.
  for (const place of depthFirst(tree)) {
    const message = messageAt(place)
    if (message === undefined) continue
    const parentId = messageAt(tree.parents[place] ?? -1)?.id ?? null
    ordered.push(parentId === message.parentId ? message : { ...message, parentId })
  }
  return ordered
}

/** Indexes of the messages such that siblings stand in their order; where others stand does not matter. */
function timeOrder(
  messages: readonly Message[],
  parents: Int32Array,
  ranks: ArrayLike<number>,
): readonly number[] {
  // A comparison that used times only where both messages have one would not be an order.
  const isUntimed = new Uint8Array(messages.length + 1)
  messages.forEach(({ createdAt }, index) => {
    if (createdAt === null) isUntimed[(parents[index] ?? -1) + 1] = 1
  })
  const timeAt = (index: number): number =>
    isUntimed[(parents[index] ?? -1) + 1] ? 0 : (messages[index]?.createdAt ?? 0)
  return messages
    .map((_, index) => index)
    .toSorted(
      (a, b) =>
        (parents[a] ?? -1) - (parents[b] ?? -1) ||
        timeAt(a) - timeAt(b) ||
        compareRanks(ranks[a] ?? 0, ranks[b] ?? 0) ||
        a - b,
    )
}

/** Ranks may be infinite, and infinity minus infinity is no number. */
function compareRanks(a: number, b: number): number {
  return a === b ? 0 : a - b
}
