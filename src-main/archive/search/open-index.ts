/**
 * The file of the search index: which tables it has, how it is opened, what happens when it cannot be read.
 *
 * Everything in `index.sqlite` is derived from the archive beside it. So it may lose the last second to a power cut, and
 * where it is missing, damaged or of another version it is made anew. Filling it is catch-up.ts's work.
 */
import { chmodSync, closeSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database, { type Statement } from 'better-sqlite3'
import { explainFailure } from '../sqlite-failure.ts'

/** "Stmi" */
const applicationId = 0x53_74_6d_69
/** Raised when the tables or the folding of texts change: an index of another version is thrown away. */
const version = 1
/** Bytes that full-text rows collect in before they are written as one sorted piece. */
const hashSize = 32 * 2 ** 20

const tables = `
CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO state (key, value) VALUES ('last_change_seq', 0), ('terms_change_seq', 0), ('messages', 0);

-- The ids its messages had when they were indexed, as 64-bit floats: what to take out when it has changed.
CREATE TABLE indexed (conversation_id INTEGER PRIMARY KEY, message_ids BLOB NOT NULL) STRICT;

-- Rows are messages.id, so the newest hits come first. Texts are folded and cut before (runs.ts): ascii leaves them so.
CREATE VIRTUAL TABLE messages_fts USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
INSERT INTO messages_fts (messages_fts, rank) VALUES ('hashsize', ${hashSize});

-- Rows are conversations.id; GLOB on it uses the trigrams.
CREATE VIRTUAL TABLE titles_fts USING fts5(title, tokenize='trigram case_sensitive 1');

-- Every token of messages_fts, the frequent ones first as far as they were there at the last rebuilding.
CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, df INTEGER NOT NULL) STRICT;
CREATE VIRTUAL TABLE terms_fts USING fts5(term, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');
`

type StateKey = 'last_change_seq' | 'terms_change_seq' | 'messages'

export class SearchIndex {
  readonly #path: string
  readonly #cacheMegabytes: number
  #db: Database.Database
  /** Names the file that is open, whatever stands in its place now. */
  #identity: string
  #statements = new Map<string, Statement>()

  constructor(folder: string, cacheMegabytes: number) {
    this.#path = join(folder, 'index.sqlite')
    this.#cacheMegabytes = cacheMegabytes
    this.#db = this.#openOrRemake()
    this.#identity = identityOf(this.#path)
  }

  /** A prepared statement, prepared once for each text. Its mode (`raw`, `pluck`) is shared by all who use the same text. */
  statement<Parameters extends unknown[] = unknown[], Row = unknown>(
    sql: string,
  ): Statement<Parameters, Row> {
    let prepared = this.#statements.get(sql)
    if (prepared === undefined) {
      prepared = this.#db.prepare(sql)
      this.#statements.set(sql, prepared)
    }
    return prepared as Statement<Parameters, Row>
  }

  /** Statements without answer, several in one text. */
  execute(sql: string): void {
    this.#db.exec(sql)
  }

  /** Does some work on one unchanging state of the index. */
  reading<Result>(work: () => Result): Result {
    return this.#db.transaction(work).deferred()
  }

  /** Does some work in one transaction; of several processes one after the other. */
  writing<Result>(work: () => Result): Result {
    return this.#db.transaction(work).immediate()
  }

  /**
   * Does some work; where the file turns out to be damaged it is made anew, empty, and the work done once more. Where
   * another thread or process has made it anew, that one is opened first.
   *
   * @throws AppError `disk-full`, `archive-busy`, `cannot-write`
   */
  mending<Result>(work: () => Result): Result {
    try {
      if (identityOf(this.#path) !== this.#identity) this.#reopen()
      try {
        return work()
      } catch (error) {
        if (!isDamage(error)) throw error
        removeFile(this.#path)
        this.#reopen()
        return work()
      }
    } catch (error) {
      throw explainFailure(error, this.#path)
    }
  }

  read(key: StateKey): number {
    const value = this.statement<[StateKey], { value: number }>('SELECT value FROM state WHERE key = ?').get(
      key,
    )
    return value?.value ?? 0
  }

  write(key: StateKey, value: number): void {
    this.statement<[number, StateKey]>('UPDATE state SET value = ? WHERE key = ?').run(value, key)
  }

  close(): void {
    this.#statements = new Map()
    this.#db.close()
  }

  /** SQLite leaves the journal alone when it closes a file that is no longer in its place. */
  #reopen(): void {
    this.close()
    this.#db = this.#openOrRemake()
    this.#identity = identityOf(this.#path)
  }

  #openOrRemake(): Database.Database {
    try {
      const db = this.#open()
      if (db !== null) return db
    } catch (error) {
      if (!isDamage(error)) throw error
    }
    removeFile(this.#path)
    const made = this.#open()
    if (made === null) throw new Error(`${this.#path} was made anew and still is of another version`)
    return made
  }

  /** Opens the file, makes the tables where it is empty; null when it is of another version. */
  #open(): Database.Database | null {
    // What is in it is private; SQLite gives its journals the same mode.
    closeSync(openSync(this.#path, 'a', 0o600))
    chmodSync(this.#path, 0o600)
    const db = new Database(this.#path, { timeout: 30_000 })
    try {
      db.pragma('page_size = 8192')
      db.pragma('journal_mode = wal')
      db.pragma('synchronous = normal')
      db.pragma('trusted_schema = off')
      db.pragma('cell_size_check = on')
      db.pragma(`cache_size = ${-1024 * this.#cacheMegabytes}`)
      db.pragma('wal_autocheckpoint = 4000')
      db.transaction(() => {
        if (db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined) return
        db.exec(tables)
        db.pragma(`application_id = ${applicationId}`)
        db.pragma(`user_version = ${version}`)
      }).immediate()
      const isOurs =
        db.pragma('application_id', { simple: true }) === applicationId &&
        db.pragma('user_version', { simple: true }) === version
      if (isOurs) return db
    } catch (error) {
      db.close()
      throw error
    }
    db.close()
    return null
  }
}

/**
 * Opens the search index of an archive's folder; makes it where there is none that can be used.
 *
 * @param options.cacheMegabytes page cache of this connection: 16 (the default) for searching, 32 for catching up
 * @throws AppError `cannot-write`, `disk-full`, `archive-busy`
 */
export function openIndex(folder: string, options: { readonly cacheMegabytes?: number } = {}): SearchIndex {
  try {
    return new SearchIndex(folder, options.cacheMegabytes ?? 16)
  } catch (error) {
    throw explainFailure(error, folder)
  }
}

/** Errors that come from the content of the file; a table that is missing is one, a misspelt statement is not. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false
  if (/^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/u.test(error.code)) return true
  return /^no such table|^vtable constructor failed/u.test(error.message)
}

function identityOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false, bigint: true })
  return file === undefined ? 'none' : `${file.dev} ${file.ino}`
}

function removeFile(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true })
}
