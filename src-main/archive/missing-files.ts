/** The files that messages name and whose bytes are not in the archive, and giving them their bytes once they come. */
import type { Archive } from './archive.ts'
import { putAttachment } from './message-rows.ts'
import { noteReplaced } from './replaced.ts'
import { restoreParts } from './stored-parts.ts'

export interface MissingFile {
  /** conversations.id, and its UUID */
  readonly conversationId: number
  readonly conversationUuid: string
  readonly messageId: number
  /** Id of the importer that the conversation came with. */
  readonly source: string
  /** Ids that the source gave conversation and message. */
  readonly conversation: string | null
  readonly message: string | null
  readonly ref: string
  readonly name: string | null
  /** Bytes */
  readonly size: number | null
}

interface Row extends Omit<MissingFile, 'name' | 'size'> {
  readonly text: string | null
  readonly parts: string | null
}

/** All of them, or those of one source. What stands inside its message as text is none. */
export function missingFiles(archive: Archive, source: string | null = null): MissingFile[] {
  const rows = archive.statement<[string | null, string | null], Row>(
    `SELECT attachments.conversation_id AS conversationId, conversations.uuid AS conversationUuid,
       attachments.message_id AS messageId, conversations.source, conversations.source_id AS conversation,
       messages.source_id AS message, attachments.ref, texts.text, texts.parts
     FROM attachments
     JOIN conversations ON conversations.id = attachments.conversation_id
     JOIN messages ON messages.id = attachments.message_id
     JOIN texts ON texts.id = attachments.message_id
     WHERE attachments.hash IS NULL AND attachments.ref NOT LIKE 'data:%'
       AND (? IS NULL OR conversations.source = ?)`,
  )
  const found: MissingFile[] = []
  for (const { text, parts, ...row } of rows.iterate(source, source)) {
    const part = restoreParts({ text, parts }).find(
      (candidate) => candidate.type === 'attachment' && candidate.ref === row.ref,
    )
    const { name, size } = part?.type === 'attachment' ? part : { name: null, size: null }
    found.push({ ...row, name, size })
  }
  return found
}

/**
 * Notes that an import has brought the bytes of a file, for all the messages that name it; to be called inside `inBatch`.
 * Undoing the import takes them back. Answers the UUIDs of the conversations that changed by it, each as often as it did.
 *
 * @param hash as `storeFile` answered it
 */
export function giveBytes(
  archive: Archive,
  importId: number,
  missing: readonly MissingFile[],
  { hash, mime }: { readonly hash: string; readonly mime: string | null },
): string[] {
  const changed: string[] = []
  for (const { conversationId, conversationUuid, messageId, ref } of missing) {
    const before = archive
      .statement<[number, string], { mime: string | null; missing: string | null; importId: number | null }>(
        `SELECT mime, missing, import_id AS importId FROM attachments JOIN messages ON messages.id = message_id
         WHERE message_id = ? AND ref = ?`,
      )
      .get(messageId, ref)
    const attachment = { ref, hash, mime, missing: null }
    if (before === undefined || !putAttachment(archive, conversationId, messageId, attachment)) continue
    if (before.importId !== importId) {
      const note = { [`attachment ${ref}` as const]: { mime: before.mime, missing: before.missing } }
      noteReplaced(archive, { importId, conversationId, messageId }, note)
    }
    archive
      .statement(
        `INSERT INTO import_items (import_id, conversation_id, result, added_messages) VALUES (?, ?, 'updated', 0)
         ON CONFLICT (import_id, conversation_id) DO NOTHING`,
      )
      .run(importId, conversationId)
    changed.push(conversationUuid)
  }
  return changed
}
