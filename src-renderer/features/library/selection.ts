/** Which rows are selected. Rows are named by their keys; `order` is always the list as it stands. */
export type Selection = {
  readonly keys: ReadonlySet<number>
  /** The row that keys move from and act on. */
  readonly active: number | null
  /** Where a range begins. */
  readonly anchor: number | null
}

export const noSelection: Selection = { keys: new Set(), active: null, anchor: null }

export function selectOnly(key: number): Selection {
  return { keys: new Set([key]), active: key, anchor: key }
}

/** Adds a row to the selection or takes it out, and leaves the others. */
export function toggle(selection: Selection, key: number): Selection {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, active: key, anchor: key }
}

/** Selects everything between the anchor and a row, both included. */
export function extendTo(selection: Selection, key: number, order: readonly number[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  const to = order.indexOf(key)
  if (to < 0) return selection
  if (from < 0) return selectOnly(key)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { keys: new Set(range), active: key, anchor: selection.anchor }
}

export function selectAll(selection: Selection, order: readonly number[]): Selection {
  return { ...selection, keys: new Set(order), active: selection.active ?? order[0] ?? null }
}

/** Forgets rows that are no longer in the list. The same object when nothing is forgotten. */
export function keepListed(selection: Selection, order: readonly number[]): Selection {
  if (selection.keys.size === 0 && selection.active === null) return selection
  const listed = new Set(order)
  const keep = (key: number | null): number | null => (key !== null && listed.has(key) ? key : null)
  const keys = new Set([...selection.keys].filter((key) => listed.has(key)))
  const kept = { keys, active: keep(selection.active), anchor: keep(selection.anchor) }
  const isSame =
    keys.size === selection.keys.size && kept.active === selection.active && kept.anchor === selection.anchor
  return isSame ? selection : kept
}

/** The row to go to when the selected ones leave the list: the next that stays, else the one before; null for none. */
export function neighbourOf(selection: Selection, order: readonly number[]): number | null {
  const last = order.findLastIndex((key) => selection.keys.has(key))
  if (last < 0) return null
  const next = order[last + 1]
  if (next !== undefined) return next
  return order.findLast((key) => !selection.keys.has(key)) ?? null
}
