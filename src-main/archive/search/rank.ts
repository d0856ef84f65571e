/**
 * Scores hits by how much they say about what was searched for: BM25 (Robertson and Zaragoza, “The Probabilistic
 * Relevance Framework: BM25 and Beyond”, 2009, formula 3.15) with its usual constants, over the texts themselves.
 *
 * A term counts for as many places as it stands at, inside words too, which FTS5's own bm25() does not know. How rare
 * it is comes from the table of terms. The length that others are measured by is fixed, so that the score of a text
 * does not change with the archive around it.
 */
import type { Sources } from './conversation-sets.ts'
import { expressionOf, type Mode } from './expression.ts'
import { fold } from './fold.ts'
import type { Sought } from './lookup.ts'
import type { Prepared } from './prepare.ts'

const k1 = 1.2
const b = 0.75
/** UTF-16 units of a message of middling length. */
const usualLength = 1000

/** The score of a text; greater is better. */
export type Scorer = (text: string) => number

/** How texts are scored for a query. */
export async function scorerOf(sources: Sources, prepared: Prepared, mode: Mode): Promise<Scorer> {
  const all = sources.index.mending(() => sources.index.messages)
  const weighted: { sought: Sought; weight: number }[] = []
  for (const sought of prepared.marked) {
    const { frequency } = await expressionOf(sources.index, sought, mode, sources.turn)
    weighted.push({ sought, weight: rarity(Math.min(frequency, all), all) })
  }
  return (text) => {
    const folded = fold(text)
    const damping = k1 * (1 - b + (b * text.length) / usualLength)
    let score = 0
    for (const { sought, weight } of weighted) {
      const times = timesIn(text, folded, sought)
      score += (weight * times * (k1 + 1)) / (times + damping)
    }
    return score
  }
}

function rarity(frequency: number, all: number): number {
  return Math.log(1 + (all - frequency + 0.5) / (frequency + 0.5))
}

function timesIn(text: string, folded: string, sought: Sought): number {
  if (sought.kind === 'as-written') return sought.finder.places(text).length
  let times = 0
  for (let place = sought.needle.find(folded, 0); place !== null;) {
    times++
    place = sought.needle.find(folded, place.end)
  }
  return times
}
