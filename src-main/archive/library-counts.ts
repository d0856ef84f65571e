/** The numbers beside the library: how many conversations there are, from where, in the trash, from the last import. */
import type { LibraryCounts } from '@shared/contract/library.ts'
import { nameOfProduct } from '@shared/source-names.ts'
import type { Archive } from './archive.ts'
import { lastImports } from './imports.ts'

/** Counts the archive; 100,000 conversations take some milliseconds, all of them read from indexes. */
export function libraryCounts(archive: Archive): LibraryCounts {
  const perSource = archive
    .statement<[], { source: string; conversations: number; messages: number }>(
      `SELECT source, count(*) AS conversations, sum(messages) AS messages
       FROM conversations INDEXED BY library_source_by_updated WHERE status <> 'deleted' GROUP BY source`,
    )
    .all()
  const sources = perSource.map(({ source, conversations }) => ({
    source,
    name: nameOfSource(archive, source),
    conversations,
  }))
  const conversations = sum(perSource.map((row) => row.conversations))
  const archived = countOf(archive, 'archived')
  return {
    conversations,
    current: conversations - archived,
    archived,
    favorites: countOf(archive, 'favorite'),
    messages: sum(perSource.map((row) => row.messages)),
    trash: countOf(archive, 'deleted'),
    sources: sources.toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
    lastImport: lastImport(archive),
  }
}

/** Each of these statuses has a small index of its own. */
function countOf(archive: Archive, status: 'archived' | 'favorite' | 'deleted'): number {
  const count = archive
    .statement<[], number>(`SELECT count(*) FROM conversations WHERE status = '${status}'`)
    .pluck()
    .get()
  return count ?? 0
}

function lastImport(archive: Archive): LibraryCounts['lastImport'] {
  const importIds = lastImports(archive)
  if (importIds.length === 0) return null
  const wanted = JSON.stringify(importIds)
  const brought = archive.statement<[string], number>(
    `SELECT count(DISTINCT conversation_id) FROM json_each(?) AS wanted
     CROSS JOIN import_items ON import_id = wanted.value`,
  )
  const trashed = archive.statement<[string], number>(
    `SELECT count(*) FROM conversations
     WHERE status = 'deleted' AND EXISTS (
       SELECT 1 FROM import_items
       WHERE conversation_id = conversations.id AND import_id IN (SELECT value FROM json_each(?)))`,
  )
  return {
    importIds,
    conversations: (brought.pluck().get(wanted) ?? 0) - (trashed.pluck().get(wanted) ?? 0),
  }
}

/** What the importer calls its product, else its id as a word ("mychat" → "Mychat"). */
export function nameOfSource(archive: Archive, source: string): string {
  const named = archive
    .statement<[string], { format_name: string }>(
      'SELECT format_name FROM imports WHERE format = ? AND format_name IS NOT NULL ORDER BY id DESC LIMIT 1',
    )
    .get(source)
  return named?.format_name ?? nameOfProduct(source)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
