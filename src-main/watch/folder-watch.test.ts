import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { WatchState } from '@shared/contract/watch.ts'
import type { ImportReport, Job } from '@shared/job.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { recogniseFiles } from '../jobs/recognise-files.ts'
import { createFolderWatch, type FolderWatch } from './folder-watch.ts'

let downloads: string
beforeEach(() => {
  downloads = mkdtempSync(join(tmpdir(), 'stemma-watch-'))
})
afterEach(() => rmSync(downloads, { recursive: true, force: true }))

const pauses = { settle: 60, rescan: 150 }
const claude = (uuid: string) =>
  JSON.stringify([{ uuid, name: 'Tides', chat_messages: [{ uuid: 'm', sender: 'human', text: 'Why?' }] }])

function put(name: string, content: string | Uint8Array): string {
  const path = join(downloads, name)
  writeFileSync(path, content)
  return path
}

interface Watched extends FolderWatch {
  /** Paths that were looked into. */
  readonly opened: string[]
  readonly told: WatchState[]
}

function watchOf(archive = freshArchive()): Watched {
  const opened: string[] = []
  const told: WatchState[] = []
  const watch = createFolderWatch({
    archive,
    recognise: (files) => {
      opened.push(...files.fresh)
      return recogniseFiles(files, new AbortController().signal)
    },
    tell: (state) => told.push(state),
    pauses,
  })
  onTestFinished(() => watch.close())
  return { ...watch, opened, told }
}

function watchDownloads(archive = freshArchive()): Watched {
  const watch = watchOf(archive)
  watch.change({ isOn: true, folder: downloads })
  return watch
}

const found = (watch: FolderWatch): string[][] =>
  watch.state().found.map(({ paths }) => paths.map((path) => path.slice(downloads.length + 1)))

/** Waits for what the disk and the thread do in their own time. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 10 })

/** A file that is only there to be noticed: once it is, all that came before it was dealt with. */
async function everythingIsDealtWith(watch: Watched): Promise<void> {
  const last = put(`last-${watch.opened.length}.json`, '{}')
  await eventually(() => expect(watch.opened).toContain(last))
}

it('reads nothing of the folder while it is off', async () => {
  put('claude.json', claude('a'))
  const off = watchOf()
  off.begin()
  expect(off.state()).toMatchObject({ isOn: false, found: [] })
  const on = watchDownloads()
  put('other.json', claude('b'))
  await eventually(() => expect(found(on)).toEqual([['other.json']]))
  expect(off.opened).toEqual([])
  on.change({ isOn: false })
  expect(on.state()).toMatchObject({ isOn: false, found: [] })
})

it('offers an export that arrives, with its format, and nothing that is none or was there before', async () => {
  const { ctimeMs } = statSync(put('old.json', claude('a')))
  await eventually(() => expect(Date.now()).toBeGreaterThan(ctimeMs + 100))
  const watch = watchDownloads()
  put('notes.json', '{"list": ["milk"]}')
  put('holiday.png', 'picture')
  put('export.json.crdownload', claude('b'))
  const path = put('export.json', claude('b'))
  await eventually(() => expect(watch.state().found).toHaveLength(1))
  expect(watch.state().found[0]).toMatchObject({
    paths: [path],
    formatName: 'Claude',
    size: claude('b').length,
  })
  await everythingIsDealtWith(watch)
  expect(found(watch)).toEqual([['export.json']])
  expect(watch.opened.some((one) => /old|png|crdownload/.test(one))).toBe(false)
})

it('waits until a file is written to its end', async () => {
  const watch = watchDownloads()
  const whole = claude('a')
  const path = put('growing.json', '')
  for (let at = 0; at < whole.length; at += 20) {
    appendFileSync(path, whole.slice(at, at + 20))
    // Each piece is seen before the next one is written, much sooner than a file counts as written.
    await new Promise((next) => setImmediate(next))
  }
  await eventually(() => expect(found(watch)).toEqual([['growing.json']]))
  expect(watch.opened).toEqual([path])
})

it('joins the parts of one export', async () => {
  const watch = watchDownloads()
  put('data-000.json', claude('a'))
  put('data-001.json', claude('b'))
  await eventually(() => expect(found(watch)).toEqual([['data-000.json', 'data-001.json']]))
})

async function zip(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const packed = new JSZip()
  for (const [file, content] of Object.entries(files)) packed.file(file, content)
  return put(name, await packed.generateAsync({ type: 'uint8array' }))
}

