/** The key by which titles are sorted. */

/** Sorts "Éclair" beside "eclair", and by code point otherwise. */
export function titleSortKey(title: string): string {
  return title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
