/** Which tags all, some or none of the chosen conversations have. */

/** @param tagged the names of the tags of each conversation */
export function tagStates(tagged: readonly (readonly string[])[]): (name: string) => 'all' | 'some' | 'none' {
  const counts = new Map<string, number>()
  for (const name of tagged.flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return (name) => {
    const count = counts.get(name) ?? 0
    if (count === 0) return 'none'
    return count === tagged.length ? 'all' : 'some'
  }
}
