/** HTML archives in several pages: what stands on which, how they hang together, and what is left of them. */
import { existsSync, linkSync, readdirSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { ArchiveOptions } from '@shared/contract/html-archives.ts'
import type { HtmlArchive } from '@shared/written-archive.ts'
import type { Conversation } from '@shared/conversation.ts'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { writeLimits } from '../archive/html-archives.ts'
import { conversation, importAll, message } from '../archive/testing/conversations.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { contentsOf } from '../backup/contents.ts'
import { importPath } from '../importers/import-fixture.ts'
import { importFiles } from './import-files.ts'
import { applyLimits, deleteHtmlArchive, htmlArchiveList, saveHtmlArchive } from './keep-html-archives.ts'
import { writeHtmlArchive } from './write-html-archive.ts'

const at = (month: number, day = 10): number => new Date(2026, month - 1, day, 12).getTime()
const now = at(11, 20)

function context(folder: string, signal = new AbortController().signal) {
  return { archiveFolder: folder, signal, tell: () => undefined }
}

/** A conversation of two messages between two times. */
function one(title: string, createdAt: number | null, updatedAt: number | null): Conversation {
  return conversation({
    sourceId: title,
    title,
    createdAt,
    updatedAt,
    messages: [message('q', null, `Words of ${title}`, { createdAt }), message('a', 'q', 'An answer')],
  })
}

/** From August to October; three of them reach beyond the period from July to October, one has no date. */
function filledArchive(): Archive {
  const archive = freshArchive()
  importAll(archive, [
    one('October talk', at(10), at(10)),
    one('October too', at(10, 2), at(10, 3)),
    one('August talk', at(8), at(8)),
    one('From August on', at(8, 20), at(10, 20)),
    one('Into November', at(9), at(11)),
    one('Before and after', at(6), at(11)),
  ])
  const undated = message('q', null, 'Some day', { createdAt: null })
  importAll(archive, [
    conversation({
      sourceId: 'u',
      title: 'Some day',
      createdAt: null,
      updatedAt: null,
      messages: [undated],
    }),
  ])
  return archive
}

async function write(
  archive: Archive,
  options: Partial<ArchiveOptions> = {},
  signal?: AbortSignal,
): Promise<HtmlArchive> {
  await writeHtmlArchive(context(archive.folder, signal), {
    kind: 'html-archive',
    assistantId: 'all',
    period: { kind: 'dates', from: '2026-07-01', to: '2026-10-31' },
    options: {
      hasData: false,
      largestFile: 0,
      showsPeople: true,
      sensitive: 'off',
      split: 'month',
      ...options,
    },
    conversations: 7,
    now,
  })
  const [row] = (await htmlArchiveList(archive)).archives
  if (!row) throw new Error('no archive in the list')
  return row
}

function filesIn({ folder }: Archive): Map<string, string> {
  const kept = htmlArchivesFolderOf(folder)
  return new Map(
    readdirSync(kept)
      .toSorted()
      .map((name) => [name, readFileSync(join(kept, name), 'utf8')]),
  )
}

/** The page whose name ends so, as `2026-10` or `undated`. */
function pageOf(archive: Archive, month: string): string {
  const found = [...filesIn(archive)].find(([name]) => name.endsWith(`_${month}.html`))
  if (!found) throw new Error(`no page for ${month}`)
  return found[1]
}

function titlesOn(html: string): string[] {
  return [...html.matchAll(/<h3><a href="#c-[^"]*"><bdi>([^<]*)</g)].map(([, title = '']) => title).toSorted()
}

/** What the head of a page says that it holds. */
function countsOf(html: string): [conversations: number, messages: number] {
  const [, conversations, messages] =
    /<dt>Holds<\/dt><dd>(\d+) conversations?, (\d+) messages?/.exec(html) ?? []
  return [Number(conversations), Number(messages)]
}

it('puts each conversation on the page of the month by which it belongs to the period, and says which that is', async () => {
  const archive = filledArchive()
  const row = await write(archive)
  const files = filesIn(archive)
  const stem = row.fileName.replace('.html', '')
  expect([...files.keys()]).toEqual([
    row.fileName,
    `${stem}_2026-08.html`,
    `${stem}_2026-09.html`,
    `${stem}_2026-10.html`,
    `${stem}_undated.html`,
  ])
  expect(titlesOn(pageOf(archive, '2026-08'))).toEqual(['August talk'])
  expect(titlesOn(pageOf(archive, '2026-09'))).toEqual(['Into November'])
  expect(titlesOn(pageOf(archive, '2026-10'))).toEqual([
    'Before and after',
    'From August on',
    'October talk',
    'October too',
  ])
  expect(titlesOn(pageOf(archive, 'undated'))).toEqual(['Some day'])
  for (const html of files.values()) expect(html).toContain('the page of the month in which it went on last')
})

it('adds up: its pages hold together what the index and the list say', async () => {
  const archive = filledArchive()
  const row = await write(archive)
  const files = filesIn(archive)
  const [index = '', ...pages] = [...files.values()]
  const counts = pages.map(countsOf)
  expect(countsOf(index)).toEqual([7, 13])
  expect(counts.reduce((sum, [conversations]) => sum + conversations, 0)).toBe(7)
  expect(counts.reduce((sum, [, messages]) => sum + messages, 0)).toBe(13)
  const bytes = [...files.values()].reduce((sum, html) => sum + Buffer.byteLength(html), 0)
  expect(row).toMatchObject({ pages: 5, conversations: 7, messages: 13, size: bytes, isThere: true })
})

it('leads from every page to places that are there, and asks no network for anything', async () => {
  const archive = filledArchive()
  await write(archive)
  const files = filesIn(archive)
  const broken: string[] = []
  for (const [name, html] of files) {
    const markup = html.replace(/<(script|style)\b[^>]*>[^]*?<\/\1>/g, '')
    expect(markup).toContain(`default-src 'none'`)
    expect(markup).not.toMatch(/\b(?:src|srcset|poster)=|https?:/)
    for (const [, link = ''] of markup.matchAll(/\shref="([^"]*)"/g)) {
      const [file = '', id = ''] = link.split('#')
      const target = file === '' ? html : files.get(file)
      if (target === undefined || (id !== '' && !target.includes(` id="${id}"`))) {
        broken.push(`${name}: ${link}`)
      }
    }
  }
  expect(broken).toEqual([])
  const october = pageOf(archive, '2026-10')
  expect(october).toContain('>Earlier: September 2026</a>')
  expect(october).not.toContain('>Later:')
  expect(october).toContain('>All months</a>')
  const [index = ''] = files.values()
  expect(index.match(/<li /g)).toHaveLength(7)
})

it('is imported again whole when all its pages are dropped together, and as the ZIP of them', async () => {
  const archive = filledArchive()
  const row = await write(archive, { hasData: true })
  const folder = htmlArchivesFolderOf(archive.folder)
  const zip = join(freshFolder(), 'all.zip')
  await saveHtmlArchive(archive, { id: row.id, path: zip, replace: false })
  const pages = readdirSync(folder).map((name) => join(folder, name))
  for (const dropped of [pages, [zip]]) {
    const other = freshArchive()
    const result = await importFiles(context(other.folder), dropped)
    if (result.kind !== 'import') throw new Error('not an import')
    expect(result.reports).toHaveLength(1)
    expect(result.reports[0]).toMatchObject({ format: 'stemma-html', new: 7, failed: [], skipped: [] })
  }
})

it('says of an index that is imported alone where its conversations are', async () => {
  const archive = filledArchive()
  const { fileName } = await write(archive, { hasData: true })
  await expect(importPath(join(htmlArchivesFolderOf(archive.folder), fileName))).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringContaining('the pages of the months beside it'),
  })
})

