/**
 * Finds the messages that meet all conditions of a query: newest first, complete, and counted up to a limit.
 *
 * A word is looked for inside words, so it stands for all terms that hold it, often thousands. Asking FTS5 for all of
 * them costs a look into its tree for each. Most queries can be answered exactly from less:
 *
 * 1. The most frequent terms of each word alone give a lower bound. When that already exceeds the limit of counting,
 *    the page is made exact by reading the few messages that are newer than its last hit.
 * 2. Words that stand for few terms give an upper bound. When it is close to the lower one, the messages in between
 *    are read.
 * 3. Else all terms are asked for.
 *
 * Nothing here sorts or ranks: FTS5 yields rows newest first by itself, and only as many as are taken.
 */
import type { Archive } from '../archive.ts'
import { fold } from './fold.ts'
import type { Condition, Lookup } from './lookup.ts'
import { messageText } from './message-texts.ts'
import { holdsAll, shortestInside } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import { startsWord } from './runs.ts'
import { areTermsComplete, frequentTermsWith, termsContaining } from './terms.ts'
import type { Trash } from './trash.ts'

export interface Wanted {
  readonly conditions: readonly Condition[]
  /** Its messages are not found. */
  readonly trash: Trash
  /** How many row ids are wanted. */
  readonly pageLength: number
  /** How far hits are counted. */
  readonly countLimit: number
}

export interface FoundMessages {
  /** Row ids of the newest hits. */
  readonly page: readonly number[]
  /** How many hits there are in all; the limit of counting when `isCapped`. */
  readonly count: number
  readonly isCapped: boolean
}

/** How many terms of a word make the lower bound: each more is asked for every row, and the first few hold nearly all. */
const headLength = { containing: 64, tokens: 32 }
/** This many messages are read rather than all terms of a word asked for. */
const readable = 1000
/** Terms in one pair of brackets: FTS5 copies the list of a chain of ORs for each one it adds. */
const chainLength = 128

/** What FTS5 is asked for; null where nothing can match. */
type Match = string | null

interface Expression {
  readonly match: Match
  /** False when there may be messages that meet the lookup and are not matched. */
  readonly isComplete: boolean
}

/** Finds messages by the index; to be called inside `index.reading`. */
export function findMessages(index: SearchIndex, archive: Archive, wanted: Wanted): FoundMessages {
  return new Finder(index, archive, wanted).find()
}

class Finder {
  readonly #index: SearchIndex
  readonly #archive: Archive
  readonly #wanted: Wanted
  readonly #lookups: readonly Lookup[]
  readonly #heads: readonly Expression[]

  constructor(index: SearchIndex, archive: Archive, wanted: Wanted) {
    this.#index = index
    this.#archive = archive
    this.#wanted = wanted
    this.#lookups = wanted.conditions.flatMap((condition) => condition.lookups)
    this.#heads = this.#lookups.map((lookup) => expressionOf(index, lookup, headLength[lookup.kind]))
  }

