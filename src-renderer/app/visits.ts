/** Which conversations were opened one after the other: the way back and forward, and those opened last. Pure. */

export interface Visits {
  /** Ids in the order in which they were opened. */
  readonly ids: readonly string[]
  /** The place of the one that is open; -1 before the first. */
  readonly at: number
}

export const noVisits: Visits = { ids: [], at: -1 }

const longestWay = 100
/** As the settings keep them. */
const mostRecent = 20

/** A conversation was opened: what lay ahead is forgotten. */
export function visited({ ids, at }: Visits, id: string): Visits {
  if (ids[at] === id) return { ids, at }
  const way = [...ids.slice(0, at + 1), id].slice(-longestWay)
  return { ids: way, at: way.length - 1 }
}

/** One step back or forward; the same object where the way ends. */
export function steppedOn(visits: Visits, by: 1 | -1): Visits {
  const at = visits.at + by
  return at in visits.ids ? { ...visits, at } : visits
}

/** The conversations opened last, newest first, each once. */
export function mostRecently(recent: readonly string[], id: string): readonly string[] {
  if (recent[0] === id) return recent
  return [id, ...recent.filter((one) => one !== id)].slice(0, mostRecent)
}
