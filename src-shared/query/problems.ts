/** What of a query was probably meant otherwise than it can be taken, in words. It is searched for all the same, as plain text. */
import type { Time } from '../conversation.ts'
import { filterOf } from './filters.ts'
import { fieldNames, isMatchName, matchField } from './parse.ts'
import { patternFailure } from './pattern-flags.ts'
import { type Token, tokensOf } from './tokens.ts'
import { contentNames, matchNames, stateNames } from './tree.ts'

export interface QueryProblem {
  /** A sentence for a person. */
  readonly text: string
  /** Whether it may pass as the reader types on. */
  readonly isUnfinished: boolean
}

const days = 'Days are written 2024, 2024-05, 2024-05-01 or day-7.'
/** What may stand behind a filter that does not take everything. */
const valuesOf: Readonly<Partial<Record<string, string>>> = {
  role: 'It can be user, assistant, system or tool.',
  type: 'It can be chat, agent or graph.',
  is: `It can be ${either(stateNames)}.`,
  has: `It can be ${either(contentNames)}.`,
  match: `It can be ${either(matchNames)}.`,
  before: days,
  after: days,
  created: days,
}

/** Names of filters elsewhere, with what they are called here. */
const otherNames: Readonly<Partial<Record<string, string>>> = {
  from: 'source: for where it comes from, or role: for who wrote it',
  author: 'role: for who wrote it',
  by: 'role: for who wrote it',
  subject: 'title:',
  text: 'body:',
  label: 'tag:',
  since: 'after:',
  until: 'before:',
  date: 'created:, after: or before:',
  folder: 'in:',
  collection: 'in:',
  contains: 'has:',
}

/** The problems of a query in its order; none for most. */
export function problemsOf(text: string, now: Time = Date.now()): QueryProblem[] {
  const tokens = tokensOf(text, fieldNames)
  const problems = tokens.flatMap((token, at) => problemOf(token, tokens[at + 1], now) ?? [])
  const open = tokens.filter(({ kind }) => kind === 'open').length
  const closed = tokens.filter(({ kind }) => kind === 'close').length
  if (open > closed) {
    problems.push({ text: 'A bracket is still open; it is taken to end here.', isUnfinished: true })
  }
  return problems
}

function problemOf(token: Token, next: Token | undefined, now: Time): QueryProblem | null {
  switch (token.kind) {
    case 'pattern': {
      const failure = patternFailure(token.source, token.flags)
      if (failure === null) return null
      return asText(token.typed, `is no regular expression that works (${failure})`)
    }
    case 'field': {
      if (next?.kind !== 'word' || valuesOf[token.name] === undefined) return null
      const wrong = next.text.split(',').find((value) => value !== '' && !isValue(token.name, value, now))
      if (wrong === undefined) return null
      return asText(token.typed + next.text, `means nothing with “${wrong}”`, valuesOf[token.name])
    }
    case 'word':
      return problemOfWord(token.text)
    default:
      return null
  }
}

function isValue(name: string, value: string, now: Time): boolean {
  return name === matchField
    ? isMatchName(value.toLowerCase())
    : filterOf(name, { text: value, isQuoted: false }, now) !== null
}

function problemOfWord(word: string): QueryProblem | null {
  const name = /^([a-z]+):(?=[^\s:/])/iu.exec(word)?.[1]?.toLowerCase() ?? ''
  const ours = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
  if (ours !== undefined) return asText(`${name}:`, 'is no filter', `There is ${ours}.`)
  if (/^[^()]*[\p{L}\p{N}][^()]*\)$/u.test(word))
    return asText(word, 'ends with a bracket that nothing opens')
  return null
}

function asText(typed: string, what: string, help?: string): QueryProblem {
  const text = `“${typed}” ${what}, so it is looked for as it stands.${help === undefined ? '' : ` ${help}`}`
  return { text, isUnfinished: false }
}

function either(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