it('is saved as one ZIP, under a name that says so', async () => {
  const archive = filledArchive()
  const { id } = await write(archive)
  const folder = freshFolder()
  await expect(
    saveHtmlArchive(archive, { id, path: join(folder, 'a.html'), replace: false }),
  ).rejects.toMatchObject({ kind: 'invalid-input', message: expect.stringContaining('.zip') })
  const path = join(folder, 'a.zip')
  await saveHtmlArchive(archive, { id, path, replace: false })
  const zip = await JSZip.loadAsync(readFileSync(path), { checkCRC32: true })
  const unpacked = await Promise.all(
    Object.values(zip.files).map(async (file): Promise<[string, string]> => [
      file.name,
      await file.async('string'),
    ]),
  )
  expect(new Map(unpacked)).toEqual(filesIn(archive))
  expect(readdirSync(folder)).toEqual(['a.zip'])
})

it('leaves nothing of any page when it is deleted, and overwrites each', async () => {
  const archive = filledArchive()
  const { id } = await write(archive)
  const folder = htmlArchivesFolderOf(archive.folder)
  const witnesses = freshFolder()
  // Second names of the same files: what is left of their bytes can be seen through them.
  for (const name of readdirSync(folder)) linkSync(join(folder, name), join(witnesses, name))
  await deleteHtmlArchive(archive, id)
  expect(readdirSync(folder)).toEqual([])
  expect(readdirSync(witnesses)).toHaveLength(5)
  for (const name of readdirSync(witnesses)) {
    expect(readFileSync(join(witnesses, name)).every((byte) => byte === 0)).toBe(true)
  }
})

