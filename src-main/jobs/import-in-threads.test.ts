import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ImportReport } from '@shared/job.ts'
import { openArchive } from '../archive/open.ts'
import { buildProgram, type BuiltProgram } from '../archive/testing/built-program.ts'

const conversations = 1500
const messagesEach = 12

let folder = ''
let file = ''
let program: BuiltProgram
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-threads-'))
  file = join(folder, 'conversations.json')
  // The last one stands in the file twice, and one has no messages.
  const numbers = [...Array(conversations).keys(), conversations - 1]
  writeFileSync(file, JSON.stringify([...numbers.map(record), { title: 'Empty', mapping: {} }]))
  program = await buildProgram(new URL('testing/import-until.ts', import.meta.url), {
    'save-thread': new URL('save-thread.ts', import.meta.url),
  })
}, 60_000)
afterAll(() => {
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

function record(number: number): object {
  const nodes = Array.from({ length: messagesEach }, (_, at) => {
    const id = `${number}-${at}`
    const text = `${at} of ${number} „Grüße“ ${'and so on and so forth '.repeat(50)}`
    const message = {
      id,
      author: { role: at % 2 === 0 ? 'user' : 'assistant' },
      create_time: 1_790_000_000 - number * 1000 + at,
      content: { content_type: 'text', parts: [text] },
      metadata: { request_id: `r${id}` },
    }
    return [id, { id, parent: at === 0 ? null : `${number}-${at - 1}`, message }]
  })
  return {
    conversation_id: `c${number}`,
    title: `Number ${number}`,
    create_time: 1_790_000_000 - number * 1000,
    mapping: Object.fromEntries(nodes),
  }
}

async function importInto(name: string, commits?: number, path = file): Promise<ImportReport> {
  const told = await program.run(join(folder, name), path, ...(commits === undefined ? [] : [`${commits}`]))
  return JSON.parse(told) as ImportReport
}

/** Conversations with the numbers of their messages and texts, as they should be. */
function countsIn(name: string): { conversations: number; messages: number; texts: number; odd: number } {
  const archive = openArchive(join(folder, name))
  try {
    expect(archive.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
    return archive.db
      .prepare<[number], ReturnType<typeof countsIn>>(
        `SELECT (SELECT count(*) FROM conversations) AS conversations, (SELECT count(*) FROM messages) AS messages,
           (SELECT count(*) FROM texts WHERE text LIKE '%„Grüße“%') AS texts,
           (SELECT count(*) FROM conversations WHERE messages <> ?) AS odd`,
      )
      .get(messagesEach) as ReturnType<typeof countsIn>
  } finally {
    archive.close()
  }
}

it('a file that is large enough for a second thread comes in whole, and again it changes nothing', async () => {
  expect(statSync(file).size).toBeGreaterThan(16 << 20)
  const report = await importInto('whole')
  expect(report.error).toBe(null)
  expect(report).toMatchObject({ state: 'done', error: null, found: conversations + 2, new: conversations })
  expect(report.unchanged).toBe(1)
  expect(report.skipped).toHaveLength(1)
  expect(report.conversationIds).toHaveLength(conversations)
  // Made by the thread that saves, in the time that saving leaves.
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  expect(report.sha256).toBe(sha256)
  const all = {
    conversations,
    messages: conversations * messagesEach,
    texts: conversations * messagesEach,
    odd: 0,
  }
  expect(countsIn('whole')).toEqual(all)
  expect(await importInto('whole')).toMatchObject({
    new: 0,
    updated: 0,
    unchanged: conversations + 1,
    sha256,
  })
  expect(countsIn('whole')).toEqual(all)
}, 60_000)

it('a cancelled one keeps what was read whole, and its sums fit', async () => {
  const report = await importInto('cancelled', 1)
  expect(report.state).toBe('cancelled')
  expect(report.new).toBeGreaterThan(0)
  expect(report.new).toBeLessThan(conversations)
  expect(report.found).toBe(report.new + report.unchanged + report.skipped.length + report.failed.length)
  expect(report.conversationIds).toHaveLength(report.new)
  const { new: saved } = report
  const messages = saved * messagesEach
  expect(countsIn('cancelled')).toEqual({ conversations: saved, messages, texts: messages, odd: 0 })
}, 60_000)

it('a large file that is no export is refused, though the second thread was getting up for it', async () => {
  const noExport = join(folder, 'notes.json')
  writeFileSync(noExport, `{"notes": "${'and so on '.repeat(2 << 20)}"}`)
  const report = await importInto('refused', undefined, noExport)
  expect(report).toMatchObject({ state: 'refused', found: 0, error: { kind: 'unsupported-file' } })
  expect(countsIn('refused')).toMatchObject({ conversations: 0, messages: 0 })
}, 60_000)

it('a conversation that cannot be kept is named, and costs no other', async () => {
  const archive = openArchive(join(folder, 'full'))
  archive.db.exec(`CREATE TRIGGER full BEFORE INSERT ON conversations WHEN NEW.source_id = 'c700'
    BEGIN SELECT RAISE(ABORT, 'no'); END`)
  archive.close()
  const report = await importInto('full')
  expect(report).toMatchObject({ state: 'done', new: conversations - 1 })
  expect(report.failed).toHaveLength(1)
  expect(report.failed[0]?.where).toContain('Number 700')
  expect(countsIn('full')).toMatchObject({ conversations: conversations - 1, odd: 0 })
}, 60_000)
