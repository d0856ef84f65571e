/** Which conversation was made from which: the links between an original and its forks and duplicates. */
import type { Relative } from '@shared/contract/organise.ts'
import type { Archive } from './archive.ts'
import { conversationIdOf } from './conversation-id.ts'

export interface Relatives {
  readonly original: Relative | null
  /** The oldest first. */
  readonly copies: readonly Relative[]
}

interface CopyRow {
  readonly id: string | null
  readonly title: string | null
  readonly kind: Relative['kind']
  readonly messageKey: number | null
  readonly madeAt: number
}

/** A message is named by its key in the original, in both directions. @throws AppError `not-found` */
export function relativesOf(archive: Archive, id: string): Relatives {
  const rowId = conversationIdOf(archive, id)
  const original = archive
    .statement<[number], CopyRow>(
      `SELECT uuid AS id, title, kind, made_at AS madeAt, ${messageKey}
       FROM copies LEFT JOIN conversations ON uuid = original_uuid WHERE conversation_id = ?`,
    )
    .get(rowId)
  const copies = archive
    .statement<[string], CopyRow>(
      `SELECT copy.uuid AS id, copy.title, kind, made_at AS madeAt, ${messageKey}
       FROM copies JOIN conversations AS copy ON copy.id = conversation_id
         JOIN conversations ON conversations.uuid = original_uuid
       WHERE original_uuid = ? ORDER BY made_at, conversation_id`,
    )
    .all(id)
  return { original: original === undefined ? null : relativeOf(original), copies: copies.map(relativeOf) }
}

/** `conversations` is the original. */
const messageKey = `(SELECT messages.id FROM messages
  WHERE messages.conversation_id = conversations.id AND messages.uuid = message_uuid AND deletion_id IS NULL) AS messageKey`

function relativeOf({ id, title, kind, messageKey: key, madeAt }: CopyRow): Relative {
  const conversation = id === null || title === null ? null : { id, title }
  return { conversation, kind, messageKey: key, madeAt }
}
