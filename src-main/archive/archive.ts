/** What an open archive is: one folder, one connection. Opening it is open.ts's work; what is kept in it has a file each. */
import type { Database, Statement } from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { MessageIds } from './message-ids.ts'
import type * as schema from './schema.ts'

export interface Archive {
  /** Full path of the folder that holds `archive.sqlite`, `files/` and `backups/`. */
  readonly folder: string
  readonly db: Database
  /** The same connection through drizzle, for what need not be fast. */
  readonly orm: BetterSQLite3Database<typeof schema>
  readonly messageIds: MessageIds
  /** A prepared statement, prepared once for each text. Its mode (`raw`, `pluck`) is shared by all who use the same text. */
  statement<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>
  close(): void
}
