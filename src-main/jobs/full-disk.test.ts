/** What becomes of each kind of file when the disk is full in the middle of it: a real disk, which is very small. */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, type TestContext } from 'vitest'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { datasetOptions } from '@shared/datasets/options.ts'
import { datasetsFolderOf, htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { listDatasets } from '../archive/datasets.ts'
import { conversation, importAll, message, noon } from '../archive/testing/conversations.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { exportConversations } from './export-conversations.ts'
import type { ExportOrder } from './export-order.ts'
import type { JobContext } from './job.ts'
import { htmlArchiveList, saveHtmlArchive } from './keep-html-archives.ts'
import { runDatasetJob } from './run-dataset-job.ts'
import { filesOn, mountSmallDisk } from './testing/small-disk.ts'
import { writeHtmlArchive } from './write-html-archive.ts'

const kilobytes = 300
/** Beyond the disk, and beyond what packing could make of it. */
const longText = randomBytes(600_000).toString('base64')
const noPrinter = remotePrinter({ call: () => Promise.reject(new Error('no pages are drawn here')) })

let archive: Archive
let ids: readonly string[]
let unmount: (() => void) | null
beforeEach(() => {
  unmount = null
  archive = freshArchive()
  importAll(
    archive,
    ['A short one', 'Another short one', 'The long one'].map((title, place) =>
      conversation({
        sourceId: `c-${place}`,
        title,
        createdAt: noon + place,
        messages: [
          message('q', null, 'How much is it?'),
          message('a', 'q', place === 2 ? longText : 'Little.', { role: 'assistant' }),
        ],
      }),
    ),
  )
  ids = archive.statement<[], string>('SELECT uuid FROM conversations ORDER BY id').pluck().all()
})
afterEach(() => unmount?.())

/** Puts the small disk at a folder, or passes the test over where none can be had. */
function smallDisk({ skip }: TestContext, folder: string): string {
  const disk = mountSmallDisk(folder, kilobytes)
  if (disk.refused !== null) return skip(disk.refused)
  unmount = () => disk.unmount()
  return folder
}

function context(): JobContext {
  return { archiveFolder: archive.folder, signal: new AbortController().signal, tell: () => undefined }
}

function exportTo(path: string, into: ExportOrder['into'], more: Partial<ExportOrder> = {}) {
  const usual = {
    format: 'text',
    options: {},
    replace: false,
    sensitive: 'off',
    nameTemplate: '{title}',
  } as const
  return exportConversations(context(), { kind: 'export', ids, path, into, ...usual, ...more }, noPrinter)
}

async function expectFull(
  work: Promise<unknown>,
  sentence: RegExp = /^The disk is full: “.+” could not/,
): Promise<void> {
  const { kind, message: said } = await work.then(
    () => ({ kind: null, message: 'It ended well.' }),
    toErrorValue,
  )
  expect(said).toMatch(sentence)
  expect(kind).toBe('disk-full')
}

it.for([
  ['text', 'a.txt'],
  ['json', 'a.json'],
  ['csv', 'a.csv'],
  ['html', 'a.html'],
] as const)('leaves nothing of one %s file', async ([format, name], test) => {
  const disk = smallDisk(test, freshFolder())
  const [, , long = ''] = ids
  await expectFull(exportTo(join(disk, name), 'file', { format, ids: [long] }))
  expect(filesOn(disk)).toEqual([])
})

it('leaves nothing of one file for all', async (test) => {
  const disk = smallDisk(test, freshFolder())
  await expectFull(exportTo(join(disk, 'all.txt'), 'file'))
  expect(filesOn(disk)).toEqual([])
})

it('keeps the file that was to be replaced', async (test) => {
  const disk = smallDisk(test, freshFolder())
  writeFileSync(join(disk, 'all.txt'), 'from yesterday')
  await expectFull(exportTo(join(disk, 'all.txt'), 'file', { replace: true }))
  expect(filesOn(disk)).toEqual(['all.txt'])
})

it('keeps the whole files of a folder, says where it stopped and why', async (test) => {
  const disk = smallDisk(test, freshFolder())
  const result = await exportTo(disk, 'folder')
  expect(result).toMatchObject({ written: 2, stoppedBy: { kind: 'disk-full' } })
  expect(filesOn(disk)).toEqual(['A short one.txt', 'Another short one.txt'])
})

it('leaves nothing of a zip', async (test) => {
  const disk = smallDisk(test, freshFolder())
  await expectFull(exportTo(join(disk, 'all.zip'), 'zip'))
  expect(filesOn(disk)).toEqual([])
})

it('leaves nothing of an HTML archive, neither where they are kept nor where one is saved to', async (test) => {
  const options = {
    hasData: false,
    largestFile: 0,
    showsPeople: true,
    sensitive: 'off',
    split: 'none',
  } as const
  const period = { kind: 'days', days: 30 } as const
  const order = {
    kind: 'html-archive',
    assistantId: 'all',
    period,
    options,
    conversations: 3,
    now: noon + 10,
  } as const
  const inArchive = smallDisk(test, htmlArchivesFolderOf(archive.folder))
  await expectFull(writeHtmlArchive(context(), order))
  expect(filesOn(inArchive)).toEqual([])
  expect((await htmlArchiveList(archive)).archives).toEqual([])
  unmount?.()
  unmount = null

  await writeHtmlArchive(context(), order)
  const [written] = (await htmlArchiveList(archive)).archives
  const disk = smallDisk(test, freshFolder())
  await expectFull(
    saveHtmlArchive(archive, { id: written?.id ?? 0, path: join(disk, 'a.html'), replace: false }),
  )
  expect(filesOn(disk)).toEqual([])
})

it('leaves nothing of a backup, and says how much room it needs', async (test) => {
  const disk = smallDisk(test, freshFolder())
  const { signal } = context()
  const options = { signal, replace: false, now: noon, onProgress: () => undefined }
  await expectFull(writeBackup(archive, join(disk, 'backup.zip'), options), /disk is full|Make room/)
  expect(filesOn(disk)).toEqual([])
})

it('leaves nothing of a dataset', async (test) => {
  const disk = smallDisk(test, datasetsFolderOf(archive.folder))
  const form = {
    name: 'tides',
    fileName: 'tides',
    fileFormat: 'jsonl',
    dataFormat: 'standard',
    options: datasetOptions.parse({}),
  } as const
  const selection = { kind: 'ids' as const, ids: [...ids] }
  await expectFull(
    runDatasetJob(context(), { kind: 'dataset', action: 'make', form, ids, selection, replace: false }),
    /full/,
  )
  expect(filesOn(disk)).toEqual([])
  expect(listDatasets(archive)).toEqual([])
})
