/** All that an archive holds, for tests that compare two states of it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Archive } from '../archive.ts'

/** What tells of the past, not of what there is: it differs after something was done and undone. */
const past = new Set(['imports', 'counters', 'activity'])

/** Every row of every table but the history of imports, without change numbers, and the names of the stored files. */
export function everythingIn(archive: Archive): Record<string, unknown> {
  const tables = archive.db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()
  const rows = tables
    .filter((table) => !past.has(table))
    .map((table) => [table, archive.db.prepare(`SELECT * FROM ${table}`).all().map(withoutChange)] as const)
  return { ...Object.fromEntries(rows), bytes: storedNames(archive.folder) }
}

function withoutChange(row: unknown): unknown {
  const { change_seq: _change, ...rest } = row as Record<string, unknown>
  return rest
}

function storedNames(folder: string): string[] {
  const files = join(folder, 'files')
  if (!existsSync(files)) return []
  return readdirSync(files, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted()
}
