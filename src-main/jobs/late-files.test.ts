import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Attachment } from '@shared/conversation.ts'
import type { ImportReport } from '@shared/job.ts'
import { pathOfFile } from '../archive/files.ts'
import { missingFiles } from '../archive/missing-files.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { everythingIn } from '../archive/testing/everything.ts'
import { importFiles } from './import-files.ts'
import { previewFiles } from './preview-files.ts'
import { undoInArchive } from './undo-in-archive.ts'

let folder: string
let archiveFolder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-late-'))
  archiveFolder = join(folder, 'archive')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const picture = Buffer.from('\x89PNG\r\n\x1A\n of an animal', 'latin1')
const table = Buffer.from('city,nights\nOslo,3\n')

type Content = { pictures?: readonly string[]; uploads?: readonly object[]; text?: string; made?: string }

/** A ChatGPT record of one question with files. */
function record(id: string, { pictures = [], uploads = [], text = 'What is this?' }: Content): object {
  const parts = [
    ...pictures.map((asset_pointer) => ({ content_type: 'image_asset_pointer', asset_pointer })),
    text,
  ]
  const message = {
    id: `${id}-q`,
    author: { role: 'user' },
    create_time: 1_790_000_000,
    content: { content_type: 'multimodal_text', parts },
    metadata: { attachments: uploads },
  }
  return {
    id,
    conversation_id: id,
    title: id,
    create_time: 1_790_000_000,
    mapping: { [`${id}-q`]: { id: `${id}-q`, parent: null, message } },
  }
}

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

async function run(...paths: readonly string[]): Promise<ImportReport> {
  const context = { archiveFolder, signal: new AbortController().signal, tell: () => undefined }
  const result = await importFiles(context, paths)
  if (result.kind !== 'import') throw new Error('not an import')
  const [report] = result.reports
  if (report === undefined || result.reports.length > 1) throw new Error(`${result.reports.length} reports`)
  const { found, skipped, failed, unchanged, updated } = report
  expect(report.new + updated + unchanged + skipped.length + failed.length).toBe(found)
  return report
}

async function importRecords(...records: readonly object[]): Promise<string[]> {
  const report = await run(put('conversations.json', JSON.stringify(records)))
  return [...report.conversationIds]
}

function attachmentsOf(id: string): readonly Attachment[] {
  const archive = openArchive(archiveFolder)
  try {
    return readConversation(archive, id).messages.flatMap(({ attachments }) => attachments)
  } finally {
    archive.close()
  }
}

