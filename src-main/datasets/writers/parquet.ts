/**
 * Parquet by parquetjs-lite, read back by hyparquet.
 *
 * Five of the writer's settings are not its defaults, because with those real readers give wrong data: its second page
 * form counts rows of lists wrongly (arrow-rs then skips to wrong ones), its statistics are ordered by UTF-16 (DuckDB then
 * finds no emoji), its page index holds no numbers, its lists are no lists to Polars, and it counts row groups in rows,
 * whatever they weigh.
 */
import { open, type FileHandle } from 'node:fs/promises'
import type { Json, JsonObject } from '@shared/json.ts'
import type { AsyncBuffer } from 'hyparquet'
import type { Field, OutputStream } from 'parquetjs-lite'
import { fromRow, toRow, type Columns, type Shape } from '../shape.ts'
import type { DatasetFile, RecordWriter } from './dataset-file.ts'
import type { FileSink } from './file-sink.ts'

/** UTF-8 bytes of values after which a row group is written. */
const bytesOfRowGroup = 2 * 1024 * 1024
/** More than there are: groups are ended by their bytes. */
const endlessRows = 1e9

export const parquetFile: DatasetFile = {
  id: 'parquet',
  extension: 'parquet',
  openWriter: async (sink, columns) => openWriter(sink, columns),
  async *read(path, columns, limit = Infinity) {
    // Loaded when they are needed: most starts of the app touch no Parquet.
    const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
    const opened = await open(path)
    try {
      const file = await bytesIn(opened)
      const metadata = await parquetMetadataAsync(file)
      let from = 0
      // A group at a time: a piece of one costs as much as all of it.
      for (const { num_rows: rowsOfGroup } of metadata.row_groups) {
        const rowEnd = Math.min(from + Number(rowsOfGroup), limit)
        if (rowEnd <= from) return
        const read = await parquetReadObjects({
          file,
          metadata,
          rowStart: from,
          rowEnd,
          parsers: { stringFromBytes: textOf },
        })
        from = rowEnd
        for (const carried of read as JsonObject[]) {
          yield { record: fromRow(carried, { struct: columns }) as JsonObject, carried }
        }
      }
    } finally {
      await opened.close()
    }
  },
}

/** The bytes of a file as hyparquet asks for them. Its own way to them would keep each piece twice while it is put together. */
async function bytesIn(file: FileHandle): Promise<AsyncBuffer> {
  const { size } = await file.stat()
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(end - start)
      for (let done = 0; done < bytes.length;) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done)
        if (bytesRead === 0) throw new Error('Parquet: the file ends too early.')
        done += bytesRead
      }
      return bytes.buffer
    },
  }
}

async function openWriter(sink: FileSink, columns: Columns): Promise<RecordWriter> {
  const { default: parquet } = await import('parquetjs-lite')
  const writer = await told(() =>
    parquet.ParquetWriter.openStream(
      new parquet.ParquetSchema(mapValues(columns, fieldOf)),
      streamInto(sink),
      {
        useDataPageV2: false,
        pageIndex: false,
        rowGroupSize: endlessRows,
      },
    ),
  )
  let waiting = 0
  return {
    async write(line) {
      const row = toRow(JSON.parse(line) as JsonObject, { struct: columns })
      waiting += bytesOf(row)
      const isFull = waiting >= bytesOfRowGroup
      if (isFull) writer.setRowGroupSize(1)
      await told(() => writer.appendRow(wrapStruct(row as JsonObject, columns)))
      if (!isFull) return
      writer.setRowGroupSize(endlessRows)
      waiting = 0
    },
    finish: () => told(() => writer.close()),
  }
}

/** The writer's way to the sink; ending it is the sink's own business. */
function streamInto(sink: FileSink): OutputStream {
  return {
    write: (bytes, done) => {
      sink.write(bytes).then(() => done(), done)
    },
    end: (done) => done(),
  }
}

function fieldOf(shape: Shape): Field {
  if (typeof shape === 'string')
    return { type: 'UTF8', optional: true, compression: 'SNAPPY', statistics: false }
  if ('struct' in shape) return { optional: true, fields: mapValues(shape.struct, fieldOf) }
  // The three levels that the format's own document asks of a list.
  const fields = { list: { repeated: true, fields: { element: fieldOf(shape.list) } } }
  return { type: 'LIST', optional: true, fields }
}

/** A value as the writer wants it: lists inside their two levels. A bare list would be unwrapped or refused. */
function wrap(value: Json, shape: Shape): unknown {
  if (value === null || typeof shape === 'string') return value
  if ('struct' in shape) return wrapStruct(value as JsonObject, shape.struct)
  return { list: (value as Json[]).map((element) => ({ element: wrap(element, shape.list) })) }
}

function wrapStruct(value: JsonObject, columns: Columns): object {
  return Object.fromEntries(
    Object.entries(columns).map(([name, shape]) => [name, wrap(value[name] ?? null, shape)]),
  )
}

function bytesOf(value: Json): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value !== 'object' || value === null) return 8
  let bytes = 8
  for (const inner of Object.values(value)) bytes += bytesOf(inner)
  return bytes
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** As the default but for a leading U+FEFF, which stays: it is part of the text. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && decoder.decode(bytes)
}

function mapValues<In, Out>(
  object: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** The writer throws bare strings. */
async function told<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof Error) throw error
    throw new Error(`Parquet: ${String(error)}`, { cause: error })
  }
}
