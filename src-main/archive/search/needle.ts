/**
 * Finds one term of a query in a folded text. It decides what a hit is; the index only has to name every message that
 * may have one.
 *
 * - A word is found anywhere, also inside a longer one.
 * - A phrase is found as whole words in its order. A space in it stands for anything between two words, an empty
 *   line or asterisks of Markdown too; punctuation in it must stand there as typed. The last word of an open phrase may go on.
 */
import { endOfGap, endsWord, type Run, runsOf, startsWord } from './runs.ts'

export interface Place {
  readonly start: number
  readonly end: number
}

export interface Needle {
  /** The first place at or after `from` where the term stands, null when there is none. */
  find(folded: string, from: number): Place | null
}

/** Pieces of words from this many characters on are found through the trigrams of the table of terms. */
export const shortestInside = 3

/** The needle of a word, given folded. */
export function wordNeedle(text: string): Needle {
  return {
    find: (folded, from) => {
      const start = folded.indexOf(text, from)
      return start < 0 ? null : { start, end: start + text.length }
    },
  }
}

/** The characters of a run. */
export function lengthOf(text: string, run: Run): number {
  return Array.from(text.slice(run.start, run.end)).length
}

/** The needle of a phrase, given folded, that holds at least one run. */
export function phraseNeedle(text: string, isOpen: boolean): Needle {
  const steps = stepsOf(text)
  const [first] = steps
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return { find: () => null }
  return {
    find: (folded, from) => {
      for (let at = folded.indexOf(first.text, from); at >= 0; at = folded.indexOf(first.text, at + 1)) {
        if (first.isWord && endsWord(folded, at)) continue
        const end = follow(folded, steps, at)
        if (end === null) continue
        if (last.isWord && !isOpen && startsWord(folded, end)) continue
        return { start: at, end }
      }
      return null
    },
  }
}

/** Whether a phrase holds punctuation, which must be found as typed. */
export function hasPunctuation(text: string): boolean {
  return stepsOf(text).some((step) => step.text.trim() !== '' && !step.isRun)
}

/** A piece of a phrase that has to follow the one before. */
interface Step {
  readonly text: string
  readonly isRun: boolean
  readonly isWord: boolean
  /** Whether the piece before and this one would be one run if nothing stood between them. */
  readonly needsGap: boolean
  /** What may stand before it: nothing, white space, or any gap. */
  readonly before: 'nothing' | 'space' | 'gap'
}

function stepsOf(text: string): Step[] {
  const steps: Step[] = []
  let previous: Run | null = null
  for (const run of runsOf(text)) {
    const between = text.slice(previous?.end ?? 0, run.start)
    const marks = between.split(/\s+/u).filter((mark) => mark !== '')
    for (const [index, mark] of marks.entries()) {
      const before = index > 0 || /^\s/u.test(between) ? 'space' : 'nothing'
      steps.push({ text: mark, isRun: false, isWord: false, needsGap: false, before })
    }
    const before = marks.length === 0 ? 'gap' : /\s$/u.test(between) ? 'space' : 'nothing'
    steps.push({
      text: text.slice(run.start, run.end),
      isRun: true,
      isWord: run.kind === 'word',
      needsGap: marks.length === 0 && previous?.kind === run.kind,
      before,
    })
    previous = run
  }
  const rest = text.slice(previous?.end ?? 0).trimEnd()
  if (rest !== '')
    steps.push({ text: rest.trim(), isRun: false, isWord: false, needsGap: false, before: 'space' })
  return steps
}

/** Where the last step ends when the first stands at a place, null when they do not follow one another. */
function follow(folded: string, steps: readonly Step[], start: number): number | null {
  let at = start
  for (const [index, step] of steps.entries()) {
    if (index > 0) {
      const from = at
      if (step.before === 'gap') at = endOfGap(folded, at)
      else if (step.before === 'space') at = endOfSpace(folded, at)
      if (step.needsGap && at === from) return null
    }
    if (!folded.startsWith(step.text, at)) return null
    at += step.text.length
  }
  return at
}

function endOfSpace(folded: string, from: number): number {
  let at = from
  while (at < folded.length && /\s/u.test(folded.charAt(at))) at++
  return at
}
