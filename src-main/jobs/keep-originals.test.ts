import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import type { ImportReport, JobResult } from '@shared/job.ts'
import { importHistory, importReport } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { keptOriginals, originalsOf } from '../archive/originals.ts'
import { changeReaderSettings } from '../archive/reader-settings.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { deleteKeptOriginals } from './delete-originals.ts'
import type { Choice } from './exports-on-disk.ts'
import { importFiles } from './import-files.ts'
import type { EndedImport } from './job.ts'
import { keepOriginals } from './keep-originals.ts'
import { rereadImport } from './reread-import.ts'
import { undoInArchive } from './undo-in-archive.ts'

function place(): { folder: string; archiveFolder: string } {
  const folder = freshFolder()
  return { folder, archiveFolder: join(folder, 'archive') }
}

function context(archiveFolder: string) {
  return { archiveFolder, signal: new AbortController().signal, tell: () => undefined }
}

async function importAll(
  archiveFolder: string,
  paths: readonly string[],
  choice: Choice = {},
): Promise<readonly ImportReport[]> {
  const ended: EndedImport[] = []
  await importFiles(context(archiveFolder), paths, choice, (one) => ended.push(one))
  return await keepOriginals(context(archiveFolder), ended)
}

async function reread(archiveFolder: string, importId: number): Promise<ImportReport> {
  const [report] = reportsOf(await rereadImport(context(archiveFolder), importId))
  if (report === undefined) throw new Error('no report')
  return report
}

function reportsOf(result: JobResult): readonly ImportReport[] {
  if (result.kind !== 'import') throw new Error('not an import')
  return result.reports
}

function record(id: string, text: string): object {
  const message = { id: `${id}-q`, author: { role: 'user' }, create_time: 1_790_000_000, metadata: {} }
  return {
    id,
    conversation_id: id,
    title: id,
    create_time: 1_790_000_000,
    update_time: 1_790_000_100,
    current_node: `${id}-q`,
    mapping: {
      [`${id}-q`]: {
        id: `${id}-q`,
        parent: null,
        message: { ...message, content: { content_type: 'text', parts: [text] } },
      },
    },
  }
}

