/** The title that a reader gives a conversation, beside the one of its source. */
import { shownTitle } from '@shared/shown-title.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { conversationIdOf } from './conversation-id.ts'
import { nextChange } from './conversation-rows.ts'
import { readConversation } from './read-conversation.ts'
import { titleSortKey } from './title.ts'
import { storable } from './well-formed.ts'

/** Gives a conversation the reader's own title, which no import changes; @throws AppError `not-found` */
export function renameConversation(archive: Archive, id: string, title: string): void {
  writeTitle(archive, id, storable(title), true)
}

/** Gives a conversation back the title of its source, which it follows again from then on; @throws AppError `not-found` */
export function useOriginalTitle(archive: Archive, id: string): void {
  writeTitle(archive, id, titleOfSource(archive, id), false)
}

function writeTitle(archive: Archive, id: string, title: string, isReaders: boolean): void {
  inBatch(archive, () =>
    archive
      .statement(
        'UPDATE conversations SET title = ?, sort_title = ?, title_by_reader = ?, change_seq = ? WHERE id = ?',
      )
      .run(title, titleSortKey(title), isReaders ? 1 : 0, nextChange(archive), conversationIdOf(archive, id)),
  )
}

/** What it would be called had no reader named it. */
function titleOfSource(archive: Archive, id: string): string {
  const row = archive
    .statement<[number], { title: string | null }>(
      'SELECT original_title AS title FROM conversations WHERE id = ?',
    )
    .get(conversationIdOf(archive, id))
  const title = row?.title ?? null
  const messages = title === null ? readConversation(archive, id).messages : []
  return storable(shownTitle({ title, messages }))
}
