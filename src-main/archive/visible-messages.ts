/** The tree of a conversation as readers see it: without the messages that are in the trash. */
import { buildTree, leavesOf } from '@shared/tree.ts'
import type { Archive } from './archive.ts'

export interface LinkedMessage {
  readonly id: number
  readonly parent_id: number | null
  /** Set for a message in the trash. */
  readonly deletion_id: number | null
}

export interface VisibleMessages<Row> {
  readonly rows: readonly Row[]
  /** Index in `rows` of the message that each one answers, -1 for a first message. */
  readonly parents: readonly number[]
  /** Index in `rows` of a message (by its row id); of one in the trash, that of the nearest visible one above it; -1 for none. */
  readonly indexOf: (id: number | null) => number
}

/** Leaves out what is in the trash; what answers it answers the nearest visible message above. Parents stand before their children. */
export function visibleMessages<Row extends LinkedMessage>(all: readonly Row[]): VisibleMessages<Row> {
  const positionOf = positionsIn(all)
  /** Of each in `all`, the index in `rows`; for one in the trash that of the nearest visible one above it. */
  const places = new Int32Array(all.length).fill(-1)
  const indexOf = (id: number | null): number => (id === null ? -1 : (places[positionOf(id)] ?? -1))
  const rows: Row[] = []
  const parents: number[] = []
  all.forEach((row, position) => {
    const before = position > 0 ? all[position - 1] : undefined
    // Most answer the message before them.
    const parent = row.parent_id === before?.id ? (places[position - 1] ?? -1) : indexOf(row.parent_id)
    if (row.deletion_id === null) {
      parents.push(parent)
      places[position] = rows.push(row) - 1
    } else {
      places[position] = parent
    }
  })
  return { rows, parents, indexOf }
}

/**
 * Where in a list a message stands, by its row id; -1 for none. Ids are seconds, so in most conversations they rise, and
 * the list itself is the index: a map of a million of them takes longer than all the rest.
 */
function positionsIn(all: readonly LinkedMessage[]): (id: number) => number {
  const isRising = all.every(({ id }, position) => position === 0 || (all[position - 1]?.id ?? id) < id)
  if (!isRising) {
    const positions = new Map(all.map(({ id }, position) => [id, position]))
    return (id) => positions.get(id) ?? -1
  }
  return (id) => {
    let from = 0
    let to = all.length - 1
    while (from <= to) {
      const middle = (from + to) >> 1
      const found = all[middle]?.id ?? id
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