function write(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function inArchive<Result>(folder: string, ask: (archive: ReturnType<typeof openArchive>) => Result): Result {
  const archive = openArchive(folder)
  try {
    return ask(archive)
  } finally {
    archive.close()
  }
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

function titles(archiveFolder: string): string[] {
  return inArchive(archiveFolder, (archive) =>
    archive
      .statement<[], { title: string }>('SELECT title FROM conversations ORDER BY sort_title')
      .all()
      .map(({ title }) => title),
  )
}

const two = JSON.stringify([record('one', 'First?'), record('two', 'Second?')])

it('keeps an imported file once and packed, and gives it back byte for byte', async () => {
  const { folder, archiveFolder } = place()
  const path = write(folder, 'conversations.json', two)
  await importAll(archiveFolder, [path])
  await importAll(archiveFolder, [path])
  const stored = join(archiveFolder, 'originals', sha256(two).slice(0, 2), sha256(two))
  expect(filesUnder(join(archiveFolder, 'originals'))).toEqual([sha256(two)])
  expect(gunzipSync(readFileSync(stored)).toString()).toBe(two)
  expect(inArchive(archiveFolder, keptOriginals)).toEqual({ files: 1, bytes: readFileSync(stored).length })
})

it('keeps a zip as it is, since packing it again would only take time', async () => {
  const { folder, archiveFolder } = place()
  const zip = await new JSZip().file('conversations.json', two).generateAsync({ type: 'uint8array' })
  await importAll(archiveFolder, [write(folder, 'export.zip', zip)])
  const stored = join(archiveFolder, 'originals', sha256(zip).slice(0, 2), sha256(zip))
  expect(readFileSync(stored).equals(zip)).toBe(true)
})

it('keeps nothing when the reader has set so, and nothing of a file that is no export', async () => {
  const { folder, archiveFolder } = place()
  inArchive(archiveFolder, (archive) => changeReaderSettings(archive, { keepOriginals: false }))
  await importAll(archiveFolder, [write(folder, 'conversations.json', two)])
  inArchive(archiveFolder, (archive) => changeReaderSettings(archive, { keepOriginals: true }))
  await importAll(archiveFolder, [write(folder, 'diary.txt', 'Nothing of this is a conversation.')])
  expect(filesUnder(join(archiveFolder, 'originals'))).toEqual([])
})

it('says in the report that a file could not be kept, and imports it all the same', async () => {
  const { folder, archiveFolder } = place()
  const path = write(folder, 'conversations.json', two)
  mkdirSync(archiveFolder)
  // Where the folder of originals should be made, a file stands: so it fails for root too, whom no mode stops.
  write(archiveFolder, 'originals', '')
  const [report] = await importAll(archiveFolder, [path])
  expect(report).toMatchObject({ state: 'done', new: 2 })
  expect(report?.remarks).toEqual([
    { where: 'conversations.json', reason: expect.stringContaining('not kept') as string },
  ])
  const kept = inArchive(archiveFolder, (archive) => importReport(archive, report?.importId ?? 0))
  expect(kept.report.remarks).toEqual(report?.remarks)
})

it('reads a kept file again when it is gone from the disk, as an import of its own that can be undone', async () => {
  const { folder, archiveFolder } = place()
  const path = write(folder, 'conversations.json', two)
  const [first] = await importAll(archiveFolder, [path])
  rmSync(path)
  inArchive(archiveFolder, (archive) => {
    // As an older reader would have left it: without the text of one message, and without its second conversation.
    archive.statement("DELETE FROM conversations WHERE source_id = 'two'").run()
    archive.statement("UPDATE texts SET text = ''").run()
    archive.statement('UPDATE messages SET length = 0').run()
    archive.statement('UPDATE imports SET importer_version = 0').run()
  })
  const again = await reread(archiveFolder, first?.importId ?? 0)
  expect(again).toMatchObject({
    rereadOf: first?.importId,
    file: path,
    sha256: sha256(two),
    new: 1,
    updated: 1,
    unchanged: 0,
    remarks: [],
  })
  expect(titles(archiveFolder)).toEqual(['one', 'two'])
  await undoInArchive(archiveFolder, again.importId ?? 0)
  expect(titles(archiveFolder)).toEqual(['one'])
  // The first import still has its file.
  expect(await reread(archiveFolder, first?.importId ?? 0)).toMatchObject({ new: 1, updated: 1 })
})

it('says which imports a newer reader would read differently, until it has', async () => {
  const { folder, archiveFolder } = place()
  const [first] = await importAll(archiveFolder, [write(folder, 'conversations.json', two)])
  inArchive(archiveFolder, (archive) => archive.statement('UPDATE imports SET importer_version = 0').run())
  const versions = () =>
    inArchive(archiveFolder, (archive) =>
      importHistory(archive, 10).map(({ isKept, readByVersion }) => ({ isKept, readByVersion })),
    )
  expect(versions()).toEqual([{ isKept: true, readByVersion: 0 }])
  await reread(archiveFolder, first?.importId ?? 0)
  const newest = first?.importerVersion ?? 0
  expect(versions()).toEqual([
    { isKept: true, readByVersion: newest },
    { isKept: true, readByVersion: newest },
  ])
})

it('reads again what was picked, as the format that was chosen, and nothing else', async () => {
  const { folder, archiveFolder } = place()
  const path = write(folder, 'conversations.json', two)
  const only = { [path]: ['conversations.json, entry 1 ("one")'] }
  const [first] = await importAll(archiveFolder, [path], { only, formats: { [path]: 'chatgpt' } })
  expect(first).toMatchObject({ new: 1, found: 1 })
  const again = await reread(archiveFolder, first?.importId ?? 0)
  expect(again).toMatchObject({ found: 1, unchanged: 1, failed: [] })
  expect(again.reason).toContain('because you chose it')
  expect(titles(archiveFolder)).toEqual(['one'])
})

it('keeps of a folder the files that were read, and reads them again as that folder', async () => {
  const { folder, archiveFolder } = place()
  const downloads = join(folder, 'Downloads')
  mkdirSync(join(downloads, 'export'), { recursive: true })
  write(join(downloads, 'export'), 'conversations.json', two)
  write(downloads, 'film.mkv', Buffer.alloc(100_000, 7))
  const [first] = await importAll(archiveFolder, [downloads])
  const kept = inArchive(archiveFolder, (archive) => originalsOf(archive, first?.importId ?? 0))
  expect(kept.map(({ part, name }) => ({ part, name }))).toEqual([
    { part: 0, name: 'Downloads/export/conversations.json' },
  ])
  rmSync(downloads, { recursive: true })
  expect(await reread(archiveFolder, first?.importId ?? 0)).toMatchObject({
    found: first?.found,
    unchanged: first?.found,
    file: downloads,
  })
})

it('names every part of an export by its hash, the whole by the hash of these, and reads all of them again', async () => {
  const { folder, archiveFolder } = place()
  const texts = ['one', 'two'].map((id) => JSON.stringify([record(id, `${id}?`)]))
  const paths = texts.map((text, index) => write(folder, `conversations-00${index}.json`, text))
  const [first] = await importAll(archiveFolder, paths)
  expect(first?.parts).toEqual(paths.map((file, index) => ({ file, sha256: sha256(texts[index] ?? '') })))
  expect(first?.sha256).toBe(sha256(texts.map((text) => `${sha256(text)}\n`).join('')))
  paths.forEach((path) => rmSync(path))
  const again = await reread(archiveFolder, first?.importId ?? 0)
  expect(again).toMatchObject({ found: 2, unchanged: 2, sha256: first?.sha256, parts: first?.parts })
})

it('removes an original with the last import that was made of it', async () => {
  const { folder, archiveFolder } = place()
  const path = write(folder, 'conversations.json', two)
  const [first] = await importAll(archiveFolder, [path])
  const [second] = await importAll(archiveFolder, [path])
  await undoInArchive(archiveFolder, first?.importId ?? 0)
  expect(filesUnder(join(archiveFolder, 'originals'))).toEqual([sha256(two)])
  await undoInArchive(archiveFolder, second?.importId ?? 0)
  expect(filesUnder(join(archiveFolder, 'originals'))).toEqual([])
})

it('deletes all that is kept and leaves the conversations; reading again is then refused with what to do', async () => {
  const { folder, archiveFolder } = place()
  const [first] = await importAll(archiveFolder, [write(folder, 'conversations.json', two)])
  const kept = inArchive(archiveFolder, keptOriginals)
  expect(await deleteKeptOriginals(archiveFolder)).toEqual(kept)
  expect(filesUnder(join(archiveFolder, 'originals'))).toEqual([])
  expect(inArchive(archiveFolder, keptOriginals)).toEqual({ files: 0, bytes: 0 })
  expect(titles(archiveFolder)).toEqual(['one', 'two'])
  await expect(reread(archiveFolder, first?.importId ?? 0)).rejects.toMatchObject({
    kind: 'not-available',
    message: expect.stringContaining('Import the file itself') as string,
  })
})

it('finds out that a kept file is damaged instead of reading it', async () => {
  const { folder, archiveFolder } = place()
  const [first] = await importAll(archiveFolder, [write(folder, 'conversations.json', two)])
  const stored = join(archiveFolder, 'originals', sha256(two).slice(0, 2), sha256(two))
  chmodSync(stored, 0o600)
  writeFileSync(stored, readFileSync(stored).fill(0, 20, 40))
  await expect(reread(archiveFolder, first?.importId ?? 0)).rejects.toMatchObject({ kind: 'corrupt-file' })
  // The same file, imported again, takes the place of one whose length shows that it is broken.
  writeFileSync(stored, 'x')
  await importAll(archiveFolder, [join(folder, 'conversations.json')])
  expect(await reread(archiveFolder, first?.importId ?? 0)).toMatchObject({ found: 2 })
})

it('never writes a kept file to a place outside its own, whatever name the archive holds', async () => {
  const { folder, archiveFolder } = place()
  const [first] = await importAll(archiveFolder, [write(folder, 'conversations.json', two)])
  inArchive(archiveFolder, (archive) =>
    archive.statement('UPDATE import_originals SET name = ?').run('../../outside.json'),
  )
  await expect(reread(archiveFolder, first?.importId ?? 0)).rejects.toMatchObject({ kind: 'corrupt-file' })
})

it('refuses a file above the limit with its size, the limit and where to change it, before anything is read', async () => {
  const { folder, archiveFolder } = place()
  const path = write(folder, 'conversations.json', two)
  inArchive(archiveFolder, (archive) => changeReaderSettings(archive, { largestFile: 100 }))
  const [refused] = await importAll(archiveFolder, [path])
  expect(refused).toMatchObject({ state: 'refused', found: 0, error: { kind: 'file-too-large' } })
  expect(refused?.error?.message).toMatch(/“conversations\.json” has \d.* set to 100 bytes.*Settings → Data/)
  const [asFolder] = await importAll(archiveFolder, [folder])
  expect(asFolder).toMatchObject({ state: 'refused', error: { kind: 'file-too-large' } })
  // For one import another limit can be given.
  const [taken] = await importAll(archiveFolder, [path], { maxBytes: 10_000 })
  expect(taken).toMatchObject({ state: 'done', new: 2 })
})
