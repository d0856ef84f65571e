/** Merging a backup: what its reader had arranged comes along, and nothing of the archive is lost for it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import type { ImportReport } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { datasetsFolderOf } from '../archive/archive-paths.ts'
import { changeReaderSettings, readerSettings } from '../archive/reader-settings.ts'
import { listDatasets } from '../archive/datasets.ts'
import { importReport } from '../archive/imports.ts'
import { createCollection, listCollections } from '../archive/collections.ts'
import { createSearch, listSearches } from '../archive/saved-searches.ts'
import { conversation, noon } from '../archive/testing/conversations.ts'
import { everythingIn } from '../archive/testing/everything.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { importFile } from '../archive/testing/import-file.ts'
import { fillArchive } from '../backup/testing/filled-archive.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { importFiles } from './import-files.ts'
import type { EndedImport } from './job.ts'
import { mergeRestOf } from './merge-backup.ts'

const { signal } = new AbortController()

/** A backup of an archive with something in every place, and with settings of its own. */
async function backup(): Promise<string> {
  const archive = freshArchive()
  await fillArchive(archive)
  createSearch(archive, { name: 'Sea', query: 'tides' }, noon)
  changeReaderSettings(archive, { theme: 'dark', exportNameTemplate: '{date}', emptyTrashAfterDays: 1 })
  const path = join(freshFolder(), 'backup.zip')
  await writeBackup(archive, path, { signal, replace: false, now: noon, onProgress: () => undefined })
  return path
}

async function merge(archive: Archive, path: string): Promise<ImportReport> {
  const context = { archiveFolder: archive.folder, signal, tell: () => undefined }
  const ended: EndedImport[] = []
  await importFiles(context, [path], {}, (one) => ended.push(one))
  const [merged] = await mergeRestOf(context, ended, noon)
  if (merged === undefined) throw new Error('No report')
  return merged.report
}

function itemsOf(archive: Archive): unknown {
  return archive.db
    .prepare(
      `SELECT collections.name, title FROM collection_items JOIN collections ON collections.id = collection_id
       JOIN conversations ON conversations.id = conversation_id ORDER BY collections.name, collection_items.position`,
    )
    .raw()
    .all()
}

it('brings collections, smart lists, datasets and settings along, and says so in the report that is kept', async () => {
  const archive = freshArchive()
  const report = await merge(archive, await backup())
  expect(itemsOf(archive)).toEqual([['Journeys', 'My title']])
  expect(listSearches(archive)).toMatchObject([{ name: 'Sea', query: 'tides' }])
  expect(readerSettings(archive)).toMatchObject({ theme: 'dark', exportNameTemplate: '{date}' })
  expect(listDatasets(archive)).toMatchObject([{ name: 'support', version: 1, records: 1 }])
  const [folder = ''] = readdirSync(datasetsFolderOf(archive.folder))
  const file = join(datasetsFolderOf(archive.folder), folder, 'support.jsonl')
  expect(readFileSync(file, 'utf8')).toBe('{"messages":[]}\n')
  expect(report.remarks).toEqual([
    { where: 'Collection “Journeys”', reason: 'It was added with 1 conversation.' },
    { where: 'Smart list “Sea”', reason: 'It was added.' },
    { where: 'Settings', reason: 'As in the backup now: theme, names of exported files.' },
    { where: 'Dataset “support”, version 1', reason: 'It was added.' },
  ])
  expect(importReport(archive, report.importId ?? 0).report.remarks).toEqual(report.remarks)
})

it('never begins to delete anything because a backup had it set so', async () => {
  const archive = freshArchive()
  await merge(archive, await backup())
  expect(readerSettings(archive).emptyTrashAfterDays).toBeNull()
})

it('keeps what is here beside what has the same name in the backup', async () => {
  const archive = freshArchive()
  importFile(archive, [conversation({ sourceId: 'own', title: 'My own' })])
  const { id } = createCollection(archive, { name: 'Journeys', description: 'Mine' }, noon)
  archive.db
    .prepare('INSERT INTO collection_items (collection_id, conversation_id, position) VALUES (?, 1, 1)')
    .run(id)
  createSearch(archive, { name: 'Sea', query: 'harbour' }, noon)
  changeReaderSettings(archive, { theme: 'light' })
  archive.db.exec(
    `INSERT INTO datasets (name, version, data_format, file_format, file_name, created_at, folder, records, conversations,
       size, options, selection, files, report, trainer_check)
     VALUES ('Support', 1, 'openai', 'jsonl', 'mine', 1, 'mine', 1, 1, 1, '{}', '{}', '[]', '{}', '{}')`,
  )
  const { remarks } = await merge(archive, await backup())
  expect(itemsOf(archive)).toEqual([
    ['Journeys', 'My own'],
    ['Journeys', 'My title'],
  ])
  expect(listCollections(archive)).toMatchObject([{ name: 'Journeys', description: 'Mine' }])
  expect(listSearches(archive).map(({ name, query }) => [name, query])).toEqual([
    ['Sea', 'harbour'],
    ['Sea (backup)', 'tides'],
  ])
  expect(readerSettings(archive)).toMatchObject({ theme: 'light', exportNameTemplate: '{date}' })
  expect(listDatasets(archive).map(({ fileName, version }) => [fileName, version])).toEqual([
    ['support', 2],
    ['mine', 1],
  ])
  expect(remarks.map(({ reason }) => reason)).toEqual([
    'It is here already: 1 conversation of the backup went behind those in it.',
    'Another search has this name here: that of the backup was added as “Sea (backup)”.',
    'As in the backup now: names of exported files.',
    'Set here, and left so: theme.',
    'It was added beside those here, as version 2.',
  ])
})

it('adds nothing a second time', async () => {
  const archive = freshArchive()
  createSearch(archive, { name: 'Sea', query: 'harbour' }, noon)
  const path = await backup()
  await merge(archive, path)
  const before = everythingIn(archive)
  expect((await merge(archive, path)).remarks).toEqual([])
  expect(everythingIn(archive)).toEqual(before)
})

it('takes in conversations and lists when the files of a dataset are damaged, and names it', async () => {
  const path = await backup()
  const zip = await JSZip.loadAsync(readFileSync(path))
  zip.file('datasets/support-v1-abc/support.jsonl', '{"messages":{}}\n')
  writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }))
  const archive = freshArchive()
  const report = await merge(archive, path)
  expect(report).toMatchObject({ state: 'done', new: 3 })
  expect(report.remarks.at(-1)?.reason).toContain('It is damaged and did not come')
  expect(listDatasets(archive)).toEqual([])
  expect(readdirSync(datasetsFolderOf(archive.folder))).toEqual([])
  expect(listSearches(archive)).toHaveLength(1)
})
