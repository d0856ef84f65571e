import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportReport, JobResult } from '@shared/job.ts'
import { readableText } from '@shared/message-text.ts'
import { importHistory } from '../archive/imports.ts'
import { libraryPage, moveToTrash, renameConversation } from '../archive/library.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { importFiles } from './import-files.ts'
import type { JobNews } from './job.ts'
import { undoInArchive } from './undo-in-archive.ts'

let folder: string
let archiveFolder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-import-'))
  archiveFolder = join(folder, 'archive')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function node(id: string, parent: string | null, role: string, text: string, at: number): object {
  const content = { content_type: 'text', parts: [text] }
  return { id, parent, message: { id, author: { role }, create_time: at, content, metadata: {} } }
}

/** One ChatGPT record of a question and its answers, each an alternative to the others. */
function record(id: string, question: string, answers: readonly string[], title = question): object {
  return {
    id,
    conversation_id: id,
    title,
    create_time: 1_790_000_000,
    update_time: 1_790_000_100,
    current_node: `${id}-a0`,
    mapping: Object.fromEntries([
      [`${id}-q`, node(`${id}-q`, null, 'user', question, 1_790_000_000)],
      ...answers.map((text, i) => [
        `${id}-a${i}`,
        node(`${id}-a${i}`, `${id}-q`, 'assistant', text, 1_790_000_010 + i),
      ]),
    ]),
  }
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function run(paths: readonly string[], signal = new AbortController().signal): Promise<ImportReport[]> {
  const news: JobNews[] = []
  const result: JobResult = await importFiles({ archiveFolder, signal, tell: (one) => news.push(one) }, paths)
  if (result.kind !== 'import') throw new Error('not an import')
  for (const report of result.reports) expect(sumOf(report)).toBe(report.found)
  return [...result.reports]
}

function sumOf(report: ImportReport): number {
  return report.new + report.updated + report.unchanged + report.skipped.length + report.failed.length
}

function titles(): string[] {
  const archive = openArchive(archiveFolder)
  try {
    const page = {
      filter: { place: 'library', source: null, tagId: null, collectionId: null },
      limit: 1000,
      cursor: null,
    } as const
    return libraryPage(archive, { ...page, sort: { by: 'title', direction: 'ascending' } }).rows.map(
      ({ title }) => title,
    )
  } finally {
    archive.close()
  }
}

describe('importing', () => {
  it('takes in what can be read, names what cannot, and the sums fit', async () => {
    const path = file(
      'conversations.json',
      JSON.stringify([
        record('a', 'Tides?', ['Moon.']),
        { title: 'Corrupted entry' },
        record('b', 'Io?', ['Yes.', 'No.']),
      ]),
    )
    const [report] = await run([path])
    expect(report).toMatchObject({
      state: 'done',
      format: 'chatgpt',
      found: 3,
      new: 2,
      updated: 0,
      unchanged: 0,
    })
    expect([...(report?.failed ?? []), ...(report?.skipped ?? [])]).toHaveLength(1)
    expect(JSON.stringify(report)).toContain('Corrupted entry')
    expect(titles()).toEqual(['Io?', 'Tides?'])
  })

  it('adds nothing when the same file comes again', async () => {
    const path = file('conversations.json', JSON.stringify([record('a', 'Tides?', ['Moon.'])]))
    await run([path])
    const [again] = await run([path])
    expect(again).toMatchObject({ found: 1, new: 0, updated: 0, unchanged: 1, conversationIds: [] })
  })

  it('adds only what is new from a newer export, and leaves the reader’s title and trash as they are', async () => {
    const [first] = await run([
      file('old.json', JSON.stringify([record('a', 'Tides?', ['Moon.']), record('b', 'Io?', ['Yes.'])])),
    ])
    const [a = '', b = ''] = first?.conversationIds ?? []
    const archive = openArchive(archiveFolder)
    renameConversation(archive, a, 'My own title')
    moveToTrash(archive, [b])
    const [newer] = await run([
      file(
        'new.json',
        JSON.stringify([
          record('a', 'Tides?', ['Moon.', 'And the Sun.'], 'Their title'),
          record('b', 'Io?', ['Yes.']),
        ]),
      ),
    ])
    expect(newer).toMatchObject({ found: 2, new: 0, updated: 1, unchanged: 1 })
    const merged = readConversation(archive, a)
    expect(merged.title).toBe('My own title')
    expect(merged.messages.map(({ parts }) => readableText(parts))).toEqual([
      'Tides?',
      'Moon.',
      'And the Sun.',
    ])
    archive.close()
    expect(titles()).toEqual(['My own title'])
  })

  it('reads a zip inside a zip and stores the picture that a message shows', async () => {
    const picture = Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1')
    const asked = record('a', 'What is this?', ['A harbour.']) as {
      mapping: Record<string, { message: { content: unknown } }>
    }
    const question = asked.mapping['a-q']
    if (question) {
      question.message.content = {
        content_type: 'multimodal_text',
        parts: [
          { content_type: 'image_asset_pointer', asset_pointer: 'sediment://file_0a' },
          'What is this?',
        ],
      }
    }
    const inner = new JSZip()
    inner.file('conversations.json', JSON.stringify([asked]))
    inner.file('file_0a-sanitized.png', picture)
    const outer = new JSZip()
    outer.file('Conversations__1-chatgpt-1.zip', await inner.generateAsync({ type: 'nodebuffer' }))
    const [report] = await run([file('export.zip', await outer.generateAsync({ type: 'nodebuffer' }))])
    expect(report).toMatchObject({ new: 1, attachments: { matched: 1, missing: 0 } })
    const archive = openArchive(archiveFolder)
    const [message] = readConversation(archive, report?.conversationIds[0] ?? '').messages
    archive.close()
    expect(message?.attachments[0]).toMatchObject({ ref: 'sediment://file_0a', missing: null })
    expect(message?.attachments[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('names the file by its SHA-256 and the importer by its version, a folder by neither hash nor guess', async () => {
    const content = JSON.stringify([record('a', 'Tides?', ['Moon.'])])
    const path = file('conversations.json', content)
    mkdirSync(join(folder, 'export'))
    writeFileSync(join(folder, 'export', 'conversations.json'), content)
    const reports = await run([path, join(folder, 'export'), file('note.txt', 'Dear diary')])
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(reports.map((report) => report.sha256)).toEqual([sha256, null, null])
    expect(reports.map((report) => report.importerVersion)).toEqual([
      expect.any(Number),
      expect.any(Number),
      null,
    ])
    const archive = openArchive(archiveFolder)
    expect(importHistory(archive, 10).map((row) => row.sha256)).toEqual([null, null, sha256])
    archive.close()
  })

  it('brings the same again after it was undone', async () => {
    const path = file('conversations.json', JSON.stringify([record('a', 'Tides?', ['Moon.', 'Sun.'])]))
    const [first] = await run([path])
    expect(await undoInArchive(archiveFolder, first?.importId ?? -1)).toMatchObject({
      removedConversations: 1,
    })
    expect(titles()).toEqual([])
    const [again] = await run([path])
    expect(again).toMatchObject({ found: 1, new: 1, unchanged: 0 })
    expect(titles()).toEqual(['Tides?'])
  })

  it('refuses what is no export with the reason, goes on with the next file, and keeps both reports', async () => {
    const reports = await run([
      file('holiday.json', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
      file('empty.json', ''),
      join(folder, 'gone.json'),
      file('good.json', JSON.stringify([record('a', 'Tides?', ['Moon.'])])),
    ])
    expect(reports.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused', 'done'])
    expect(reports[0]?.error?.message).toMatch(/holiday\.json/)
    const archive = openArchive(archiveFolder)
    expect(importHistory(archive, 10)).toHaveLength(4)
    archive.close()
  })

  it('keeps the conversations before the place where a download was cut off, and says so', async () => {
    const text = JSON.stringify([
      record('a', 'Tides?', ['Moon.']),
      record('b', 'Io?', ['Yes.']),
      record('c', 'Mars?', ['No.']),
    ])
    const [report] = await run([file('cut.json', text.slice(0, text.lastIndexOf('Mars')))])
    expect(report?.new).toBe(2)
    expect(report?.state === 'failed' || (report?.failed.length ?? 0) > 0).toBe(true)
    expect(titles()).toEqual(['Io?', 'Tides?'])
  })

  it('leaves whole conversations only when it is cancelled', async () => {
    const cancelling = new AbortController()
    const many = Array.from({ length: 3000 }, (_, i) => record(`c${i}`, `Question ${i}`, ['One.', 'Two.']))
    const path = file('many.json', JSON.stringify(many))
    let reading = 0
    const result = await importFiles(
      {
        archiveFolder,
        signal: cancelling.signal,
        tell: (news) => {
          if (news.kind === 'committed' && ++reading === 2) cancelling.abort()
        },
      },
      [path],
    )
    const [report] = result.kind === 'import' ? result.reports : []
    expect(report?.state).toBe('cancelled')
    expect(report?.new).toBeGreaterThan(0)
    expect(report?.new).toBeLessThan(3000)
    const archive = openArchive(archiveFolder)
    const whole = archive.db.prepare('SELECT count(*) FROM conversations WHERE messages = 3').pluck().get()
    const messages = archive.db.prepare('SELECT count(*) FROM messages').pluck().get()
    archive.close()
    expect(whole).toBe(report?.new)
    expect(messages).toBe((report?.new ?? 0) * 3)
  })

  it('survives 100,000 levels of nesting, a circle of parents and a poisoned prototype', async () => {
    const circle = record('circle', 'Round?', ['Yes.']) as {
      mapping: Record<string, { parent: string | null }>
    }
    const [question] = Object.values(circle.mapping)
    if (question) question.parent = 'circle-a0'
    const deep = `{"id":"deep","title":"Deep","mapping":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const poisoned = `{"id":"p","title":"P","__proto__":{"isAdmin":true},"mapping":{"n":{"id":"n","parent":null,"message":{"id":"n","author":{"role":"user"},"content":{"content_type":"text","parts":["hi"]}}}}}`
    const [report] = await run([
      file(
        'bad.json',
        `[${JSON.stringify(record('a', 'Tides?', ['Moon.']))},${deep},${JSON.stringify(circle)},${poisoned}]`,
      ),
    ])
    expect(report).toMatchObject({ state: 'done', found: 4, new: 3 })
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })
})
