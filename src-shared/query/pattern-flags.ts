/** With which flags a pattern of a query is compiled, and what is wrong with one that cannot be. */

/** Letters that may stand behind a pattern; capitals count with `c`. */
const known = /^[cimsu]*$/u

/** The flags a pattern compiles with: capitals do not count unless `c` is given; null when it does not compile. */
export function flagsOf(source: string, typed: string): string | null {
  if (!known.test(typed)) return null
  // Without `u` older habits are allowed, such as escaping what needs no escape.
  return flagsToTry(typed).find((flags) => failureOf(source, flags) === null) ?? null
}

/** What is wrong with a pattern, as a few words; null for one that compiles. */
export function patternFailure(source: string, typed: string): string | null {
  if (!known.test(typed)) return `only c, i, m, s and u may stand behind it, not “${typed}”`
  const failures = flagsToTry(typed).map((flags) => failureOf(source, flags))
  return failures.includes(null) ? null : (failures.at(-1) ?? null)
}

function flagsToTry(typed: string): string[] {
  const own = `m${typed.includes('s') ? 's' : ''}${typed.includes('c') ? '' : 'i'}`
  return [`${own}u`, own]
}

/** The engine's own words without what it repeats of the pattern: `unterminated group`. */
function failureOf(source: string, flags: string): string | null {
  try {
    return new RegExp(source, flags) instanceof RegExp ? null : ''
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return (error.message.split(': ').at(-1) ?? '').toLowerCase()
  }
}
