import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { libraryCounts } from '../archive/library-counts.ts'
import { openArchive } from '../archive/open.ts'
import { importFiles } from './import-files.ts'
import { previewFiles } from './preview-files.ts'

let folder: string
let downloads: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-mixed-'))
  downloads = join(folder, 'Downloads')
  mkdirSync(downloads)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const chatGpt = (id: string) => ({
  conversation_id: id,
  title: id,
  mapping: {
    q: {
      id: 'q',
      parent: null,
      message: {
        id: 'q',
        author: { role: 'user' },
        content: { content_type: 'text', parts: ['Why?'] },
        metadata: {},
      },
    },
  },
})
const claude = (uuid: string) => ({
  uuid,
  name: uuid,
  chat_messages: [{ uuid: `${uuid}-m`, sender: 'human', text: 'Why?' }],
})
const libreChat = (conversationId: string) => ({
  conversationId,
  title: conversationId,
  exportAt: '2026-01-01T00:00:00Z',
  recursive: true,
  messages: [{ messageId: `${conversationId}-m`, sender: 'User', text: 'Why?', isCreatedByUser: true }],
})

function put(name: string, content: string | Uint8Array): void {
  const path = join(downloads, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
}

async function putZip(name: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  const zip = new JSZip()
  for (const [path, content] of Object.entries(files)) zip.file(path, JSON.stringify(content))
  put(name, await zip.generateAsync({ type: 'uint8array' }))
}

const context = () => ({
  archiveFolder: join(folder, 'archive'),
  signal: new AbortController().signal,
  tell: () => undefined,
})

/** File, format and number of conversations of each report. */
async function run(paths: readonly string[], choice = {}): Promise<unknown[]> {
  const result = await importFiles(context(), paths, choice)
  if (result.kind !== 'import') throw new Error('not an import')
  return result.reports.map(({ file, format, new: added }) => [basename(file), format, added])
}

it('imports each export of a downloads folder as its product, and touches nothing else', async () => {
  await putZip('chatgpt.zip', { 'conversations.json': [chatGpt('a'), chatGpt('b')] })
  await putZip('claude.zip', { 'conversations.json': [claude('c')], 'users.json': [] })
  put('Trip to Oslo.json', JSON.stringify(libreChat('l')))
  put('holiday.png', '\x89PNG\r\n\x1A\n')
  put('package.json', '{"name":"x"}')
  put('notes.txt', 'Milk, bread')
  expect(await run([downloads])).toEqual([
    ['Trip to Oslo.json', 'librechat', 1],
    ['chatgpt.zip', 'chatgpt', 2],
    ['claude.zip', 'claude', 1],
  ])
})

it('joins what belongs together: parts by their numbers, loose files of one product, an unpacked export with its files', async () => {
  await putZip('takeout-000.zip', { 'conversations.json': [chatGpt('a')] })
  await putZip('takeout-001.zip', { 'file-AbCdEfGh12.json': {} })
  put('one.json', JSON.stringify(libreChat('l1')))
  put('two.json', JSON.stringify(libreChat('l2')))
  put('claude/conversations.json', JSON.stringify([claude('c')]))
  put('claude/older/conversations.json', JSON.stringify([claude('d')]))
  expect(await run([downloads])).toEqual([
    ['one.json', 'librechat', 2],
    ['claude', 'claude', 2],
    ['takeout-000.zip', 'chatgpt', 1],
  ])
})

function justImported(): number | undefined {
  const archive = openArchive(join(folder, 'archive'))
  try {
    return libraryCounts(archive).lastImport?.conversations
  } finally {
    archive.close()
  }
}

it('shows what came in one drop together, and what comes alone by itself', async () => {
  await putZip('chatgpt.zip', { 'conversations.json': [chatGpt('a'), chatGpt('b')] })
  await putZip('claude.zip', { 'conversations.json': [claude('c')] })
  put('Trip to Oslo.json', JSON.stringify(libreChat('l')))
  await run([downloads])
  expect(justImported()).toBe(4)
  await putZip('claude.zip', { 'conversations.json': [claude('c'), claude('d')] })
  await run([join(downloads, 'claude.zip')])
  expect(justImported()).toBe(1)
})

it('leaves a folder that is one export as one, whatever people had uploaded', async () => {
  put('conversations.json', JSON.stringify([chatGpt('a')]))
  put('user-1/file_0123456789.json', JSON.stringify([claude('c')]))
  put('file-AbCdEfGh12-claude.json', JSON.stringify([claude('d')]))
  put('message_feedback.json', '[]')
  expect(await run([downloads])).toEqual([['Downloads', 'chatgpt', 1]])
})

it('reads a folder as one where a format is chosen for it', async () => {
  await putZip('chatgpt.zip', { 'conversations.json': [chatGpt('a')] })
  await putZip('claude.zip', { 'conversations.json': [claude('c')] })
  expect(await run([downloads], { formats: { [downloads]: 'claude' } })).toEqual([['Downloads', 'claude', 1]])
})

it('previews each export by itself, and imports those that are chosen', async () => {
  await putZip('chatgpt.zip', { 'conversations.json': [chatGpt('a')] })
  await putZip('claude.zip', { 'conversations.json': [claude('c'), claude('d')] })
  const preview = await previewFiles(context(), [downloads])
  const previews = preview.kind === 'preview' ? preview.previews : []
  expect(previews.map(({ format }) => format)).toEqual(['chatgpt', 'claude'])
  const [first, second] = previews
  const only = { [first?.file ?? '']: [], [second?.file ?? '']: [second?.rows[1]?.place ?? ''] }
  expect(await run([downloads], { only })).toEqual([['claude.zip', 'claude', 1]])
})
