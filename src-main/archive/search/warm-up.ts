/**
 * Searches in advance, so that the first letters somebody types wait neither for the disk nor for code that V8 has not
 * compiled yet.
 *
 * What is looked for comes out of the archive itself: frequent and rare words, pieces of them, neighbours in its texts.
 * Searching the same a second time would warm nothing, so every round asks for something else.
 */
import type { Archive } from '../archive.ts'
import type { Sources } from './conversation-sets.ts'
import { fold } from './fold.ts'
import { isMark } from './indexed-message.ts'
import { messageText } from './message-texts.ts'
import { shortestInside } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import { runsOf } from './runs.ts'
import { searchMessages } from './search.ts'

/** `first`: a round, at once when the program starts; `further`: as many as make a difference, when it has nothing else to do. */
export type WarmUpPart = 'first' | 'further'

/** Milliseconds that a part may take. */
const longest = 1000
/** Rounds whose times are compared: they are over when these were hardly faster than as many before. */
const compared = 6
const hardlyFaster = 0.95
/** Rounds of both parts at most. */
const mostRounds = 40
/** The rank, as a part of all terms, below which a word is taken for frequent. */
const frequentPart = 0.002

/**
 * Searches for a second at most, and only as long as it gets faster.
 *
 * @returns what was searched for
 * @throws AppError `cancelled` when the turn has been given up
 */
export async function warmUp(sources: Sources, part: WarmUpPart): Promise<string[]> {
  const asked: string[] = []
  const times: number[] = []
  const started = performance.now()
  const [from, to] = part === 'first' ? [0, 1] : [1, mostRounds]
  for (let round = from; round < to && !isWarm(times); round++) {
    const queries = queriesOf(sources, round)
    const since = performance.now()
    for (const query of queries) {
      for (const order of ['relevance', 'newest'] as const) {
        await sources.turn.pause()
        if (performance.now() - started > longest) return asked
        asked.push(query)
        const isCounted = order === 'relevance'
        const page = { limit: 50, cursor: null, context: 'short' } as const
        await searchMessages(sources, { query, order, ...page, counted: isCounted, complete: false })
      }
    }
    times.push(performance.now() - since)
  }
  return asked
}

function isWarm(times: readonly number[]): boolean {
  if (times.length < 2 * compared) return false
  const before = times.slice(-2 * compared, -compared)
  return sum(times.slice(-compared)) > hardlyFaster * sum(before)
}

function sum(times: readonly number[]): number {
  return times.reduce((one, other) => one + other, 0)
}

/** A query of each kind; fewer where the archive has nothing to make one of. */
function queriesOf({ index, archive }: Sources, round: number): string[] {
  const part = (round + 0.5) / mostRounds
  const frequent = termAt(index, part * frequentPart)
  const rare = termAt(index, frequentPart + part * (1 - frequentPart))
  const pair = neighbours(archive, part)
  return [
    frequent,
    rare,
    frequent.slice(0, 1 + (round % 6)),
    rare.slice(1, 1 + shortestInside + (round % 3)),
    pair && `"${pair.join(' ')}"`,
    pair && pair.join(' '),
  ].filter((query): query is string => query !== null && query !== '')
}

/** The term at a place of all, counted from the most frequent; empty where there is none. */
function termAt(index: SearchIndex, part: number): string {
  const terms = index.mending(() => {
    const last = index.statement<[], number | null>('SELECT max(id) FROM terms').pluck().get() ?? 0
    return index
      .statement<[number], string>('SELECT term FROM terms WHERE id >= ? ORDER BY id LIMIT 8')
      .pluck()
      .all(Math.floor(part * last))
  })
  return terms.find((term) => !isMark(term)) ?? ''
}

/** Two words that follow one another in a message, at a part of the way through all of them in time. */
function neighbours(archive: Archive, part: number): [string, string] | null {
  const span = archive
    .statement<[], { first: number | null; last: number | null }>(
      'SELECT (SELECT min(id) FROM messages) AS first, (SELECT max(id) FROM messages) AS last',
    )
    .get()
  if (span === undefined || span.first === null || span.last === null) return null
  const id = archive
    .statement<[number], number>('SELECT id FROM messages WHERE id >= ? ORDER BY id LIMIT 1')
    .pluck()
    .get(span.first + Math.floor(part * (span.last - span.first)))
  const text = fold(id === undefined ? '' : (messageText(archive, id) ?? '')).slice(0, 2000)
  const words = runsOf(text).flatMap(({ kind, start, end }) =>
    kind === 'word' ? [text.slice(start, end)] : [],
  )
  const at = Math.floor(part * (words.length - 1))
  const [one, other] = [words[at], words[at + 1]]
  return one === undefined || other === undefined ? null : [one, other]
}
