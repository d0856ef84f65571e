/** A single value that is larger than any string can be costs itself, and neither memory nor its neighbours (D12). */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { importPath } from './import-fixture.ts'

const mebibyte = 2 ** 20
/** V8 holds no string of this length. */
const huge = 520 * mebibyte

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-huge-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes `before`, a hole that reads as NULs and takes no room on the disk, and `after`. */
function put(name: string, before: string, after: string): string {
  const path = join(folder, name)
  const file = openSync(path, 'w')
  writeSync(file, before, 0)
  writeSync(file, after, Buffer.byteLength(before) + huge)
  closeSync(file)
  return path
}

const chatGpt = (id: string) =>
  JSON.stringify({
    conversation_id: id,
    current_node: 'q',
    mapping: {
      q: {
        id: 'q',
        parent: null,
        message: { id: 'q', author: { role: 'user' }, content: { content_type: 'text', parts: ['Why?'] } },
      },
    },
  })

it('refuses one text of 520 MiB and reads what stands around it', async () => {
  const most = process.resourceUsage().maxRSS
  const path = put('conversations.json', `[${chatGpt('a')},{"mapping":{},"title":"`, `"},${chatGpt('b')}]`)
  const { items } = await importPath(path)
  expect(items.map(({ kind }) => kind)).toEqual(['conversation', 'failed', 'conversation'])
  expect(items[1]).toMatchObject({
    reason: 'It holds a single text of more than 64 MiB, which is too large to be read.',
  })
  // Both in KiB.
  expect(process.resourceUsage().maxRSS - most).toBeLessThan(350 * 1024)
})
