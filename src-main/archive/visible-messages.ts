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
  const indexes = new Map<number, number>()
  const indexOf = (id: number | null): number => (id === null ? -1 : (indexes.get(id) ?? -1))
  const rows: Row[] = []
  const parents: number[] = []
  for (const row of all) {
    const parent = indexOf(row.parent_id)
    if (row.deletion_id === null) {
      parents.push(parent)
      indexes.set(row.id, rows.push(row) - 1)
    } else {
      indexes.set(row.id, parent)
    }
  }
  return { rows, parents, indexOf }
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
