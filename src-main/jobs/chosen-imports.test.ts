/** What is taken in when a person chooses: some conversations of a preview, a format, several parts of one export. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportReport } from '@shared/job.ts'
import { importReport } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { fixture } from '../importers/import-fixture.ts'
import type { Choice } from './exports-on-disk.ts'
import { importFiles } from './import-files.ts'
import type { JobContext } from './job.ts'
import { previewFiles } from './preview-files.ts'

let folder: string
let archiveFolder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-chosen-'))
  archiveFolder = join(folder, 'archive')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function context(): JobContext {
  return { archiveFolder, signal: new AbortController().signal, tell: () => undefined }
}

async function run(paths: readonly string[], choice: Choice = {}): Promise<ImportReport[]> {
  const result = await importFiles(context(), paths, choice)
  if (result.kind !== 'import') throw new Error('not an import')
  for (const { found, updated, unchanged, skipped, failed, new: added } of result.reports) {
    expect(added + updated + unchanged + skipped.length + failed.length).toBe(found)
  }
  return [...result.reports]
}

async function placesIn(path: string): Promise<string[]> {
  const result = await previewFiles(context(), [path])
  if (result.kind !== 'preview') throw new Error('not a preview')
  return result.previews.flatMap(({ rows }) => rows.map(({ place }) => place))
}

function titlesOf({ importId }: ImportReport): string[] {
  const archive = openArchive(archiveFolder)
  try {
    return importReport(archive, importId ?? -1).rows.map(({ title }) => title)
  } finally {
    archive.close()
  }
}

function record(id: string, title: string): object {
  const message = {
    id: `${id}-q`,
    author: { role: 'user' },
    content: { content_type: 'text', parts: [title] },
  }
  const mapping = { [`${id}-q`]: { id: `${id}-q`, parent: null, message } }
  return { id, conversation_id: id, title, create_time: 1_790_000_000, current_node: `${id}-q`, mapping }
}

function put(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return path
}

async function putZip(name: string, files: Readonly<Record<string, unknown>>): Promise<string> {
  const zip = new JSZip()
  for (const [member, content] of Object.entries(files)) zip.file(member, JSON.stringify(content))
  return put(name, await zip.generateAsync({ type: 'nodebuffer' }))
}

describe('choosing conversations', () => {
  const records = [
    record('a', 'Tides'),
    { title: 'Broken entry' },
    record('b', 'Moons'),
    record('c', 'Moons'),
    record('d', 'Mars'),
  ]

  it('takes in exactly the chosen ones and counts nothing else', async () => {
    const path = put('conversations.json', records)
    const places = await placesIn(path)
    expect(places).toHaveLength(4)
    const chosen = [places[1] ?? '', places[3] ?? '']
    const [report] = await run([path], { only: { [path]: chosen } })
    expect(report).toMatchObject({ state: 'done', found: 2, new: 2, skipped: [], failed: [] })
    expect(report && titlesOf(report)).toEqual(['Moons', 'Mars'])
  })

  it('takes in what was chosen also when it has come by another way since, and says that it is unchanged', async () => {
    const path = put('conversations.json', records)
    const [first = ''] = await placesIn(path)
    await run([path])
    const [report] = await run([path], { only: { [path]: [first] } })
    expect(report).toMatchObject({ found: 1, new: 0, unchanged: 1 })
  })

  it('leaves out a file in which nothing was chosen, and takes in all of one that was not named', async () => {
    const none = put('none.json', [record('a', 'Tides')])
    const all = put('all.json', [record('b', 'Moons')])
    const reports = await run([none, all], { only: { [none]: [] } })
    expect(reports.map(({ found }) => found)).toEqual([1])
  })

  it('says so when a chosen conversation is gone from the file', async () => {
    const path = put('conversations.json', records)
    const places = await placesIn(path)
    put('conversations.json', records.slice(0, 3))
    const [report] = await run([path], { only: { [path]: [places[0] ?? '', places[3] ?? ''] } })
    expect(report).toMatchObject({ found: 2, new: 1 })
    expect(report?.failed).toEqual([
      { where: places[3], reason: expect.stringContaining('does not stand there any more') as string },
    ])
  })
})

describe('choosing a format', () => {
  it('reads a file as what it was said to be, and tells so', async () => {
    const path = fixture('chatgpt/branched.json')
    const [report] = await run([path], { formats: { [path]: 'chatgpt' } })
    expect(report).toMatchObject({ state: 'done', format: 'chatgpt' })
    expect(report?.reason).toContain('because you chose it')
    expect(report?.new).toBeGreaterThan(0)
  })

  it('says when a file holds nothing of the chosen format, and takes nothing from it', async () => {
    const path = fixture('chatgpt/branched.json')
    const [report] = await run([path], { formats: { [path]: 'librechat' } })
    expect(report).toMatchObject({ state: 'failed', format: 'librechat', new: 0 })
    expect(report?.error).toMatchObject({ kind: 'unsupported-file' })
    expect(report?.error?.message).toMatch(/as you chose/)
  })

  it('takes an export without conversations for what it was said to be', async () => {
    const path = put('conversations.json', [])
    const [report] = await run([path], { formats: { [path]: 'chatgpt' } })
    expect(report).toMatchObject({ state: 'done', found: 0, error: null })
  })
})

describe('several parts of one export', () => {
  it('are one import with one report', async () => {
    const paths = [
      await putZip('chatgpt-002.zip', { 'conversations.json': [record('b', 'Moons')] }),
      await putZip('chatgpt-001.zip', { 'conversations.json': [record('a', 'Tides')] }),
    ]
    const reports = await run(paths)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ file: paths[1], state: 'done', found: 2, new: 2 })
    expect(reports[0]?.remarks[0]?.reason).toContain('chatgpt-002.zip')
  })

  it('stay several imports when one of them is damaged, so that the others come in', async () => {
    const good = put('conversations-000.json', [record('a', 'Tides')])
    const bad = put('conversations-001.json', Buffer.alloc(0))
    const reports = await run([good, bad])
    expect(reports.map(({ file, state }) => [file, state])).toEqual([
      [good, 'done'],
      [bad, 'refused'],
    ])
  })

  it('stay several imports when they are of different products', async () => {
    const one = put('export-001.json', [record('a', 'Tides')])
    const librechat = {
      conversationId: 'c',
      title: 'Moons',
      recursive: false,
      messages: [
        { messageId: 'm', parentMessageId: null, text: 'Io?', isCreatedByUser: true, sender: 'User' },
      ],
    }
    const other = put('export-002.json', librechat)
    const reports = await run([one, other])
    expect(reports.map(({ format, new: added }) => [format, added])).toEqual([
      ['chatgpt', 1],
      ['librechat', 1],
    ])
  })
})

it('reads an export that was packed with gzip', async () => {
  const path = put('conversations.json.gz', gzipSync(JSON.stringify([record('a', 'Tides')])))
  const [report] = await run([path])
  expect(report).toMatchObject({ state: 'done', format: 'chatgpt', new: 1, file: path })
  expect(report?.sha256).toMatch(/^[0-9a-f]{64}$/)
})
