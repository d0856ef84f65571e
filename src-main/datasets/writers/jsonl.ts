/** JSON lines: one record a line, UTF-8, `\n`. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { JsonObject } from '@shared/json.ts'
import { toLine } from '../shape.ts'
import type { DatasetFile } from './dataset-file.ts'

export const jsonl: DatasetFile = {
  id: 'jsonl',
  extension: 'jsonl',
  openWriter: (sink) =>
    Promise.resolve({
      write: (record) => sink.write(`${toLine(record)}\n`),
      finish: () => Promise.resolve(),
    }),
  async *read(path, _columns, limit = Infinity) {
    const stream = createReadStream(path)
    const lines = createInterface({ input: stream, crlfDelay: Infinity })
    let count = 0
    try {
      for await (const line of lines) {
        if (count++ === limit) return
        const record = JSON.parse(line) as JsonObject
        yield { record, carried: record }
      }
    } finally {
      lines.close()
      stream.destroy()
    }
  },
}
