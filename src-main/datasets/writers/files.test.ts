import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { readParquet, writeParquet } from 'parquet-wasm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { FileFormatId } from '@shared/datasets/formats.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { toLine, toRow, type Columns } from '../shape.ts'
import { openSink } from './file-sink.ts'
import { datasetFileOf } from './registry.ts'

const columns: Columns = {
  ability: { list: 'text' },
  messages: {
    list: {
      struct: {
        role: 'text',
        content: 'text',
        tool_calls: { list: { struct: { id: 'text', arguments: 'text' } } },
      },
    },
  },
  history: { list: { list: 'text' } },
  tools: 'json',
  model: 'text',
  id: 'text',
}

const texts = [
  'plain',
  '',
  'ünï ｆｕｌｌ',
  '😀smile',
  '～tilde',
  '中文 العربية',
  'nul \0 end',
  '\ufeffmark',
  'a,"b"\r\nc',
  "=1+1'",
]

/** A record of every awkward kind in turn; every fiftieth is long, so that there are several row groups. */
function recordAt(index: number): JsonObject {
  const text = texts[index % texts.length] ?? ''
  const calls: Json[] = Array.from({ length: index % 3 }, (_, at) => ({ id: `k${at}`, arguments: text }))
  return {
    ability: [null, [], ['one'], ['one', text, 'three'], [null, 'two']][index % 5] ?? null,
    messages: [
      { role: 'user', content: index % 50 === 0 ? text.padEnd(100_000, `${index} `) : text, tool_calls: [] },
      { role: 'assistant', content: `${index}`, tool_calls: index % 7 === 0 ? null : calls },
    ].slice(0, (index % 3) + (index % 11 === 0 ? 0 : 1)),
    history: [[], [[]], [['q', 'a'], []], [['q', null]]][index % 4] ?? null,
    tools: index % 2 === 0 ? [] : [{ name: text, parameters: { properties: {}, strict: true, size: 1.5 } }],
    model: index % 13 === 0 ? null : text,
    id: `${index}`,
  }
}

const count = 10_000
const records = Array.from({ length: count }, (_, index) => recordAt(index))
const rows = records.map((record) => toRow(record, { struct: columns }))
let folder = ''
let duck: DuckDBConnection

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-dataset-files-'))
  for (const format of ['parquet', 'csv', 'jsonl'] as const) await write(format, records, columns)
  duck = await (await DuckDBInstance.create()).connect()
}, 60_000)

