import { expect, test } from 'vitest'
import { numbersFrom } from '../testing/corpus.ts'
import { emptyVocabulary, mergedVocabularies, type Vocabulary, VocabularyBuilder } from './vocabulary.ts'

function vocabularyOf(rows: ReadonlyMap<string, number>): Vocabulary {
  const builder = new VocabularyBuilder({ tokens: rows.size, bytes: 8 * rows.size })
  for (const token of [...rows.keys()].toSorted()) {
    const bytes = Buffer.from(`-${token}-`)
    builder.add(bytes, 1, bytes.length - 1, rows.get(token) ?? 0)
  }
  return builder.built()
}

function rowsOf({ count, bytes, starts, rows }: Vocabulary): [string, number | undefined][] {
  return Array.from({ length: count }, (_, token) => [
    Buffer.from(bytes.subarray(starts[token], starts[token + 1])).toString(),
    rows[token],
  ])
}

test('tokens of several parts are counted together, in their order, each once', () => {
  const random = numbersFrom(3)
  const all = new Map<string, number>()
  let merged = emptyVocabulary
  for (let part = 0; part < 20; part++) {
    const rows = new Map<string, number>()
    for (let at = 0; at < 12 * part; at++) {
      const token = Math.floor(random() ** 3 * 500).toString(6)
      const count = 1 + Math.floor(random() * 9)
      if (rows.has(token)) continue
      rows.set(token, count)
      all.set(token, (all.get(token) ?? 0) + count)
    }
    merged = mergedVocabularies(merged, vocabularyOf(rows))
  }
  expect(rowsOf(merged)).toEqual([...all].toSorted(([one], [other]) => (one < other ? -1 : 1)))
})
