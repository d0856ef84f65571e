/**
 * The table of all tokens of the index, through which a piece of a word finds the words that hold it.
 *
 * It stands in the file of the index, so that both change together. A large change leaves it behind for a while
 * (`terms_change_seq`), a small one is added at once. Tokens that no message holds any more stay until the next
 * rebuilding: they find nothing.
 */
import { shortestInside } from './needle.ts'
import type { SearchIndex } from './open-index.ts'

/** Among how many of the most frequent terms those with a given beginning are looked for. */
const frequentTerms = 8192
/** Pages written in one step of joining. */
const mergeStep = 1000

/** Whether every token of the index stands in the table. */
export function areTermsComplete(index: SearchIndex): boolean {
  return index.read('terms_change_seq') === index.read('last_change_seq')
}

/** Makes the table anew where it lacks something; one transaction. Answers whether there was anything to do. */
export function refreshTerms(index: SearchIndex): boolean {
  return index.mending(() => {
    if (areTermsComplete(index)) return false
    joinSegments(index)
    return index.writing(() => {
      // Another process may have done it while this one waited for the lock.
      if (areTermsComplete(index)) return false
      index.execute(`
        CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'messages_fts', 'row');
        DELETE FROM terms;
        INSERT INTO terms_fts (terms_fts) VALUES ('delete-all');
        INSERT INTO terms (term, df) SELECT term, doc FROM temp.vocabulary ORDER BY doc DESC;
        INSERT INTO terms_fts (rowid, term) SELECT id, term FROM terms WHERE length(term) >= ${shortestInside} ORDER BY id;
      `)
      index.write('terms_change_seq', index.read('last_change_seq'))
      return true
    })
  })
}

/**
 * Joins the sorted pieces that the index was written in, step by step: looking up a term costs a look into each of them.
 * A step that writes nothing changes less than two rows (sqlite.org/fts5.html, section 6.9).
 */
function joinSegments(index: SearchIndex): void {
  const merge = index.statement<[number]>("INSERT INTO messages_fts (messages_fts, rank) VALUES ('merge', ?)")
  let steps = 0
  let before: number
  do {
    before = totalChanges(index)
    merge.run(steps++ === 0 ? -mergeStep : mergeStep)
  } while (totalChanges(index) - before >= 2)
}

function totalChanges(index: SearchIndex): number {
  return index.statement<[], { total: number }>('SELECT total_changes() AS total').get()?.total ?? 0
}

/** Collects the tokens of a few texts, to be added to the table in the transaction that adds the texts to the index. */
export class NewTerms {
  readonly #index: SearchIndex

  constructor(index: SearchIndex) {
    this.#index = index
    // The tokens are found by SQLite itself: no second tokenizer has to agree with the first.
    index.execute(`
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

  addToTable(): void {
    const index = this.#index
    const last =
      index.statement<[], { last: number }>('SELECT coalesce(max(id), 0) AS last FROM terms').get()?.last ?? 0
    index.execute(`
      INSERT INTO terms (term, df) SELECT term, doc FROM temp.new_vocabulary WHERE true
        ON CONFLICT (term) DO UPDATE SET df = df + excluded.df;
      INSERT INTO terms_fts (rowid, term)
        SELECT id, term FROM terms WHERE id > ${last} AND length(term) >= ${shortestInside} ORDER BY id;
      INSERT INTO temp.new_fts (new_fts) VALUES ('delete-all');
    `)
  }
}

export interface Terms {
  readonly terms: readonly string[]
  /** False when there are more than were asked for. */
  readonly isComplete: boolean
}

/**
 * The terms that hold a text of at least three characters, or end in it; the frequent ones first.
 *
 * @param atMost how many are wanted; Infinity for all
 */
export function termsContaining(index: SearchIndex, text: string, isAtEnd: boolean, atMost: number): Terms {
  const characters = Array.from(text)
  const trigrams = new Set(
    characters.slice(2).map((third, at) => `"${characters[at]}${characters[at + 1]}${third}"`),
  )
  const rows = index
    .statement<[string], { term: string }>(
      'SELECT t.term FROM terms_fts f JOIN terms t ON t.id = f.rowid WHERE f.terms_fts MATCH ? ORDER BY f.rowid',
    )
    .iterate([...trigrams].join(' AND '))
  const terms: string[] = []
  for (const { term } of rows) {
    if (!(isAtEnd ? term.endsWith(text) : term.includes(text))) continue
    if (terms.length === atMost) return { terms, isComplete: false }
    terms.push(term)
  }
  return { terms, isComplete: true }
}

/** Some of the most frequent terms that begin with a text; perhaps none although there are rare ones. */
export function frequentTermsWith(index: SearchIndex, beginning: string, atMost: number): readonly string[] {
  return index
    .statement<[number, number, string, number], { term: string }>(
      'SELECT term FROM terms WHERE id <= ? AND substr(term, 1, ?) = ? ORDER BY id LIMIT ?',
    )
    .all(frequentTerms, Array.from(beginning).length, beginning, atMost)
    .map((row) => row.term)
}