afterAll(() => {
  duck.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

function pathOf(format: FileFormatId, name = 'all'): string {
  return join(folder, `${name}.${format}`)
}

async function write(
  format: FileFormatId,
  written: readonly JsonObject[],
  shape: Columns,
  { name = 'all', byteOrderMark = false } = {},
): Promise<void> {
  const sink = await openSink(pathOf(format, name))
  const writer = await datasetFileOf(format).openWriter(sink, shape, { byteOrderMark })
  for (const record of written) await writer.write(toLine(record))
  await writer.finish()
  await sink.close()
}

async function ask(sql: string): Promise<JsonObject[]> {
  return (await duck.runAndReadAll(sql)).getRowObjectsJson()
}

async function readAgain(format: FileFormatId, limit?: number): Promise<JsonObject[]> {
  const read: JsonObject[] = []
  for await (const { record } of datasetFileOf(format).read(pathOf(format), columns, limit)) read.push(record)
  return read
}

function plain(value: unknown): string {
  return JSON.stringify(value).replaceAll('\ufeff', '')
}

/**
 * The first two rows that differ, none where all are equal: what a failing test prints has to be readable. A U+FEFF counts for
 * nothing, since most readers in JavaScript drop it from the beginning of a text.
 */
function differences(read: readonly unknown[], wanted: readonly unknown[]): unknown[] {
  const pairs = wanted.map((value, index) => ({ read: plain(read[index] ?? null), wanted: plain(value) }))
  return [
    ...(read.length === wanted.length ? [] : [`${read.length} rows instead of ${wanted.length}`]),
    ...pairs.filter((pair) => pair.read !== pair.wanted).slice(0, 2),
  ]
}

/** The cells of a row as values. */
function cellsOf(row: JsonObject): unknown[] {
  return Object.entries(columns).map(([name, shape]) =>
    shape === 'text' ? (row[name] ?? 'null') : (JSON.parse(row[name] as string) as unknown),
  )
}

/** A row with every field; hyparquet leaves out what is null. */
function whole(row: JsonObject): Json {
  return toRow(row, { struct: { ...columns, tools: 'text' } })
}

describe('Parquet', () => {
  it('gives DuckDB every record back, lists as lists, null and empty apart', async () => {
    const described = await ask(`DESCRIBE SELECT * FROM '${pathOf('parquet')}'`)
    expect(described.map(({ column_type: type }) => type)).toEqual([
      'VARCHAR[]',
      'STRUCT("role" VARCHAR, "content" VARCHAR, tool_calls STRUCT(id VARCHAR, arguments VARCHAR)[])[]',
      'VARCHAR[][]',
      'VARCHAR',
      'VARCHAR',
      'VARCHAR',
    ])
    expect(differences(await ask(`SELECT * FROM '${pathOf('parquet')}'`), rows)).toEqual([])
  })

  it('is found by DuckDB through an emoji, which wrong statistics would hide', async () => {
    const found = await ask(`SELECT count(*) AS n FROM '${pathOf('parquet')}' WHERE model = '😀smile'`)
    expect(found).toEqual([{ n: `${records.filter(({ model }) => model === '😀smile').length}` }])
  })

  it('gives hyparquet every record back', async () => {
    const file = await asyncBufferFromFile(pathOf('parquet'))
    expect(differences((await parquetReadObjects({ file })).map(whole), rows)).toEqual([])
  })

  it('gives arrow-rs every record back, and the right ones behind an offset', async () => {
    const bytes = readFileSync(pathOf('parquet'))
    // What arrow-rs has read it writes again, so that what it understood can be looked at.
    for (const [offset, limit] of [
      [0, count],
      [9_100, 200],
    ] as const) {
      const path = pathOf('parquet', `arrow-${offset}`)
      writeFileSync(path, writeParquet(readParquet(bytes, { offset, limit })))
      expect(differences(await ask(`SELECT * FROM '${path}'`), rows.slice(offset, offset + limit))).toEqual(
        [],
      )
    }
  })

  it('has several row groups where records are long, none of them heavy', async () => {
    const groups = await ask(
      `SELECT row_group_id, max(row_group_num_rows) AS n FROM parquet_metadata('${pathOf('parquet')}') GROUP BY 1`,
    )
    expect(groups.length).toBeGreaterThan(1)
  })

  it('is valid without any record', async () => {
    await write('parquet', [], columns, { name: 'empty' })
    expect(await ask(`SELECT count(*) AS n FROM '${pathOf('parquet', 'empty')}'`)).toEqual([{ n: '0' }])
  })
})

describe('CSV', () => {
  it('gives DuckDB, another reader of CSV, every cell back', async () => {
    const read = await ask(
      `SELECT * FROM read_csv('${pathOf('csv')}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = 'no null', max_line_size = 1000000)`,
    )
    expect(read).toHaveLength(count)
    const wanted = records.map((record) =>
      Object.entries(columns).map(([name, shape]) =>
        shape === 'text' ? (record[name] ?? 'null') : record[name],
      ),
    )
    expect(differences(read.map(cellsOf), wanted)).toEqual([])
  })

  it('begins with a byte order mark where Excel is to read it, and not otherwise', async () => {
    await write('csv', [], columns, { name: 'marked', byteOrderMark: true })
    expect([...readFileSync(pathOf('csv', 'marked')).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(readFileSync(pathOf('csv'), 'utf8').split('\r\n')[0]).toBe(
      'ability,messages,history,tools,model,id',
    )
  })
})

describe('JSONL', () => {
  it('is one record a line, in any reader that splits lines', () => {
    const lines = readFileSync(pathOf('jsonl'), 'utf8').split('\n')
    expect(lines.pop()).toBe('')
    expect(
      differences(
        lines.map((line) => JSON.parse(line) as unknown),
        records,
      ),
    ).toEqual([])
  })
})

describe('every format', () => {
  const filled = records.slice(0, 1000).filter(({ model }) => model !== null)

  it.each(['jsonl', 'csv', 'parquet'] as const)('%s: is read back as it was written', async (format) => {
    const name = 'filled'
    await write(format, filled, columns, { name })
    onTestFinished(() => rmSync(pathOf(format, name)))
    const read: JsonObject[] = []
    for await (const { record } of datasetFileOf(format).read(pathOf(format, name), columns))
      read.push(record)
    expect(differences(read, filled)).toEqual([])
  })

  it.each(['jsonl', 'csv', 'parquet'] as const)('%s: is read no further than asked', async (format) => {
    expect(await readAgain(format, 20)).toHaveLength(20)
  })
})
