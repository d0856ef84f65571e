/** The statuses of conversations: archived, favorite, in the trash. Deleting for good is delete-for-good.ts's work. */
import type { ConversationStatus } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'

export interface Moved {
  readonly moved: number
  /** Messages of the conversations that were moved. */
  readonly messages: number
}

/** Moves conversations to the trash; answers for those that were not there yet. */
export function moveToTrash(archive: Archive, ids: readonly string[], now = Date.now()): Moved {
  const rows = inBatch(archive, () =>
    archive
      .statement<[number, string], { messages: number }>(
        `UPDATE conversations SET status_before = status, status = 'deleted', trashed_at = ?
         WHERE status <> 'deleted' AND uuid IN (SELECT value FROM json_each(?)) RETURNING messages`,
      )
      .all(now, JSON.stringify(ids)),
  )
  return { moved: rows.length, messages: rows.reduce((sum, row) => sum + row.messages, 0) }
}

/** Takes conversations out of the trash, back to what they were; answers how many were in it. */
export function restoreFromTrash(archive: Archive, ids: readonly string[]): number {
  return inBatch(
    archive,
    () =>
      archive
        .statement(
          `UPDATE conversations SET status = coalesce(status_before, 'active'), status_before = NULL, trashed_at = NULL
           WHERE status = 'deleted' AND uuid IN (SELECT value FROM json_each(?))`,
        )
        .run(JSON.stringify(ids)).changes,
  )
}

/**
 * Archives conversations, marks them as favorites, or neither any more; one in the trash stays there and will go back to
 * this. Answers how many have changed.
 */
export function setStatus(
  archive: Archive,
  ids: readonly string[],
  status: Exclude<ConversationStatus, 'deleted'>,
): number {
  const parameters = { status, ids: JSON.stringify(ids) }
  const wanted = 'uuid IN (SELECT value FROM json_each(:ids))'
  return inBatch(archive, () => {
    const shown = archive
      .statement(
        `UPDATE conversations SET status = :status WHERE status NOT IN ('deleted', :status) AND ${wanted}`,
      )
      .run(parameters)
    const trashed = archive
      .statement(
        `UPDATE conversations SET status_before = :status
         WHERE status = 'deleted' AND status_before IS NOT :status AND ${wanted}`,
      )
      .run(parameters)
    return shown.changes + trashed.changes
  })
}

/** What is outside the trash, and what is in it. */
const conditions = { library: "status <> 'deleted'", trash: "status = 'deleted'" } as const

/** UUIDs of all conversations outside the trash, or of all in it. */
export function idsOfPlace(archive: Archive, place: keyof typeof conditions): string[] {
  return archive
    .statement<[], string>(`SELECT uuid FROM conversations WHERE ${conditions[place]}`)
    .pluck()
    .all()
}

/** How many these are. */
export function countOfPlace(archive: Archive, place: keyof typeof conditions): number {
  return (
    archive
      .statement<[], number>(`SELECT count(*) FROM conversations WHERE ${conditions[place]}`)
      .pluck()
      .get() ?? 0
  )
}