function stored(bytes: Buffer): Buffer {
  const archive = openArchive(archiveFolder)
  try {
    return readFileSync(pathOfFile(archive, hashOf(bytes)))
  } finally {
    archive.close()
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

it('gives a picture that comes later to every message that names it by its id, and keeps it once', async () => {
  const [a = '', b = ''] = await importRecords(
    record('a', { pictures: ['file-service://file-AbCdEfGh12'] }),
    record('b', { pictures: ['sediment://file_AbCdEfGh12'] }),
  )
  const report = await run(put('file-AbCdEfGh12-whale.png', picture))
  expect(report).toMatchObject({
    state: 'done',
    formatName: 'Files of messages',
    found: 2,
    updated: 2,
    new: 0,
  })
  expect(report.lateFiles).toEqual({ matched: 1, ambiguous: 0, unnamed: 0, stillMissing: 0 })
  expect(report.attachments).toEqual({ matched: 2, missing: 0 })
  const expected = { hash: hashOf(picture), mime: 'image/png', missing: null }
  expect(attachmentsOf(a)).toEqual([expect.objectContaining(expected)])
  expect(attachmentsOf(b)).toEqual([expect.objectContaining(expected)])
  expect(stored(picture)).toEqual(picture)
})

it('takes back the bytes, and nothing else, when such an import is undone', async () => {
  await importRecords(record('a', { pictures: ['file-service://file-AbCdEfGh12'] }))
  const archive = openArchive(archiveFolder)
  const before = everythingIn(archive)
  const report = await run(put('file-AbCdEfGh12.png', picture))
  expect(everythingIn(archive)).not.toEqual(before)
  await undoInArchive(archiveFolder, report.importId ?? 0)
  expect(everythingIn(archive)).toEqual(before)
  archive.close()
})

it('finds nameless files of a folder by the tables that lie beside them', async () => {
  const [id = ''] = await importRecords(
    record('a', {
      pictures: ['sediment://file_0123456789abcdef'],
      text: '[report](sandbox:/mnt/data/report.csv)',
    }),
  )
  put('files/file_0123456789abcdef.dat', picture)
  put('files/file_ffff456789abcdef.dat', table)
  put(
    'files/conversation_asset_file_names.json',
    JSON.stringify({ 'file_0123456789abcdef.dat': 'whale.png' }),
  )
  put(
    'files/library_files.json',
    JSON.stringify([
      { file_id: 'file_ffff456789abcdef', file_name: 'report.csv', origination_message_id: 'a-q' },
    ]),
  )
  const report = await run(join(folder, 'files'))
  expect(report.lateFiles).toMatchObject({ matched: 2, stillMissing: 0 })
  expect(attachmentsOf(id).map(({ hash }) => hash)).toEqual([hashOf(picture), hashOf(table)])
})

it('knows an upload by its name and size, and a zip of such files as well', async () => {
  const upload = { id: 'upload-1', name: 'nights.csv', size: table.length, mime_type: 'text/csv' }
  const [id = ''] = await importRecords(record('a', { uploads: [upload] }))
  const zip = new JSZip().file('from my disk/nights.csv', table).file('other.csv', 'x')
  const report = await run(put('found.zip', await zip.generateAsync({ type: 'uint8array' })))
  expect(report.lateFiles).toEqual({ matched: 1, ambiguous: 0, unnamed: 1, stillMissing: 0 })
  expect(report.remarks).toEqual([{ where: 'other.csv', reason: 'No message that misses a file names it.' }])
  expect(attachmentsOf(id)[0]?.hash).toBe(hashOf(table))
})

it('takes a zip that somebody had uploaded for what it is: one file', async () => {
  const zip = Buffer.from(await new JSZip().file('a.txt', 'A').generateAsync({ type: 'uint8array' }))
  const upload = { id: 'upload-1', name: 'project.zip', size: zip.length }
  const [id = ''] = await importRecords(record('a', { uploads: [upload] }))
  await run(put('project.zip', zip))
  expect(attachmentsOf(id)[0]?.hash).toBe(hashOf(zip))
})

it('reports what fits several messages, and does not guess', async () => {
  const upload = { name: 'nights.csv', size: table.length }
  const ids = await importRecords(
    record('a', { uploads: [{ ...upload, id: 'upload-1' }] }),
    record('b', { uploads: [{ ...upload, id: 'upload-2' }] }),
  )
  const report = await run(put('nights.csv', table))
  expect(report).toMatchObject({ state: 'refused', found: 0 })
  expect(report.error?.message).toMatch(
    /nights\.csv.*several files of this name and size.*Nothing was stored/,
  )
  for (const id of ids) expect(attachmentsOf(id)[0]?.hash).toBeNull()
})

it('does not take a picture called as all pictures are for the one of a message', async () => {
  await importRecords(record('a', { uploads: [{ id: 'upload-1', name: 'image.png' }] }))
  const report = await run(put('image.png', picture))
  expect(report.error?.message).toContain('too common')
})

it('says of a rare name that nothing but the name speaks for it', async () => {
  await importRecords(record('a', { uploads: [{ id: 'upload-1', name: 'Fjord at dusk.png' }] }))
  const report = await run(put('Fjord at dusk.png', picture))
  expect(report.remarks).toEqual([
    { where: 'Fjord at dusk.png', reason: 'It was matched by its name alone.' },
  ])
})

it('tells of a file that no message names, and stores nothing', async () => {
  await importRecords(record('a', { pictures: ['file-service://file-AbCdEfGh12'] }))
  const archive = openArchive(archiveFolder)
  const before = everythingIn(archive)
  const report = await run(put('holiday.png', picture))
  expect(report.state).toBe('refused')
  expect(report.error?.message).toMatch(/PNG picture.*No message that misses a file names it/)
  expect(everythingIn(archive)).toEqual(before)
  archive.close()
})

it('never takes an export, or one that is cut off, for a loose file', async () => {
  const upload = { id: 'upload-1', name: 'conversations.json', size: 700 }
  await importRecords(record('a', { uploads: [upload] }))
  const claude = [{ uuid: 'c', name: 'Tides', chat_messages: [{ uuid: 'm', sender: 'human', text: 'Why?' }] }]
  expect(await run(put('claude/conversations.json', JSON.stringify(claude)))).toMatchObject({
    format: 'claude',
  })
  const broken = `[{"uuid": "c", "chat_messages": ${' '.repeat(500)}[{"uuid"`
  const report = await run(put('cut/conversations.json', broken))
  expect(report.formatName).not.toBe('Files of messages')
})

it('makes one import of many pictures that are dropped together', async () => {
  const names = ['file-AbCdEfGh12', 'file-IjKlMnOp34', 'file-QrStUvWx56']
  await importRecords(record('a', { pictures: names.map((name) => `file-service://${name}`) }))
  const report = await run(...names.map((name) => put(`${name}.png`, `${picture.toString()} ${name}`)))
  expect(report.lateFiles).toMatchObject({ matched: 3, stillMissing: 0 })
  expect(report.found).toBe(1)
})

it('names the very files by their SHA-256', async () => {
  await importRecords(
    record('a', { pictures: ['file-service://file-AbCdEfGh12', 'file-service://file-IjKlMnOp34'] }),
  )
  const [one, other] = [
    put('file-AbCdEfGh12.png', picture),
    put('file-IjKlMnOp34.png', `${picture.toString()} 2`),
  ]
  const report = await run(one, other)
  expect(report.parts).toEqual([
    { file: one, sha256: hashOf(picture) },
    { file: other, sha256: hashOf(Buffer.from(`${picture.toString()} 2`)) },
  ])
  expect(report.sha256).toMatch(/^[0-9a-f]{64}$/)
})

it('finds in a fuller export the file of a message that the export itself does not name any more', async () => {
  const [id = ''] = await importRecords(record('a', { pictures: ['file-service://file-AbCdEfGh12'] }))
  const poorer = JSON.stringify([record('a', {}), record('b', {})])
  const zip = new JSZip().file('conversations.json', poorer).file('file-AbCdEfGh12-whale.png', picture)
  const report = await run(put('new.zip', await zip.generateAsync({ type: 'uint8array' })))
  expect(report).toMatchObject({ found: 2, new: 1, updated: 1 })
  expect(report.lateFiles).toMatchObject({ matched: 1, stillMissing: 0 })
  expect(attachmentsOf(id)[0]?.hash).toBe(hashOf(picture))
})

it('previews what an import of files would come to, and changes nothing', async () => {
  await importRecords(record('a', { pictures: ['file-service://file-AbCdEfGh12'] }))
  const archive = openArchive(archiveFolder)
  const before = everythingIn(archive)
  const context = { archiveFolder, signal: new AbortController().signal, tell: () => undefined }
  const result = await previewFiles(context, [put('file-AbCdEfGh12.png', picture)])
  expect(result.kind === 'preview' && result.previews[0]).toMatchObject({
    state: 'done',
    updated: 1,
    lateFiles: { matched: 1, stillMissing: 0 },
  })
  expect(everythingIn(archive)).toEqual(before)
  expect(missingFiles(archive)).toHaveLength(1)
  archive.close()
})
