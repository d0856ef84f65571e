/** Imports of tests as whole files: begun, saved and ended, each record with a fingerprint. */
import type { Conversation } from '@shared/conversation.ts'
import type { Archive } from '../archive.ts'
import { finishImport } from '../imports.ts'
import { inBatch, saveConversation, type StoredAttachment } from '../save-conversation.ts'
import { noon, startImport } from './conversations.ts'

/** Imports conversations as one file does; answers the import's id. */
export function importFile(
  archive: Archive,
  conversations: readonly Conversation[],
  files: readonly StoredAttachment[] = [],
): number {
  const importId = beginFile(archive, conversations, files)
  finishImport(archive, importId, {
    importId,
    file: '/exports/chatgpt.zip',
    format: 'chatgpt',
    formatName: 'ChatGPT',
    importerVersion: 1,
    sha256: null,
    parts: [],
    rereadOf: null,
    reason: 'ChatGPT, because of "mapping"',
    state: 'done',
    error: null,
    startedAt: noon,
    finishedAt: noon + 1,
    size: 1,
    found: conversations.length,
    new: 0,
    updated: 0,
    unchanged: conversations.length,
    skipped: [],
    failed: [],
    remarks: [],
    attachments: { matched: 0, missing: 0 },
    conversationIds: [],
  })
  return importId
}

/** The same, but the import has not ended yet. */
export function beginFile(
  archive: Archive,
  conversations: readonly Conversation[],
  files: readonly StoredAttachment[] = [],
): number {
  const importId = startImport(archive)
  inBatch(archive, () =>
    conversations.forEach((one, index) =>
      saveConversation(archive, one, files, {
        importId,
        fingerprint: `${importId}/${index}`,
        now: noon + importId,
      }),
    ),
  )
  return importId
}

/** What the job knows of the bytes of an attachment; without a hash they were not in the file. */
export function attached(messageId: string, ref: string, hash: string | null): StoredAttachment {
  const missing = hash === null ? 'not in this file' : null
  return { messageId, ref, hash, mime: hash === null ? null : 'text/plain', missing }
}
