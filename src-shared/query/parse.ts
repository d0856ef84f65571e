/**
 * The grammar of searching.
 *
 *     query  = any of: all-of OR all-of …        (OR in capitals; beside each other means AND and binds closer)
 *     part   = [-] ( … ) | "phrase" | /pattern/ | name:value[,value…] | word
 *
 * `match:word` and `match:case` say how the words beside them are to be found: those in the same brackets, else all.
 *
 * Every input is valid. What has no meaning is plain text: a filter that does not exist or whose value makes no sense,
 * a bracket without its partner, a pattern that does not compile. An OR with nothing on one side says nothing.
 */
import type { Time } from '../conversation.ts'
import { filterNames, filterOf, type FilterValue } from './filters.ts'
import { flagsOf } from './pattern-flags.ts'
import { type Token, tokensOf } from './tokens.ts'
import {
  type MatchName,
  matchNames,
  type Query,
  type QueryNode,
  type QueryTerm,
  type TextField,
} from './tree.ts'

/** Filters that look for text, with the field they look in. */
const textFields: Readonly<Record<string, TextField>> = { title: 'title', body: 'body' }
/** What stands before a colon to say how words are found. */
export const matchField = 'match'
/** Names that begin a condition when a colon follows. */
export const fieldNames: ReadonlySet<string> = new Set([
  ...filterNames,
  ...Object.keys(textFields),
  matchField,
])

/** A word of punctuation only ("rock & roll") asks for nothing. */
const substance = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u
/** Brackets inside one another beyond this are passed over: nobody types them, and an index may not take them. */
const mostDepth = 8

/**
 * Takes a query apart; never fails.
 *
 * @param now what `day-7` and the like count from
 */
export function parseQuery(text: string, now: Time = Date.now()): Query {
  const root = new Parser(tokensOf(text, fieldNames), now).parse()
  return { root, terms: root === null ? [] : termsOf(root) }
}

/** The terms of a tree that are not negated, in their order. */
function termsOf(node: QueryNode): QueryTerm[] {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.nodes.flatMap(termsOf)
    case 'word':
    case 'phrase':
    case 'pattern':
      return [node]
    default:
      return []
  }
}

type PhraseToken = Token & { readonly kind: 'phrase' }

class Parser {
  readonly #tokens: readonly Token[]
  readonly #now: Time
  #at = 0
  #depth = 0
  /** How words are found in the brackets that are being read. */
  #ways = new Set<MatchName>()

  constructor(tokens: readonly Token[], now: Time) {
    this.#tokens = tokens
    this.#now = now
  }

  parse(): QueryNode | null {
    return this.#anyOf('any')
  }

  #anyOf(field: TextField): QueryNode | null {
    const around = this.#ways
    const own = new Set<MatchName>()
    this.#ways = own
    const choices: QueryNode[] = []
    for (;;) {
      const node = this.#allOf(field)
      if (node !== null) choices.push(node)
      if (this.#peek()?.kind !== 'or') break
      this.#at++
    }
    this.#ways = around
    // Only now: it may stand behind the words that it is about.
    return joined(
      'any-of',
      choices.map((node) => found(node, own)),
    )
  }

  #allOf(field: TextField): QueryNode | null {
    const nodes: QueryNode[] = []
    for (;;) {
      const next = this.#peek()
      if (next === undefined || next.kind === 'or') break
      if (next.kind === 'close') {
        // One that closes what was passed over for its depth closes nothing.
        if (this.#depth <= mostDepth) break
        this.#depth--
        this.#at++
        continue
      }
      const node = this.#part(field)
      if (node !== null) nodes.push(node)
    }
    return joined('all-of', nodes)
  }

  #part(field: TextField): QueryNode | null {
    const token = this.#tokens[this.#at++]
    switch (token?.kind) {
      case 'not': {
        const next = this.#peek()
        if (next === undefined || next.kind === 'or' || next.kind === 'close') return null
        const before = [...this.#ways]
        const node = this.#part(field)
        // “Not as whole words” says nothing: it holds anyway.
        this.#ways.clear()
        for (const way of before) this.#ways.add(way)
        return node === null ? null : negated(node)
      }
      case 'open':
        return this.#group(field)
      case 'field':
        return this.#filter(token, field)
      case 'word':
      case 'phrase':
      case 'pattern':
        return termOf(token, field)
      default:
        return null
    }
  }

  #group(field: TextField): QueryNode | null {
    this.#depth++
    if (this.#depth > mostDepth) return null
    const node = this.#anyOf(field)
    if (this.#peek()?.kind === 'close') {
      this.#at++
      this.#depth--
    }
    return node
  }

