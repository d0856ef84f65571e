/** CSV by RFC 4180: a header, CRLF, lists and messages as JSON text in their cells. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { JsonObject } from '@shared/json.ts'
import Papa from 'papaparse'
import { fromCells, toCells } from '../shape.ts'
import type { DatasetFile } from './dataset-file.ts'

const byteOrderMark = '\ufeff'

/** Excel shows no more characters of a cell. */
export const longestCell = 32_767

export const csv: DatasetFile = {
  id: 'csv',
  extension: 'csv',
  async openWriter(sink, columns, options) {
    const header = toRow(Object.keys(columns))
    await sink.write(options.byteOrderMark ? `${byteOrderMark}${header}` : header)
    return {
      write: (line) => sink.write(toRow(toCells(JSON.parse(line) as JsonObject, columns))),
      finish: () => Promise.resolve(),
    }
  },
  async *read(path, columns, limit = Infinity) {
    const names = Object.keys(columns)
    const rows = Papa.parse(Papa.NODE_STREAM_INPUT, { header: false, delimiter: ',', newline: '\r\n' })
    // As text: Papa would cut characters that lie across two chunks of bytes.
    const stream = createReadStream(path, 'utf8')
    const flowing = pipeline(stream, rows)
    // A reader that has seen enough leaves in the middle; only what goes wrong before that matters, and it ends the loop.
    flowing.catch(() => undefined)
    let count = -1
    try {
      for await (const cells of rows as AsyncIterable<string[]>) {
        count += 1
        if (count === 0) continue
        if (count > limit) return
        yield {
          record: fromCells(cells, columns),
          carried: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
        }
      }
      await flowing
    } finally {
      stream.destroy()
    }
  },
}

function toRow(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { newline: '\r\n' })}\r\n`
}
