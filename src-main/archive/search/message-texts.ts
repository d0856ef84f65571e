/** The readable text of stored messages: what is indexed, checked and shown as a snippet. */
import { readableText } from '@shared/message-text.ts'
import type { Archive } from '../archive.ts'
import { restoreParts, type StoredParts } from '../stored-parts.ts'
import { withoutData } from './without-data.ts'

/** The readable text of a row of `texts`, without what no person reads in it. */
export function storedText(stored: StoredParts): string {
  return withoutData(stored.text ?? readableText(restoreParts(stored)))
}

/** The readable text of a message; null when it is no longer in the archive. */
export function messageText(archive: Archive, id: number): string | null {
  const stored = archive
    .statement<[number], StoredParts>('SELECT text, parts FROM texts WHERE id = ?')
    .get(id)
  return stored === undefined ? null : storedText(stored)
}

/** The rows of `texts` of some messages by their row ids; those that are no longer in the archive are left out. */
export function storedContents(archive: Archive, ids: readonly number[]): Map<number, StoredParts> {
  const rows = archive
    .statement<[string], StoredParts & { readonly id: number }>(
      'SELECT texts.id, text, parts FROM json_each(?) AS wanted CROSS JOIN texts ON texts.id = wanted.value',
    )
    .all(JSON.stringify(ids))
  return new Map(rows.map((row) => [row.id, row]))
}

/** The readable texts of some messages by their row ids; those that are no longer in the archive are left out. */
export function messageTexts(archive: Archive, ids: readonly number[]): Map<number, string> {
  return new Map([...storedContents(archive, ids)].map(([id, stored]) => [id, storedText(stored)]))
}
