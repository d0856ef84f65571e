/** Settings of a connection: set on every one that is opened, then read back, since SQLite ignores what it cannot do. */
import type { Database } from 'better-sqlite3'

/** How long a writer waits for another to finish, in ms. */
export const busyTimeout = 5000

/** @param cacheMegabytes page cache of this connection: 16 for a reader, 64 for one that imports. */
export function setUpConnection(db: Database, cacheMegabytes: number): void {
  const isMac = process.platform === 'darwin'
  const wanted: readonly (readonly [name: string, value: string | number])[] = [
    ['journal_mode', 'wal'],
    // NORMAL keeps the file whole too, but a power cut may take back what was reported as saved.
    ['synchronous', 2],
    // What is deleted for good is overwritten, not only given free.
    ['secure_delete', 1],
    ['foreign_keys', 1],
    // A database that someone hands over must not make SQLite call functions by the way it is written.
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['busy_timeout', busyTimeout],
    ['cache_size', -1024 * cacheMegabytes],
    ['temp_store', 2],
    // Reading through memory maps is many times slower on a cold file, and an I/O error there ends the process.
    ['mmap_size', 0],
    // 160 MB of journal; idle moments empty it. Whoever writes much does so sooner (save-thread.ts), or the thread that
    // answers the window would copy what an import has written.
    ['wal_autocheckpoint', 10_000],
    ['fullfsync', isMac ? 1 : 0],
    ['checkpoint_fullfsync', isMac ? 1 : 0],
  ]
  for (const [name, value] of wanted) {
    db.pragma(`${name} = ${value}`)
    const found = db.pragma(name, { simple: true })
    if (found !== value) throw new Error(`SQLite answers ${String(found)} for ${name} instead of ${value}`)
  }
}