  #filter(field: Token & { readonly kind: 'field' }, around: TextField): QueryNode | null {
    const textField = textFields[field.name]
    const value = this.#peek()
    if (textField !== undefined) {
      if (value?.kind === 'word') {
        this.#at++
        return joined(
          'any-of',
          value.text.split(',').flatMap((text) => termOf({ kind: 'word', text }, textField) ?? []),
        )
      }
      return value === undefined ? null : this.#part(textField)
    }
    const typed = this.#values()
    const ways = field.name === matchField ? typed.values.map(({ text }) => text.toLowerCase()) : []
    if (ways.length > 0 && ways.every(isMatchName)) {
      for (const way of ways) this.#ways.add(way)
      return null
    }
    const filters = typed.values.map((one) => filterOf(field.name, one, this.#now))
    if (filters.length > 0 && !filters.includes(null)) {
      return joined(
        'any-of',
        filters.flatMap((filter) => filter ?? []),
      )
    }
    return joined(
      'all-of',
      typed.phrases.length > 0
        ? [plain(field.typed, around), ...typed.phrases.map((phrase) => termOf(phrase, around))].flatMap(
            (node) => node ?? [],
          )
        : [plain(field.typed + typed.values.map(({ text }) => text).join(','), around)].flatMap(
            (node) => node ?? [],
          ),
    )
  }

  /** The values behind a colon: words and phrases with commas between them. */
  #values(): { readonly values: readonly FilterValue[]; readonly phrases: readonly PhraseToken[] } {
    const values: FilterValue[] = []
    const phrases: PhraseToken[] = []
    for (;;) {
      const token = this.#peek()
      if (token?.kind !== 'word' && token?.kind !== 'phrase') return { values, phrases }
      this.#at++
      if (token.kind === 'phrase') {
        values.push({ text: token.text, isQuoted: true })
        phrases.push(token)
      } else {
        const texts = token.text.split(',').filter((text) => text !== '')
        values.push(...texts.map((text) => ({ text, isQuoted: false })))
      }
      const next = this.#peek()
      const goesOn =
        token.kind === 'phrase'
          ? next?.kind === 'word' && next.text.startsWith(',')
          : token.text.endsWith(',') && next?.kind === 'phrase'
      if (!goesOn) return { values, phrases }
    }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }
}

/** Whether a text may stand behind `match:`, given in small letters. */
export function isMatchName(text: string): text is MatchName {
  return matchNames.some((name) => name === text)
}

/** A tree whose terms are to be found in some ways beside the usual one. */
function found(node: QueryNode, ways: ReadonlySet<MatchName>): QueryNode {
  if (ways.size === 0) return node
  const cased = ways.has('case') ? ({ isCased: true } as const) : {}
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return { kind: node.kind, nodes: node.nodes.map((inner) => found(inner, ways)) }
    case 'not':
      return { kind: 'not', node: found(node.node, ways) }
    case 'word':
      // A phrase is found as whole words, so a whole word is a phrase of one.
      return ways.has('word')
        ? { kind: 'phrase', field: node.field, text: node.text, isOpen: false, ...cased }
        : { ...node, ...cased }
    case 'phrase':
      return { ...node, ...cased }
    case 'pattern':
      return ways.has('case') ? { ...node, flags: node.flags.replace('i', '') } : node
    default:
      return node
  }
}

function plain(text: string, field: TextField): QueryNode | null {
  return termOf({ kind: 'word', text }, field)
}

function termOf(
  token: Token & { readonly kind: 'word' | 'phrase' | 'pattern' },
  field: TextField,
): QueryTerm | null {
  switch (token.kind) {
    case 'word':
      return substance.test(token.text) ? { kind: 'word', field, text: token.text } : null
    case 'phrase':
      return substance.test(token.text)
        ? { kind: 'phrase', field, text: token.text, isOpen: token.isOpen }
        : null
    case 'pattern': {
      const flags = flagsOf(token.source, token.flags)
      if (flags !== null) return { kind: 'pattern', field, source: token.source, flags }
      return substance.test(token.typed) ? { kind: 'word', field, text: token.typed } : null
    }
  }
}

function negated(node: QueryNode): QueryNode {
  return node.kind === 'not' ? node.node : { kind: 'not', node }
}

/** One node for several, each once, none inside another of its kind. */
function joined(kind: 'all-of' | 'any-of', nodes: readonly QueryNode[]): QueryNode | null {
  const all = nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node]))
  const flat = [...new Map(all.map((node) => [JSON.stringify(node), node])).values()]
  const [only] = flat
  if (only === undefined) return null
  return flat.length === 1 ? only : { kind, nodes: flat }
}
