/** The tree of a conversation as readers see it: without the messages that are in the trash. */
import { buildTree, leavesOf } from '@shared/tree.ts'
import type { Archive } from './archive.ts'

export interface LinkedMessage {
  readonly id: number
  readonly parent_id: number | null
  /** Set for a message in the trash. */
  readonly deletion_id: number | null
}

/** The same, a column each. */
export interface LinkColumns {
  readonly ids: readonly number[]
  readonly parentIds: readonly (number | null)[]
  /** Whether the message at a place is in the trash. */
  readonly isDeleted: (position: number) => boolean
}

interface Visible {
  /** Index in `rows` of the message that each one answers, -1 for a first message. */
  readonly parents: Int32Array
  /** Index in `rows` of a message (by its row id); of one in the trash, that of the nearest visible one above it; -1 for none. */
  readonly indexOf: (id: number | null) => number
}

export interface VisibleMessages<Row> extends Visible {
  readonly rows: readonly Row[]
}

/** Leaves out what is in the trash; what answers it answers the nearest visible message above. Parents stand before their children. */
export function visibleMessages<Row extends LinkedMessage>(all: readonly Row[]): VisibleMessages<Row> {
  const { positions, ...visible } = visibleAmong({
    ids: all.map(({ id }) => id),
    parentIds: all.map((row) => row.parent_id),
    isDeleted: (position) => (all[position]?.deletion_id ?? null) !== null,
  })
  return { rows: Array.from(positions).flatMap((position) => all[position] ?? []), ...visible }
}

/** As `visibleMessages`, for columns: `positions` says where in them each visible message stands. */
export function visibleAmong({
  ids,
  parentIds,
  isDeleted,
}: LinkColumns): Visible & { readonly positions: Int32Array } {
  const positionOf = positionsIn(ids)
  /** For each message its index among the visible ones; for one in the trash that of the nearest visible one above it. */
  const places = new Int32Array(ids.length).fill(-1)
  const indexOf = (id: number | null): number => (id === null ? -1 : (places[positionOf(id)] ?? -1))
  const positions = new Int32Array(ids.length)
  const parents = new Int32Array(ids.length)
  let count = 0
  for (let position = 0; position < ids.length; position++) {
    const parentId = parentIds[position] ?? null
    // Most answer the message before them.
    const isNext = parentId !== null && position > 0 && parentId === ids[position - 1]
    const parent = isNext ? (places[position - 1] ?? -1) : indexOf(parentId)
    if (!isDeleted(position)) {
      places[position] = count
      positions[count] = position
      parents[count] = parent
      count += 1
    } else {
      places[position] = parent
    }
  }
  return { positions: positions.slice(0, count), parents: parents.slice(0, count), indexOf }
}

/**
 * Where in a list a message stands, by its row id; -1 for none. Ids are seconds, so in most conversations they rise, and
 * the list itself is the index: a map of a million of them takes longer than all the rest.
 */
function positionsIn(ids: readonly number[]): (id: number) => number {
  const isRising = ids.every((id, position) => position === 0 || (ids[position - 1] ?? id) < id)
  if (!isRising) {
    const positions = new Map(ids.map((id, position) => [id, position]))
    return (id) => positions.get(id) ?? -1
  }
  return (id) => {
    let from = 0
    let to = ids.length - 1
    while (from <= to) {
      const middle = (from + to) >> 1
      const found = ids[middle] ?? id
      if (found === id) return middle
      if (found < id) from = middle + 1
      else to = middle - 1
    }
    return -1
  }
}

/** Brings the numbers of visible messages and branches of a conversation up to date. */
export function recountMessages(archive: Archive, conversationId: number): void {
  const { rows, parents } = visibleMessages(readLinks(archive, conversationId))
  archive
    .statement('UPDATE conversations SET messages = ?, branches = ? WHERE id = ?')
    .run(rows.length, leavesOf(buildTree(parents)).length, conversationId)
}

/** All messages of a conversation in their order, those in the trash too. */
export function readLinks(archive: Archive, conversationId: number): LinkedMessage[] {
  return archive
    .statement<[number], LinkedMessage>(
      'SELECT id, parent_id, deletion_id FROM messages WHERE conversation_id = ? ORDER BY seq',
    )
    .all(conversationId)
}
