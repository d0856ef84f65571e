/** Finding a row by the beginning of its title, in a list of which only a part is loaded. */
import type { LibraryRow } from '@shared/contract/library.ts'

/** Rows by key, null for one that is gone; in the order asked. */
type AskRows = (keys: readonly number[]) => Promise<readonly (LibraryRow | null)[]>

const batchSize = 500

/**
 * The first row whose title begins with the text, from a place on and around the end; null when there is none.
 * Rows are asked for in batches, so a title nearby is found without reading the whole list.
 */
export async function findByTitle(
  order: readonly number[],
  from: number,
  text: string,
  askRows: AskRows,
  signal: AbortSignal,
): Promise<number | null> {
  const wanted = text.toLocaleLowerCase()
  const round = [...order.slice(from), ...order.slice(0, from)]
  for (let start = 0; start < round.length; start += batchSize) {
    const keys = round.slice(start, start + batchSize)
    // One batch after the other: the next one is needed only when this one held nothing.
    const rows = await askRows(keys)
    if (signal.aborted) return null
    const found = rows.findIndex((row) => row?.title.toLocaleLowerCase().startsWith(wanted))
    if (found >= 0) return keys[found] ?? null
  }
  return null
}
