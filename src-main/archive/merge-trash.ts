/**
 * What a merge does about messages in the trash.
 *
 * They are recognised like others, so a file neither brings them back nor a second time; what it knows more of them is
 * added where they lie. What it brings below a deleted branch goes to the trash with it; below a message that was
 * deleted alone it is shown. Of what was deleted for good nothing is taken in again, nor of what follows on it.
 */
import { depthFirst, type Tree } from '@shared/tree.ts'
import type { Archive } from './archive.ts'
import { emptyMessages } from './empty-messages.ts'
import type { StoredMessage } from './merge-message.ts'
import type { LinkedMessage } from './visible-messages.ts'

interface MergeTrash {
  /** Whether a deletion was made for good. */
  isEmptied(deletionId: number | null): boolean
  /**
   * Puts new messages below deleted branches into the trash. `ids` are the row ids of all messages, by their index in the
   * tree; answers all of them, parents before children.
   */
  fill(ids: readonly number[], tree: Tree): LinkedMessage[]
}

/** @param stored the messages from before the merge, the first ones of its tree */
export function trashOf(
  archive: Archive,
  conversationId: number,
  stored: readonly StoredMessage[],
): MergeTrash {
  const hasTrash = stored.some(({ deletion_id: deletion }) => deletion !== null)
  const deletions = hasTrash ? deletionsOf(archive, conversationId) : new Map<number, Deletion>()
  const isEmptied = (id: number | null): boolean => id !== null && deletions.get(id)?.isEmptied === 1
  return {
    isEmptied,
    fill(ids, tree) {
      const deletionOf = stored.map(({ deletion_id: deletion }): number | null => deletion)
      const toEmpty: number[] = []
      const all = depthFirst(tree).map((index): LinkedMessage => {
        const id = ids[index] ?? -1
        const parent = tree.parents[index] ?? -1
        const above = deletionOf[parent] ?? null
        if (index >= stored.length && above !== null && deletions.get(above)?.what === 'branch') {
          deletionOf[index] = above
          archive.statement('UPDATE messages SET deletion_id = ? WHERE id = ?').run(above, id)
          if (isEmptied(above)) toEmpty.push(id)
        }
        return { id, parent_id: ids[parent] ?? null, deletion_id: deletionOf[index] ?? null }
      })
      if (toEmpty.length > 0) emptyMessages(archive, conversationId, toEmpty)
      return all
    },
  }
}

interface Deletion {
  readonly id: number
  readonly what: 'message' | 'branch'
  readonly isEmptied: number
}

function deletionsOf(archive: Archive, conversationId: number): Map<number, Deletion> {
  const rows = archive
    .statement<[number], Deletion>(
      'SELECT id, what, emptied_at IS NOT NULL AS isEmptied FROM deletions WHERE conversation_id = ?',
    )
    .all(conversationId)
  return new Map(rows.map((row) => [row.id, row]))
}
