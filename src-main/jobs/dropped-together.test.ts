import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ImportReport } from '@shared/job.ts'
import { fixture } from '../importers/import-fixture.ts'
import { importFiles } from './import-files.ts'
import { previewFiles } from './preview-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-together-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return path
}

const context = () => ({
  archiveFolder: join(folder, 'archive'),
  signal: new AbortController().signal,
  tell: () => undefined,
})

async function run(paths: readonly string[]): Promise<readonly ImportReport[]> {
  const result = await importFiles(context(), paths)
  if (result.kind !== 'import') throw new Error('not an import')
  return result.reports
}

const chatGpt = (id: string) => ({
  conversation_id: id,
  title: id,
  current_node: 'q',
  mapping: {
    q: {
      id: 'q',
      parent: null,
      children: [],
      message: {
        id: 'q',
        author: { role: 'user' },
        content: { content_type: 'text', parts: [`Why ${id}?`] },
      },
    },
  },
})

/** The zips of Claude’s export of late 2026, packed from the folders of the fixture. */
async function claudeZips(): Promise<string[]> {
  const paths: string[] = []
  for (const part of readdirSync(fixture('claude/late-2026'))) {
    const path = fixture(`claude/late-2026/${part}`)
    if (part.endsWith('.json')) {
      paths.push(put(part, readFileSync(path)))
      continue
    }
    const zip = new JSZip()
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
      if (/\.\w+$/.test(name)) zip.file(name.replaceAll('\\', '/'), readFileSync(join(path, name)))
    }
    paths.push(put(`${part}.zip`, await zip.generateAsync({ type: 'nodebuffer' })))
  }
  return paths
}

it('makes one import of the zips of Claude’s export and the list that came with them', async () => {
  const paths = await claudeZips()
  const reports = await run(paths)
  expect(reports).toHaveLength(1)
  expect(reports[0]).toMatchObject({ format: 'claude', state: 'done', found: 5, new: 5, failed: [] })
  expect(reports[0]?.parts.map(({ file }) => file).toSorted()).toEqual(paths.toSorted())
  const remarks = reports[0]?.remarks.map(({ reason }) => reason).join('\n')
  expect(remarks).toContain('zips that are not here: conversations-001.zip. ')
})

it('says of the list alone which zips to drop in its place', async () => {
  const [report] = await run([fixture('refused/claude-manifest.json')])
  expect(report).toMatchObject({ state: 'refused', error: { kind: 'unsupported-file' } })
  expect(report?.wanted).toContain('conversations-000.zip')
  expect(report?.wanted).not.toContain('light_metadata-000.zip')
})

it('takes no zip of another product for a part of it, whatever it is called', async () => {
  const photos = await new JSZip().file('a.txt', 'no export').generateAsync({ type: 'nodebuffer' })
  const reports = await run([...(await claudeZips()), put('photos-001.zip', photos)])
  expect(reports.map(({ format, state }) => [format, state])).toEqual([
    ['claude', 'done'],
    [null, 'refused'],
  ])
})

it('makes one import of files that hold one conversation each, and previews them as one', async () => {
  const paths = ['Tides', 'Moons', 'Rain'].map((id) => put(`ChatGPT-${id}.json`, chatGpt(id)))
  const preview = await previewFiles(context(), paths)
  if (preview.kind !== 'preview') throw new Error('not a preview')
  expect(preview.previews.map(({ parts, rows }) => [parts, rows.length])).toEqual([[paths, 3]])
  const reports = await run(paths)
  expect(reports).toMatchObject([{ found: 3, new: 3, file: paths[0] }])
  expect(reports[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
})

it('keeps whole exports apart, and those of different products', async () => {
  const librechat = {
    conversationId: 'c',
    exportAt: '2026-01-01',
    messages: [{ messageId: 'm', text: 'Io?', isCreatedByUser: true }],
  }
  const reports = await run([
    put('conversations.json', [chatGpt('a')]),
    put('conversations (1).json', [chatGpt('b')]),
    put('Tides.json', chatGpt('c')),
    put('LibreChat.json', librechat),
  ])
  expect(reports.map(({ format, new: added }) => [format, added])).toEqual([
    ['chatgpt', 1],
    ['chatgpt', 1],
    ['chatgpt', 1],
    ['librechat', 1],
  ])
})

it('takes in five hundred files at once, whatever lies among them (D20)', async () => {
  const good = Array.from({ length: 480 }, (_, index) => put(`c${index}.json`, chatGpt(`c${index}`)))
  const pictures = Array.from({ length: 15 }, (_, index) =>
    put(`p${index}.png`, Buffer.from(`\x89PNG\r\n\x1a\n${index}`, 'latin1')),
  )
  const pipe = join(folder, 'pipe.json')
  execFileSync('/usr/bin/mkfifo', [pipe])
  symlinkSync('/dev/zero', join(folder, 'zero.json'))
  const odd = [
    put('empty.json', Buffer.alloc(0)),
    put('picture.json', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
    pipe,
    join(folder, 'zero.json'),
    join(folder, 'gone.json'),
  ]
  const [first = ''] = good
  const reports = await run([...good, ...odd, ...pictures, first])
  expect(reports.map(({ state }) => state)).toEqual(['done', ...odd.map(() => 'refused'), 'refused'])
  expect(reports[0]).toMatchObject({ found: 480, new: 480, failed: [], skipped: [] })
  const reasons = reports.slice(1).map(({ reason }) => reason)
  expect(reasons).toEqual([
    expect.stringContaining('is empty'),
    expect.stringContaining('a PNG picture named .json'),
    expect.stringContaining('a device or a pipe'),
    expect.stringContaining('is a link'),
    expect.stringContaining('is not there any more'),
    expect.stringContaining('“p0.png” and 14 more files hold no conversations'),
  ])
})