it('counts as one among the limits, and goes as one', async () => {
  const archive = filledArchive()
  await write(archive)
  writeLimits(archive, { count: 1, days: null })
  expect(await applyLimits(archive, now)).toEqual([])
  const first = (await htmlArchiveList(archive)).archives[0]?.fileName ?? ''
  await write(archive, { split: 'none' })
  expect(existsSync(join(htmlArchivesFolderOf(archive.folder), first))).toBe(false)
  expect(filesIn(archive).size).toBe(1)
})

it('leaves nothing behind when it is cancelled after its first page', async () => {
  const archive = filledArchive()
  const controller = new AbortController()
  const folder = htmlArchivesFolderOf(archive.folder)
  let seen = 0
  const signal = new Proxy(controller.signal, {
    get(target, key) {
      if (key !== 'aborted') return Reflect.get(target, key) as unknown
      seen = Math.max(
        seen,
        existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')).length : 0,
      )
      return seen > 1
    },
  })
  await expect(write(archive, {}, signal)).rejects.toMatchObject({ kind: 'cancelled' })
  expect(seen).toBe(2)
  expect(readdirSync(folder)).toEqual([])
  expect((await htmlArchiveList(archive)).archives).toEqual([])
})

it('says when a page is missing, and goes into a backup with all of them', async () => {
  const archive = filledArchive()
  const { id, fileName } = await write(archive)
  const { found } = await contentsOf(archive, archive.folder)
  expect(found.filter(({ name }) => name.startsWith('html-archives/'))).toHaveLength(5)
  unlinkSync(join(htmlArchivesFolderOf(archive.folder), fileName.replace('.html', '_2026-08.html')))
  expect((await htmlArchiveList(archive)).archives[0]?.isThere).toBe(false)
  await expect(
    saveHtmlArchive(archive, { id, path: join(freshFolder(), 'a.zip'), replace: false }),
  ).rejects.toMatchObject({ kind: 'not-found', message: expect.stringContaining('Some of the 5 files') })
})

it('takes sensitive data out of the index and of every page', async () => {
  const archive = filledArchive()
  const mail = 'robin@example.org'
  importAll(archive, [
    conversation({ sourceId: 'm', title: `Mail of ${mail}`, createdAt: at(9), updatedAt: at(9) }),
  ])
  await write(archive, { sensitive: 'redact' })
  for (const html of filesIn(archive).values()) expect(html).not.toContain(mail)
  expect(pageOf(archive, '2026-09')).toContain('Mail of ‹email removed›')
})
