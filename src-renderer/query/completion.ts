/** What can be completed at the cursor of a query: the name of a filter, or its value. Pure; known-values.ts asks for values. */
import { explainedFilters } from './filters-explained.ts'

/** A value of a filter in this archive. */
export interface KnownValue {
  /** As it is typed, without quotes. */
  readonly value: string
  /** The name for a person where it is another one. */
  readonly label?: string
}

/** Values of this archive by the name of their filter. */
export type KnownValues = Readonly<Partial<Record<string, readonly KnownValue[]>>>

export interface Choice {
  /** What stands in the query instead of what was typed. */
  readonly insert: string
  readonly label: string
  readonly detail: string
}

export interface Completion {
  /** The span of the query that a choice replaces. */
  readonly from: number
  readonly to: number
  /** The filter whose value is typed; null while its name is. */
  readonly filter: string | null
  readonly choices: readonly Choice[]
}

/** Values offered at once. */
const mostChoices = 8
/** Letters that make the beginning of a name: one alone begins most words. */
const leastLetters = 2
const nameForm = /(?:^|[\s(])-?([a-z]+)$/iu
const valueForm = /(?:^|[\s(])-?([a-z]+):((?:"[^"]*"|[^\s"])*?,?)("?)([^\s",]*|(?<=")[^"]*)$/iu
const quotes = /["\u201c\u201d\u201e\u201f]/gu

/** What may stand at a place of a query; null when there is nothing to offer. */
export function completionAt(query: string, caret: number, known: KnownValues): Completion | null {
  const before = query.slice(0, caret)
  // Within a word nothing is completed: what follows would be in the way.
  if (/^[^\s)]/u.test(query.slice(caret))) return null
  return valueCompletion(before, known) ?? nameCompletion(before)
}

function nameCompletion(before: string): Completion | null {
  if ((before.match(quotes)?.length ?? 0) % 2 !== 0) return null
  const typed = nameForm.exec(before)?.[1] ?? ''
  if (typed.length < leastLetters) return null
  const choices = explainedFilters
    .filter(({ name }) => name.startsWith(typed.toLowerCase()))
    .map(({ name, meaning }) => ({ insert: `${name}:`, label: `${name}:`, detail: meaning }))
  if (choices.length === 0) return null
  return { from: before.length - typed.length, to: before.length, filter: null, choices }
}

function valueCompletion(before: string, known: KnownValues): Completion | null {
  const [, name = '', , quote = '', typed = ''] = valueForm.exec(before) ?? []
  const filter = explainedFilters.find((one) => one.name === name.toLowerCase())
  if (filter === undefined) return null
  const values = [...filter.values.map((value) => ({ value })), ...(known[filter.name] ?? [])]
  const found = bestFirst(values, typed.toLowerCase())
  // What is typed in full needs no completing.
  const isWhole = quote === '' && found.some(({ value }) => value === typed)
  if (found.length === 0 || isWhole) return null
  const choices = found.slice(0, mostChoices).map(({ value, label }) => ({
    insert: `${asTyped(value)} `,
    label: label ?? value,
    detail: label === undefined ? '' : value,
  }))
  const from = before.length - typed.length - quote.length
  return { from, to: before.length, filter: filter.name, choices }
}

function bestFirst(values: readonly KnownValue[], typed: string): KnownValue[] {
  const texts = ({ value, label }: KnownValue): string[] =>
    [value, label ?? ''].map((one) => one.toLowerCase())
  const begins = values.filter((one) => texts(one).some((text) => text.startsWith(typed)))
  const holds = values.filter(
    (one) => !begins.includes(one) && texts(one).some((text) => text.includes(typed)),
  )
  return [...begins, ...holds]
}

/** A value as it has to be typed: in quotes where it holds what would end it. */
function asTyped(value: string): string {
  return /^[^\s"(),\u201c-\u201f]+$/u.test(value) ? value : `"${value.replaceAll('"', '')}"`
}
