/**
 * Brings the tables of an archive to the form that this version works with.
 *
 * The steps are resources/migrations/*.sql in the order of their numbers; `user_version` says how many an archive has
 * behind it.
 */
import type { Database } from 'better-sqlite3'
import { applicationId } from './archive-file.ts'
import { backUpBeforeMigration } from './back-up.ts'

const scripts = import.meta.glob<string>('../../resources/migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The SQL of each step, the first one first. */
export const migrations: readonly string[] = Object.entries(scripts)
  .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
  .map(([, sql]) => sql)

/**
 * Runs the steps an archive lacks: all of them and the new number in one transaction, or none.
 * An archive that holds something is copied to its folder `backups` first.
 */
export function migrate(db: Database, folder: string, steps: readonly string[] = migrations): void {
  const before = versionOf(db)
  if (before >= steps.length) return
  if (before > 0) backUpBeforeMigration(db, folder, before)
  const bringUp = db.transaction(() => {
    // Another process may have done it while this one waited for the lock.
    runSteps(db, steps.slice(versionOf(db)))
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${steps.length}`)
  })
  bringUp.immediate()
}

/** Runs steps one after the other. */
export function runSteps(db: Database, steps: readonly string[]): void {
  // Some say in other words what a table holds, which SQLite lets nobody do otherwise.
  db.unsafeMode(true)
  try {
    for (const sql of steps) db.exec(sql)
  } finally {
    db.unsafeMode(false)
  }
}

function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}
