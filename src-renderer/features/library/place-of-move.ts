/** Where the chosen rows of a list stand once they are moved one place up or down. */

/**
 * The row that they then stand before, `before` null for the end of the list; null where they cannot move any further.
 * Rows that do not stand together come together first.
 */
export function placeOfMove(
  order: readonly number[],
  chosen: ReadonlySet<number>,
  step: -1 | 1,
): { readonly before: number | null } | null {
  const first = order.findIndex((key) => chosen.has(key))
  const last = order.findLastIndex((key) => chosen.has(key))
  if (first < 0) return null
  const isApart = last - first + 1 > chosen.size
  if (step < 0) {
    const above = order[first - 1]
    if (above !== undefined) return { before: above }
    return isApart ? { before: order.find((key) => !chosen.has(key)) ?? null } : null
  }
  const below = order.slice(last + 1)
  if (below.length === 0) return isApart ? { before: null } : null
  return { before: below[1] ?? null }
}