it('offers the zips of Claude’s export as one, whenever each of them comes', async () => {
  const watch = watchDownloads()
  const project = JSON.stringify({ uuid: 'p', name: 'Sea', docs: [], prompt_template: 'Be brief.' })
  await zip('conversations-000.zip', { 'conversations.json': claude('a') })
  await eventually(() => expect(found(watch)).toEqual([['conversations-000.zip']]))
  await zip('projects-000.zip', { 'projects/p.json': project })
  await eventually(() => expect(found(watch)).toEqual([['conversations-000.zip', 'projects-000.zip']]))
  const photos = await zip('photos-001.zip', { 'a.txt': 'no export' })
  await eventually(() => expect(watch.opened).toContain(photos))
  await everythingIsDealtWith(watch)
  expect(found(watch)).toEqual([['conversations-000.zip', 'projects-000.zip']])
})

/** An export of ChatGPT with one conversation. */
function chatGpt(id: string): string {
  const message = { id: 'q', author: { role: 'user' }, content: { content_type: 'text', parts: [id] } }
  const mapping = { q: { id: 'q', parent: null, children: [], message } }
  return JSON.stringify({ conversation_id: id, title: id, current_node: 'q', mapping })
}

it('offers files of one conversation each as one export, and takes none of them for another’s', async () => {
  const watch = watchDownloads()
  put('Tides.json', chatGpt('Tides'))
  await eventually(() => expect(found(watch)).toEqual([['Tides.json']]))
  put('claude.json', claude('a'))
  put('Moons.json', chatGpt('Moons'))
  await eventually(() => {
    expect(found(watch)).toContainEqual(['Tides.json', 'Moons.json'])
    expect(found(watch)).toContainEqual(['claude.json'])
    expect(found(watch)).toHaveLength(2)
  })
})

it('remembers what was dismissed, and offers it again once it has changed', async () => {
  const archive = freshArchive()
  const watch = watchDownloads(archive)
  const path = put('export.json', claude('a'))
  await eventually(() => expect(found(watch)).toEqual([['export.json']]))
  expect(watch.dismiss([path]).found).toEqual([])
  watch.close()
  const later = watchOf(archive)
  later.begin()
  await everythingIsDealtWith(later)
  expect(found(later)).toEqual([])
  put('export.json', claude('another'))
  await eventually(() => expect(found(later)).toEqual([['export.json']]))
})

it('notices what came while the app was closed, and what has gone', async () => {
  const archive = freshArchive()
  const watch = watchDownloads(archive)
  const first = put('first.json', claude('a'))
  await eventually(() => expect(found(watch)).toEqual([['first.json']]))
  watch.close()
  rmSync(first)
  const elsewhere = mkdtempSync(join(tmpdir(), 'stemma-elsewhere-'))
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }))
  writeFileSync(join(elsewhere, 'moved.json'), claude('b'))
  renameSync(join(elsewhere, 'moved.json'), join(downloads, 'moved.json'))
  const later = watchOf(archive)
  later.begin()
  await eventually(() => expect(found(later)).toEqual([['moved.json']]))
})

it('takes an export off the list once it was imported, however that was begun', async () => {
  const watch = watchDownloads()
  const path = put('export.json', claude('a'))
  await eventually(() => expect(found(watch)).toEqual([['export.json']]))
  const job = (state: ImportReport['state']): Job => {
    const result = { kind: 'import' as const, reports: [{ file: path, state } as ImportReport] }
    return { kind: 'import', result } as unknown as Job
  }
  watch.hearJob(job('failed'))
  expect(found(watch)).toEqual([['export.json']])
  watch.hearJob(job('done'))
  expect(found(watch)).toEqual([])
})

it('survives a folder that goes and comes back', async () => {
  const watch = watchDownloads()
  rmSync(downloads, { recursive: true })
  await eventually(() => expect(watch.state().isFolderThere).toBe(false))
  mkdirSync(downloads)
  await eventually(() => expect(watch.state().isFolderThere).toBe(true))
  put('export.json', claude('a'))
  await eventually(() => expect(found(watch)).toEqual([['export.json']]))
})

it('follows no links, neither to files nor to folders', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'stemma-elsewhere-'))
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }))
  writeFileSync(join(elsewhere, 'export.json'), claude('a'))
  const watch = watchDownloads()
  symlinkSync(join(elsewhere, 'export.json'), join(downloads, 'link.json'))
  symlinkSync(elsewhere, join(downloads, 'folder.zip'))
  symlinkSync('/dev/zero', join(downloads, 'zero.json'))
  await everythingIsDealtWith(watch)
  expect(watch.opened).toHaveLength(1)
})

it('finds the one export among thousands of files', async () => {
  for (let number = 0; number < 3000; number++) put(`${number}.txt`, '')
  for (let number = 0; number < 300; number++) put(`${number}.json`, '{}')
  const watch = watchDownloads()
  put('export.json', claude('a'))
  await eventually(() => expect(found(watch)).toEqual([['export.json']]))
})