  find(): FoundMessages {
    const isHopeless = this.#heads.some((head) => head.isComplete && head.match === null)
    if (this.#lookups.length === 0 || isHopeless) return this.#counted([])
    return this.#wanted.conditions.every((condition) => condition.isExact)
      ? this.#findByTerms()
      : this.#findByReading()
  }

  #findByTerms(): FoundMessages {
    const { countLimit } = this.#wanted
    const lower = this.#take(conjunctionOf(this.#heads), countLimit + 1)
    if (lower.length > countLimit) {
      return { page: this.#newestPage(lower), count: countLimit, isCapped: true }
    }
    if (this.#heads.every((head) => head.isComplete)) return this.#counted(lower)
    const sure = this.#matchOfComplete()
    if (sure !== null) {
      const upper = this.#take(sure, lower.length + readable + 1)
      if (upper.length <= lower.length + readable) return this.#counted(this.#orRead(upper, lower))
    }
    return this.#counted(this.#take(this.#matchOfAll(), countLimit + 1))
  }

  /** The newest hits when those known already are more than are counted. */
  #newestPage(known: readonly number[]): readonly number[] {
    const { pageLength } = this.#wanted
    const last = known[pageLength - 1] ?? known.at(-1) ?? 0
    if (this.#heads.every((head) => head.isComplete)) return known.slice(0, pageLength)
    const sure = this.#matchOfComplete()
    const newer =
      sure === null ? this.#messagesFrom(last, readable + 1) : this.#takeFrom(sure, last, readable + 1)
    const page =
      newer.length > readable
        ? this.#takeFrom(this.#matchOfAll(), last, pageLength)
        : this.#orRead(newer, known)
    return page.slice(0, pageLength)
  }

  /** For terms with punctuation: the index names candidates, their texts decide. */
  #findByReading(): FoundMessages {
    const sure = this.#matchOfComplete()
    const few = sure === null ? null : this.#take(sure, readable + 1)
    const candidates = few !== null && few.length <= readable ? few : this.#take(this.#matchOfAll(), Infinity)
    const hits: number[] = []
    for (const id of candidates) {
      if (hits.length > this.#wanted.countLimit) break
      if (this.#isHit(id)) hits.push(id)
    }
    return this.#counted(hits)
  }

  #counted(hits: readonly number[]): FoundMessages {
    const { pageLength, countLimit } = this.#wanted
    return {
      page: hits.slice(0, pageLength),
      count: Math.min(hits.length, countLimit),
      isCapped: hits.length > countLimit,
    }
  }

  /** Those of some messages that are known to be hits or are found to be by their texts. */
  #orRead(ids: readonly number[], known: readonly number[]): number[] {
    const hits = new Set(known)
    return ids.filter((id) => hits.has(id) || this.#isHit(id))
  }

  #isHit(id: number): boolean {
    const text = messageText(this.#archive, id)
    return (
      text !== null &&
      holdsAll(
        fold(text),
        this.#wanted.conditions.map((condition) => condition.needle),
      )
    )
  }

  /** What matches at least all hits; null when every word stands for too many terms. */
  #matchOfComplete(): Match {
    const complete = this.#heads.filter((head) => head.isComplete)
    return complete.length === 0 ? null : conjunctionOf(complete)
  }

  #matchOfAll(): Match {
    return conjunctionOf(
      this.#lookups.map((lookup, at) => {
        const head = this.#heads[at]
        return head?.isComplete === true ? head : expressionOf(this.#index, lookup, Infinity)
      }),
    )
  }

  #take(match: Match, atMost: number): number[] {
    if (match === null) return []
    const rows = this.#index
      .statement<[string, number], number>(
        'SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid DESC LIMIT ?',
      )
      .pluck()
      .all(match, this.#limitFor(atMost))
    return this.#withoutTrash(rows).slice(0, atMost)
  }

  #takeFrom(match: Match, lowest: number, atMost: number): number[] {
    if (match === null) return []
    const rows = this.#index
      .statement<[string, number, number], number>(
        'SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?',
      )
      .pluck()
      .all(match, lowest, this.#limitFor(atMost))
    return this.#withoutTrash(rows).slice(0, atMost)
  }

  #messagesFrom(lowest: number, atMost: number): number[] {
    const rows = this.#archive
      .statement<[number, number], { id: number }>(
        'SELECT id FROM messages WHERE id >= ? ORDER BY id DESC LIMIT ?',
      )
      .all(lowest, this.#limitFor(atMost))
    return this.#withoutTrash(rows.map((row) => row.id)).slice(0, atMost)
  }

  /** -1 is SQLite's word for no limit. */
  #limitFor(atMost: number): number {
    return atMost === Infinity ? -1 : atMost + this.#wanted.trash.messages.size
  }

  #withoutTrash(ids: number[]): number[] {
    const { messages } = this.#wanted.trash
    return messages.size === 0 ? ids : ids.filter((id) => !messages.has(id))
  }
}

function expressionOf(index: SearchIndex, lookup: Lookup, atMost: number): Expression {
  switch (lookup.kind) {
    case 'tokens': {
      const { tokens, isLastOpen } = lookup
      const [only = ''] = tokens
      const isBeginning =
        isLastOpen && tokens.length === 1 && only.length < shortestInside && startsWord(only, 0)
      // FTS5 reads all rows of all terms with a beginning before it yields the first: slow for one or two letters.
      if (isBeginning && atMost !== Infinity) {
        return { match: anyOf(frequentTermsWith(index, only, atMost)), isComplete: false }
      }
      return { match: quoted(tokens.join(' '), isLastOpen), isComplete: true }
    }
    case 'containing': {
      const { terms, isComplete } = termsContaining(index, lookup.text, lookup.isAtEnd, atMost)
      const match = anyOf(terms)
      if (areTermsComplete(index)) return { match, isComplete }
      // While the table of terms is behind, at least the words that begin so are found.
      const begun = quoted(lookup.text, !lookup.isAtEnd)
      return { match: match === null ? begun : `(${match} OR ${begun})`, isComplete }
    }
  }
}

/** Tokens hold letters, digits and signs only, so nothing in them can end the quotes. */
function quoted(tokens: string, isLastOpen: boolean): string {
  return isLastOpen ? `"${tokens}" *` : `"${tokens}"`
}

function anyOf(terms: readonly string[]): Match {
  if (terms.length === 0) return null
  const chains: string[] = []
  for (let from = 0; from < terms.length; from += chainLength) {
    const chain = terms.slice(from, from + chainLength).map((term) => quoted(term, false))
    chains.push(`(${chain.join(' OR ')})`)
  }
  return `(${chains.join(' OR ')})`
}

function conjunctionOf(expressions: readonly Expression[]): Match {
  const matches: string[] = []
  for (const { match } of expressions) {
    if (match === null) return null
    matches.push(match)
  }
  return matches.join(' AND ')
}
