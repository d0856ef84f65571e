/** Finds the row of a conversation by the id that the rest of the program knows it by. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Archive } from './archive.ts'

/** The row id of a conversation (by its UUID); @throws AppError `not-found` */
export function conversationIdOf(archive: Archive, uuid: string): number {
  const row = archive
    .statement<[string], { id: number }>('SELECT id FROM conversations WHERE uuid = ?')
    .get(uuid)
  if (row !== undefined) return row.id
  throw new AppError('not-found', `There is no conversation ${uuid} in the archive. Load the list again.`)
}
