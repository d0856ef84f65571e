/** Walking back through the last searches in the field itself, as in a shell. Pure. */

export interface Walk {
  /** As they were when the walk began, newest first: what is kept meanwhile moves nothing. */
  readonly searches: readonly string[]
  readonly at: number
}

/**
 * The walk after a step, from a field with a query; null when the key is not the walk's: a field in which something
 * else was typed, or nothing older. A walk that has come back to its beginning stands at -1.
 */
export function walked(
  walk: Walk | null,
  query: string,
  searches: readonly string[],
  step: 'older' | 'newer',
): Walk | null {
  const isGoingOn = walk !== null && walk.at >= 0 && walk.searches[walk.at] === query
  const before = isGoingOn ? walk : query === '' && step === 'older' ? { searches, at: -1 } : null
  if (before === null) return null
  const at = before.at + (step === 'older' ? 1 : -1)
  return at < before.searches.length ? { searches: before.searches, at } : null
}
