/** JSON lines: one record a line, UTF-8, `\n`. */
import { open } from 'node:fs/promises'
import type { JsonObject } from '@shared/json.ts'
import type { DatasetFile } from './dataset-file.ts'

export const jsonl: DatasetFile = {
  id: 'jsonl',
  extension: 'jsonl',
  openWriter: (sink) =>
    Promise.resolve({
      write: (line) => sink.write(`${line}\n`),
      finish: () => Promise.resolve(),
    }),
  async *read(path, _columns, limit = Infinity) {
    const file = await open(path)
    let count = 0
    try {
      for await (const line of file.readLines({ autoClose: false })) {
        if (count++ === limit) return
        const record = JSON.parse(line) as JsonObject
        yield { record, carried: record }
      }
    } finally {
      await file.close()
    }
  },
}
