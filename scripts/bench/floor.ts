/**
 * The yardstick of an import: `JSON.parse` of the whole file, then bare inserts of the same rows in one thread.
 *
 * The rows are those that the app's own import of the file has made, read beforehand and not counted: the same columns
 * and the same bytes, table by table and ids rising. Nothing is converted, checked, merged or indexed, but for the one
 * index by which a conversation is read. The whole file has to fit into memory, so it ends at 512 MiB.
 *
 * Arguments: the file, and the folder of the archive that it was imported into.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { report } from './report.ts'

const [file = '', archiveFolder = ''] = process.argv.slice(2)
/** Where an import writes a row for each conversation or message. */
const tables = ['conversations', 'messages', 'texts', 'extras', 'attachments', 'import_items', 'fingerprints']
const rowsInTransaction = 10_000

interface Column {
  readonly name: string
  readonly type: string
  /** 1 for the primary key. */
  readonly pk: number
}

const [parse, parseCpu] = timed(() => JSON.parse(readFileSync(file, 'utf8')) as unknown)
const archive = new Database(join(archiveFolder, 'archive.sqlite'), { readonly: true })
const filled = tables.map((name) => {
  const columns = archive.pragma(`table_info(${name})`) as Column[]
  const names = columns.map((column) => column.name).join(', ')
  return { name, columns, rows: archive.prepare<[], unknown[]>(`SELECT ${names} FROM ${name}`).raw().all() }
})
archive.close()

const folder = mkdtempSync(join(tmpdir(), 'stemma-floor-'))
const [insert, insertCpu] = timed(insertAll)
rmSync(folder, { recursive: true })
report({ parse, parseCpu, total: parse + insert, totalCpu: parseCpu + insertCpu })

function insertAll(): void {
  const db = new Database(join(folder, 'floor.sqlite'))
  db.pragma('page_size = 16384')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  for (const { name, columns, rows } of filled) {
    const definitions = columns.map(({ name: column, type, pk }) =>
      type === 'INTEGER' && pk === 1 ? `${column} INTEGER PRIMARY KEY` : `${column} ${type}`,
    )
    db.exec(`CREATE TABLE ${name} (${definitions.join(', ')})`)
    if (name === 'messages')
      db.exec('CREATE INDEX messages_by_conversation ON messages (conversation_id, seq)')
    const add = db.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`)
    for (let start = 0; start < rows.length; start += rowsInTransaction) {
      db.transaction(() => {
        for (const row of rows.slice(start, start + rowsInTransaction)) add.run(row)
      })()
    }
  }
  db.close()
}

/** Wall time and CPU time of some work, in milliseconds. */
function timed(work: () => unknown): [wall: number, cpu: number] {
  const before = process.cpuUsage()
  const started = performance.now()
  work()
  const wall = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  return [wall, (user + system) / 1000]
}
