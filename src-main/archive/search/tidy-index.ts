/**
 * Puts the files of the index in order in idle moments.
 *
 * An index is written in sorted pieces; looking up a term costs a look into each. They are joined step by step, so that
 * whoever wants to write or to end waits for one step only.
 */
import type { IndexFile } from './index-file.ts'
import type { SearchIndex } from './open-index.ts'

/** Joins all pieces, whatever their sizes: the first step says so by its sign (sqlite.org/fts5.html, section 6.9). */
const firstStep = (table: string) => `INSERT INTO ${table} (${table}, rank) VALUES ('merge', -300)`
const nextStep = (table: string) => `INSERT INTO ${table} (${table}, rank) VALUES ('merge', 300)`

/** Yields after each step, some tens of milliseconds; after the last one everything is in order. */
export function* tidyIndex(index: SearchIndex): Generator<void> {
  for (const { file } of index.shards) {
    yield* joinPieces(file, 'messages_fts')
    emptyJournal(file)
  }
  for (const table of ['titles_fts', 'title_words']) yield* joinPieces(index.head, table)
  index.head.execute('PRAGMA analysis_limit = 400; PRAGMA optimize')
  emptyJournal(index.head)
}

function* joinPieces(file: IndexFile<string>, table: string): Generator<void> {
  let step = firstStep(table)
  for (;;) {
    const before = changesOf(file)
    file.statement(step).run()
    // A step that found nothing to do changes less than two rows.
    if (changesOf(file) - before < 2) return
    step = nextStep(table)
    yield
  }
}

function emptyJournal(file: IndexFile<string>): void {
  file.execute('PRAGMA wal_checkpoint(TRUNCATE)')
}

function changesOf(file: IndexFile<string>): number {
  return file.statement<[], { total: number }>('SELECT total_changes() AS total').get()?.total ?? 0
}
