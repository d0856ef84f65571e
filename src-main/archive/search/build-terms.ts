/**
 * Makes the table of all tokens: one for all shards, in the head of the index.
 *
 * A large change leaves it behind for a while (`terms_change_seq`), a small one is added at once. Tokens that no message
 * holds any more stay until the next rebuilding: they find nothing.
 */
import { termsByName } from './index-tables.ts'
import { shortestInside } from './needle.ts'
import type { SearchIndex } from './open-index.ts'
import type { Vocabulary } from './segments/vocabulary.ts'
import { areTermsComplete } from './terms.ts'

/** The tokens of all shards as they were after a change. */
export interface KnownTokens {
  readonly vocabulary: Vocabulary
  readonly change: number
}

/**
 * Makes the table anew where it lacks something; one transaction. Answers whether there was anything to do.
 *
 * @param known spares reading the shards, where nothing has touched them since
 */
export function refreshTerms(index: SearchIndex, known: KnownTokens | null = null): boolean {
  return index.mending(() => {
    if (areTermsComplete(index)) return false
    const { head } = index
    const isMade =
      known !== null &&
      head.writing(() => {
        if (index.lastTouched !== known.change) return false
        return replaceTerms(index, () => putIn(head, known.vocabulary))
      })
    return isMade || refreshFromShards(index)
  })
}

function refreshFromShards(index: SearchIndex): boolean {
  const { head, shards } = index
  for (const { file, number } of shards) {
    head.attach(file.path, `shard_${number}`)
    head.execute(
      `CREATE VIRTUAL TABLE temp.vocabulary_${number} USING fts5vocab('shard_${number}', 'messages_fts', 'row')`,
    )
  }
  const vocabularies = shards.map(({ number }) => `SELECT term, doc FROM temp.vocabulary_${number}`)
  try {
    return head.writing(() =>
      replaceTerms(index, () =>
        head.execute(`
          INSERT INTO terms (term, df)
            SELECT term, sum(doc) AS df FROM (${vocabularies.join(' UNION ALL ')}) GROUP BY term
            ORDER BY cast(log2(df) AS INTEGER) DESC, term
        `),
      ),
    )
  } finally {
    for (const { number } of shards) {
      head.execute(`DROP TABLE temp.vocabulary_${number}`)
      head.detach(`shard_${number}`)
    }
  }
}

/** To be called in a transaction of the head. */
function replaceTerms(index: SearchIndex, fill: () => void): boolean {
  const { head } = index
  // Another process may have done it while this one waited for the lock.
  const touched = index.lastTouched
  if (index.read('terms_change_seq') >= touched) return false
  head.execute(`
    DROP INDEX IF EXISTS terms_by_name;
    DELETE FROM terms;
    INSERT INTO terms_fts (terms_fts) VALUES ('delete-all');
  `)
  fill()
  head.execute(`
    ${termsByName};
    INSERT INTO terms_fts (rowid, term) SELECT id, term FROM terms WHERE length(term) >= ${shortestInside} ORDER BY id;
  `)
  head.write('terms_change_seq', touched)
  return true
}

/** The tokens that are about as frequent together, the frequent ones first; within them the order is theirs. */
function putIn(head: SearchIndex['head'], { count, bytes, starts, rows }: Vocabulary): void {
  const put = head.statement<[string, number]>('INSERT INTO terms (term, df) VALUES (?, ?)')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ofClass = Array.from({ length: 32 }, (): number[] => [])
  for (let token = 0; token < count; token++) ofClass[31 - Math.clz32(rows[token] ?? 0)]?.push(token)
  for (const tokens of ofClass.toReversed()) {
    for (const token of tokens)
      put.run(buffer.toString('utf8', starts[token], starts[token + 1]), rows[token] ?? 0)
  }
}

/** Collects the tokens of a few texts, to be added to the table once the texts are in their shards. */
export class NewTerms {
  readonly #index: SearchIndex

  constructor(index: SearchIndex) {
    this.#index = index
    // The tokens are found by SQLite itself: no second tokenizer has to agree with the first.
    index.head.execute(`
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.new_fts USING fts5(text, content='', detail=none, columnsize=0, tokenize='ascii');
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.new_vocabulary USING fts5vocab('temp', 'new_fts', 'row');
      INSERT INTO temp.new_fts (new_fts) VALUES ('delete-all');
    `)
  }

  collect(id: number, indexedText: string): void {
    this.#index
      .statement<[number, string]>('INSERT INTO temp.new_fts (rowid, text) VALUES (?, ?)')
      .run(id, indexedText)
  }

  /** To be called in a transaction of the head. */
  addToTable(): void {
    const { head } = this.#index
    const last =
      head.statement<[], { last: number }>('SELECT coalesce(max(id), 0) AS last FROM terms').get()?.last ?? 0
    head.execute(`
      INSERT INTO terms (term, df) SELECT term, doc FROM temp.new_vocabulary WHERE true
        ON CONFLICT (term) DO UPDATE SET df = df + excluded.df;
      INSERT INTO terms_fts (rowid, term)
        SELECT id, term FROM terms WHERE id > ${last} AND length(term) >= ${shortestInside} ORDER BY id;
      INSERT INTO temp.new_fts (new_fts) VALUES ('delete-all');
    `)
  }
}
