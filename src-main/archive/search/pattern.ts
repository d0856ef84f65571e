/**
 * Regular expressions that a person typed, run so that none can hang the program.
 *
 * Some take exponential time on some texts, and nothing in JavaScript stops one from within. They run in a context of
 * `node:vm`, whose time limit V8 also keeps in the middle of a match; many texts go in at once, since each entry costs
 * a tenth of a millisecond.
 */
import { createContext, Script } from 'node:vm'
import { AppError } from '@shared/contract/app-error.ts'
import type { QueryPattern } from '@shared/query/tree.ts'
import { fold } from './fold.ts'
import type { Place } from './needle.ts'
import { runsOf } from './runs.ts'

/** Milliseconds for one call: thousands of times what an ordinary pattern takes. */
const longest = 1000

const test = new Script('texts.map((text) => pattern.test(text))')
const places = new Script(
  'texts.map((text) => Array.from(text.matchAll(all), ({ 0: { length }, index }) => [index, index + length]))',
)

/** Looks for something in texts as they were written, not folded. */
export interface AsWritten {
  /** Whether each of some texts has a match. @throws AppError `invalid-input` when it takes too long */
  test(texts: readonly string[]): readonly boolean[]
  /** Where the matches of a text stand that are not empty. @throws AppError `invalid-input` when it takes too long */
  places(text: string): Place[]
}

/** A pattern, ready to run; its `source` and `flags` are known to compile. */
export function boundedPattern({ source, flags }: QueryPattern): AsWritten {
  const context = createContext({
    pattern: new RegExp(source, flags),
    all: new RegExp(source, `${flags}g`),
    texts: [] as readonly string[],
  })
  function run(script: Script, texts: readonly string[]): unknown {
    context['texts'] = texts
    try {
      return script.runInContext(context, { timeout: longest })
    } catch (error) {
      if (!isTimeout(error)) throw error
      throw new AppError(
        'invalid-input',
        `The pattern /${source}/ takes too long on some text. Make it simpler: a repetition inside a repetition is what usually does it.`,
      )
    }
  }
  return {
    test: (texts) => run(test, texts) as boolean[],
    places: (text) => {
      const [found = []] = run(places, [text]) as [number, number][][]
      return found.filter(([start, end]) => end > start).map(([start, end]) => ({ start, end }))
    },
  }
}

function isTimeout(error: unknown): boolean {
  // An error of the other context is no `Error` of this one.
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  )
}

/**
 * Pieces, folded, that every text with a match holds: what the index can be asked for first. Only what is plain to see
 * is taken; none for a pattern with alternatives, look-around or back-references.
 */
export function literalsOf({ source }: QueryPattern): string[] {
  if (/[|]|\(\?|\\[1-9kpPuxc]/u.test(source)) return []
  const pieces: string[] = []
  let piece = ''
  const end = (): void => {
    pieces.push(piece)
    piece = ''
  }
  // One item and how often it may stand: a letter, an escape, a class, a bracket.
  for (const [, item = '', times = ''] of source.matchAll(
    /(\\.|\[(?:[^\]\\]|\\.)*\]|[^\\[])([*?+]\??|\{[^}]*\}\??)?/gsu,
  )) {
    if (item === '(' || (item === ')' && times !== '')) return []
    if (/^[\p{L}\p{N}_-]$/u.test(item) && times === '') piece += item
    else if (/^\\[.\-/_]$/u.test(item) && times === '') piece += item.charAt(1)
    else if (/^[\p{L}\p{N}]$/u.test(item) && times.startsWith('+')) {
      piece += item
      end()
    } else end()
  }
  end()
  return pieces.flatMap((text) => {
    const folded = fold(text)
    return runsOf(folded).flatMap(({ kind, start, end: stop }) =>
      kind === 'word' && stop - start >= 3 ? [folded.slice(start, stop)] : [],
    )
  })
}
