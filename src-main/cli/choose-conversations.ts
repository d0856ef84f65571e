/** Which conversations a command is about: named ones, all, or those of a query. */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { CommandContext } from './command.ts'

const pageSize = 1000

/** Rows of the whole library (without the trash) in its usual order, at most `limit`. */
export async function allConversations(context: CommandContext, limit: number): Promise<LibraryRow[]> {
  const rows: LibraryRow[] = []
  let cursor: string | null = null
  do {
    const page: { rows: readonly LibraryRow[]; next: string | null } = await context.ask('library.page', {
      limit: Math.min(pageSize, limit - rows.length),
      cursor,
    })
    for (const row of page.rows) rows.push(row)
    cursor = page.next
  } while (cursor !== null && rows.length < limit)
  return rows
}

/** Rows of conversations in the order of their ids. */
export async function conversationsById(
  context: CommandContext,
  ids: readonly string[],
): Promise<LibraryRow[]> {
  const rows: LibraryRow[] = []
  for (const id of ids) rows.push((await context.ask('conversation.open', { id })).row)
  return rows
}
