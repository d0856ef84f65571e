import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import type { ImportPreview, ImportReport } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { duplicateConversation } from '../archive/copy-conversation.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { conversation, message, noon } from '../archive/testing/conversations.ts'
import { everythingIn } from '../archive/testing/everything.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { importFile } from '../archive/testing/import-file.ts'
import { undoImport } from '../archive/undo-import.ts'
import { fillArchive } from '../backup/testing/filled-archive.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { importFiles } from './import-files.ts'
import { previewFiles } from './preview-files.ts'

const { signal } = new AbortController()

async function backUp(archive: Archive): Promise<string> {
  const path = join(freshFolder(), 'backup.zip')
  await writeBackup(archive, path, { signal, replace: false, now: noon, onProgress: () => undefined })
  return path
}

function context(archive: Archive) {
  return { archiveFolder: archive.folder, signal, tell: () => undefined }
}

async function importOnly(archive: Archive, path: string): Promise<ImportReport> {
  const result = await importFiles(context(archive), [path])
  const [report] = result.kind === 'import' ? result.reports : []
  if (report === undefined) throw new Error('No report')
  return report
}

async function previewOf(archive: Archive, path: string): Promise<ImportPreview | undefined> {
  const result = await previewFiles(context(archive), [path], {})
  return result.kind === 'preview' ? result.previews[0] : undefined
}

function uuidOf(archive: Archive, sourceId: string | null): string {
  return String(
    archive.db.prepare('SELECT uuid FROM conversations WHERE source_id IS ?').pluck().get(sourceId),
  )
}

/** What is the same in two archives that hold the same: without ids of their own. */
function essence(archive: Archive, sourceId: string | null) {
  const {
    id: _id,
    activeLeafId: _leaf,
    messages,
    ...head
  } = readConversation(archive, uuidOf(archive, sourceId))
  const index = new Map(messages.map(({ id }, at) => [id, at]))
  return {
    ...head,
    messages: messages.map(({ id: _message, parentId, ...rest }) => ({
      ...rest,
      parent: parentId === null ? null : index.get(parentId),
    })),
    notes: archive.db
      .prepare(
        `SELECT messages.source_id, notes.text, notes.created_at FROM notes LEFT JOIN messages ON messages.id = message_id
         WHERE notes.conversation_id = (SELECT id FROM conversations WHERE source_id IS ?) ORDER BY notes.text`,
      )
      .all(sourceId),
    reader: archive.db
      .prepare('SELECT title, title_by_reader FROM conversations WHERE source_id IS ?')
      .get(sourceId),
  }
}

it('brings conversations with their trees, files, titles, tags and notes into another archive', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const other = freshArchive()
  const report = await importOnly(other, await backUp(archive))
  expect(report).toMatchObject({
    state: 'done',
    formatName: 'Stemma backup',
    reason: 'Stemma backup, because of its manifest',
    found: 3,
    new: 3,
    failed: [],
    attachments: { matched: 2, missing: 0 },
  })
  for (const id of ['trip', 'tides', null]) expect(essence(other, id)).toEqual(essence(archive, id))
  expect(other.db.prepare("SELECT color FROM tags WHERE name = 'travel'").pluck().get()).toBe('green')
})

it('shows what is new, what is updated and what is here already before it is imported', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const other = freshArchive()
  importFile(other, [conversation({ messages: [message('q', null, 'Where should we stay?')] })])
  const before = everythingIn(other)
  const preview = await previewOf(other, path)
  expect(preview?.rows.map(({ title, result: what }) => [title, what])).toEqual([
    ['My title', 'updated'],
    ['Tides', 'new'],
    ['Without an id', 'new'],
  ])
  expect(everythingIn(other)).toEqual(before)
  const same = await previewOf(archive, path)
  expect(same?.rows.map(({ result: what }) => what)).toEqual(['unchanged', 'unchanged', 'unchanged'])
})

it('changes nothing in the archive that it is a backup of, copies and renamed ones included', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  duplicateConversation(archive, { id: uuidOf(archive, 'trip'), title: null }, noon)
  archive.db.exec(
    "UPDATE conversations SET title = 'Renamed', sort_title = 'renamed', title_by_reader = 1 WHERE source_id IS NULL",
  )
  const path = await backUp(archive)
  const before = everythingIn(archive)
  expect(await importOnly(archive, path)).toMatchObject({ found: 4, new: 0, updated: 0, unchanged: 4 })
  expect(everythingIn(archive)).toEqual(before)
})

it('keeps what the reader has done here, adds what is missing, and can be undone to the last row', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const here = freshArchive()
  importFile(here, [conversation(), conversation({ sourceId: 'tides', title: 'Tides' })])
  here.db.exec(`
    INSERT INTO notes (conversation_id, message_id, text, created_at, updated_at) VALUES (1, NULL, 'My own', 5, 5);
    UPDATE conversations SET title = 'My tides', sort_title = 'my tides', title_by_reader = 1 WHERE source_id = 'tides';`)
  const before = everythingIn(here)
  const { importId, new: brought, updated } = await importOnly(here, path)
  expect([brought, updated]).toEqual([1, 2])
  expect(here.db.prepare('SELECT title FROM conversations ORDER BY id').pluck().all()).toEqual([
    'My title',
    'My tides',
    'Without an id',
  ])
  expect(here.db.prepare('SELECT text FROM notes ORDER BY id').pluck().all()).toEqual([
    'My own',
    'On an answer',
  ])
  undoImport(here, importId ?? 0, noon)
  const { fingerprints: _one, ...after } = everythingIn(here)
  const { fingerprints: _other, ...earlier } = before
  expect(after).toEqual(earlier)
})

it('takes in what is whole of a damaged backup, and names the file that is not', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const zip = await JSZip.loadAsync(readFileSync(path))
  const name = Object.keys(zip.files).find((one) => one.startsWith('files/')) ?? ''
  zip.file(name, 'another picture')
  writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }))
  const report = await importOnly(freshArchive(), path)
  expect(report).toMatchObject({ new: 3, attachments: { matched: 0, missing: 2 } })
  expect(report.remarks[0]).toEqual({ where: name, reason: expect.stringContaining('damaged') as string })
})

it('refuses a backup of a newer Stemma, and one without its database, with a sentence', async () => {
  const archive = freshArchive()
  await fillArchive(archive)
  const path = await backUp(archive)
  const zip = await JSZip.loadAsync(readFileSync(path))
  const list = (await zip.file('stemma-backup.json')?.async('string')) ?? ''
  zip.file('stemma-backup.json', list.replace('"version":1', '"version":2'))
  writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }))
  expect(await importOnly(freshArchive(), path)).toMatchObject({
    state: 'failed',
    error: { kind: 'archive-newer' },
  })
  zip.file('stemma-backup.json', list).remove('archive.sqlite')
  writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }))
  expect(await importOnly(freshArchive(), path)).toMatchObject({
    state: 'failed',
    error: { kind: 'corrupt-file' },
  })
})
