/** What a textbook makes of SQLite for search: messages as they stand, FTS5 beside them, one statement a search. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Archive } from '../../src-main/archive/archive.ts'
import { storedText } from '../../src-main/archive/search/message-texts.ts'
import type { StoredParts } from '../../src-main/archive/stored-parts.ts'

interface StoredMessage extends StoredParts {
  readonly id: number
  readonly created_at: number | null
}

/** Each takes an expression of FTS5 and gives the ids of fifty messages at most. */
export interface Textbook {
  readonly messages: number
  /** The newest, with snippets, in one statement. */
  byDate(match: string): readonly number[]
  /** The best by BM25 over all hits, with snippets of those alone. */
  byRank(match: string): readonly number[]
  /** The newest by id, without snippets. */
  newest(match: string): readonly number[]
  /** The newest whose text holds a piece, found by reading them. */
  holding(piece: string): readonly number[]
  close(): void
}

/** Copies the texts of an archive into an empty folder and indexes them there. */
export function makeTextbook(archive: Archive, folder: string): void {
  const db = openTable(folder)
  db.pragma('page_size = 8192')
  db.pragma('journal_mode = WAL')
  db.exec(`
    CREATE TABLE messages (id INTEGER PRIMARY KEY, created_at INTEGER, text TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE messages_fts USING fts5(
      text, content='messages', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
    INSERT INTO messages_fts (messages_fts, rank) VALUES ('hashsize', 67108864);
  `)
  const insert = db.prepare('INSERT INTO messages VALUES (?, ?, ?)')
  db.transaction(() => {
    const stored = archive.db.prepare<[], StoredMessage>(
      'SELECT id, created_at, text, parts FROM messages JOIN texts USING (id) ORDER BY id',
    )
    for (const row of stored.iterate()) insert.run(row.id, row.created_at, storedText(row))
  })()
  db.exec(`INSERT INTO messages_fts (messages_fts) VALUES ('rebuild')`)
  db.close()
}

/** The table that was made in a folder. */
export function openTextbook(folder: string): Textbook {
  const db = openTable(folder)
  const ids = (sql: string) => {
    const statement = db.prepare<[{ given: string }], number>(sql).pluck()
    return (given: string) => statement.all({ given })
  }
  return {
    messages: db.prepare<[], number>('SELECT count(*) FROM messages').pluck().get() ?? 0,
    byDate: ids(`
      SELECT messages.id, snippet(messages_fts, 0, '[', ']', '…', 16) FROM messages_fts
        JOIN messages ON messages.id = messages_fts.rowid
      WHERE messages_fts MATCH @given ORDER BY created_at DESC LIMIT 50`),
    byRank: ids(`
      WITH best AS MATERIALIZED (SELECT rowid FROM messages_fts WHERE messages_fts MATCH @given ORDER BY rank LIMIT 50)
      SELECT best.rowid, snippet(messages_fts, 0, '[', ']', '…', 16) FROM best
        CROSS JOIN messages_fts ON messages_fts.rowid = best.rowid AND messages_fts MATCH @given`),
    newest: ids(
      'SELECT rowid FROM messages_fts WHERE messages_fts MATCH @given ORDER BY rowid DESC LIMIT 50',
    ),
    holding: ids(`SELECT id FROM messages WHERE text LIKE '%' || @given || '%' ORDER BY id DESC LIMIT 50`),
    close: () => void db.close(),
  }
}

function openTable(folder: string): Database.Database {
  const db = new Database(join(folder, 'textbook.sqlite'))
  db.pragma('synchronous = NORMAL')
  db.pragma('cache_size = -64000')
  return db
}
