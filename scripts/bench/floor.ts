/**
 * The yardstick of an import: `JSON.parse` of the whole file, its trees laid out flat, then bare inserts of the same rows,
 * in one thread.
 *
 * Laid out flat is what no import can do without: each message with its place in its conversation, its parent and its
 * text. The rows that are inserted are those that the app's own import of the file has made, read beforehand and not
 * counted: the same columns and the same bytes, table by table and ids rising. Nothing else is converted, and nothing
 * checked, merged or indexed, but for the one index by which a conversation is read. The whole file has to fit into
 * memory, so it ends at 512 MiB.
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

/** What the generated export has of each conversation, as far as it is read here. */
interface Exported {
  readonly mapping: Readonly<
    Record<
      string,
      {
        readonly id: string
        readonly parent: string | null
        readonly children: readonly string[]
        readonly message: {
          readonly author: { readonly role: string }
          readonly create_time: number | null
          readonly content: { readonly parts?: readonly unknown[] }
        } | null
      }
    >
  >
}

interface FlatMessage {
  readonly id: string
  readonly place: number
  readonly parent: number | null
  readonly role: string | null
  readonly time: number | null
  readonly text: string
}

interface Column {
  readonly name: string
  readonly type: string
  /** 1 for the primary key. */
  readonly pk: number
}

const reading = readFlat()
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
report({
  parse: reading.parse,
  flatten: reading.flatten,
  messages: reading.messages,
  total: reading.parse + reading.flatten + insert,
  totalCpu: reading.cpu + insertCpu,
})

/** Parses and lays out flat; what was read is let go before anything is inserted. */
function readFlat(): Record<'parse' | 'flatten' | 'cpu' | 'messages', number> {
  const [parse, parseCpu, exported] = timed(() => JSON.parse(readFileSync(file, 'utf8')) as Exported[])
  const [flatten, flattenCpu, flat] = timed(() => exported.map(flattened))
  const messages = flat.reduce((sum, { length }) => sum + length, 0)
  return { parse, flatten, cpu: parseCpu + flattenCpu, messages }
}

/** What a conversation of the export says, children behind their parents. */
function flattened({ mapping }: Exported): FlatMessage[] {
  const messages: FlatMessage[] = []
  const open = Object.values(mapping)
    .filter(({ parent }) => parent === null)
    .map((node) => ({ node, parent: null as number | null }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next
    const place = messages.length
    const { message } = node
    messages.push({
      id: node.id,
      place,
      parent,
      role: message?.author.role ?? null,
      time: message?.create_time ?? null,
      text: (message?.content.parts ?? []).filter((part) => typeof part === 'string').join('\n'),
    })
    for (const id of node.children.toReversed()) {
      const child = mapping[id]
      if (child !== undefined) open.push({ node: child, parent: place })
    }
  }
  return messages
}

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

/** Wall time and CPU time of some work, in milliseconds, and what came of it. */
function timed<Result>(work: () => Result): [wall: number, cpu: number, result: Result] {
  const before = process.cpuUsage()
  const started = performance.now()
  const result = work()
  const wall = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  return [wall, (user + system) / 1000, result]
}
