/** The list of HTML archives and its files: what is kept, copied and removed, and that nothing of ours is left of what goes. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { addHtmlArchive, writeLimits } from '../archive/html-archives.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import {
  applyLimits,
  changeLimits,
  deleteHtmlArchive,
  htmlArchiveList,
  removedForOneMore,
  saveHtmlArchive,
  tidyHtmlArchives,
} from './keep-html-archives.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 21, 12)

/** An archive of some age in days; answers its row's id and its file. */
function kept(
  archive: Archive,
  age: number,
  text = 'a page',
): { id: number; path: string; fileName: string } {
  const folder = htmlArchivesFolderOf(archive.folder)
  mkdirSync(folder, { recursive: true })
  const fileName = `conversations_all_20261121-${String(100_000 + age)}.html`
  const path = join(folder, fileName)
  writeFileSync(path, text)
  const { id } = addHtmlArchive(archive, {
    fileName,
    assistantId: 'all',
    assistantName: 'Everything',
    source: null,
    days: 30,
    from: now - 30 * day,
    to: now,
    createdAt: now - age * day,
    size: text.length,
    conversations: 1,
    messages: 2,
    hasData: false,
    pages: 1,
  })
  return { id, path, fileName }
}

async function names(archive: Archive): Promise<string[]> {
  return (await htmlArchiveList(archive)).archives.map(({ fileName }) => fileName)
}

it('keeps twenty for thirty days unless told otherwise, and says until when', async () => {
  const archive = freshArchive()
  kept(archive, 3)
  const { archives, limits } = await htmlArchiveList(archive)
  expect(limits).toEqual({ count: 20, days: 30 })
  expect(archives[0]?.keptUntil).toBe(now + 27 * day)
})

it('takes the oldest away first, says so, and says before what a new one will cost', async () => {
  const archive = freshArchive()
  writeLimits(archive, { count: 2, days: 30 })
  const [first, second, tooMany, tooOld] = [
    kept(archive, 1),
    kept(archive, 2),
    kept(archive, 3),
    kept(archive, 40),
  ]
  expect(removedForOneMore(archive, now)).toEqual([tooOld?.fileName, tooMany?.fileName, second?.fileName])
  expect(await applyLimits(archive, now)).toEqual([tooOld?.fileName, tooMany?.fileName])
  expect(await names(archive)).toEqual([first?.fileName, second?.fileName])
  expect(existsSync(tooOld?.path ?? '')).toBe(false)
  const { removed } = await htmlArchiveList(archive)
  expect(new Map(removed.map(({ fileName, reason }) => [fileName, reason]))).toEqual(
    new Map([
      [tooOld?.fileName, 'age'],
      [tooMany?.fileName, 'count'],
    ]),
  )
})

it('keeps for ever what the reader wants to keep for ever', async () => {
  const archive = freshArchive()
  await changeLimits(archive, { count: null, days: null }, now)
  for (let age = 0; age < 30; age++) kept(archive, age * 100)
  await tidyHtmlArchives(archive, now)
  const { archives } = await htmlArchiveList(archive)
  expect(archives).toHaveLength(30)
  expect(archives.every(({ keptUntil, isThere }) => keptUntil === null && isThere)).toBe(true)
})

it('overwrites a file before it removes it', async () => {
  const archive = freshArchive()
  const { id, path } = kept(archive, 1, 'a secret that must not stay on the disk')
  // A second name of the same file: what is left of its bytes can be seen through it.
  const witness = join(freshFolder(), 'witness')
  linkSync(path, witness)
  await deleteHtmlArchive(archive, id)
  expect(existsSync(path)).toBe(false)
  expect(readFileSync(witness).every((byte) => byte === 0)).toBe(true)
  expect(await names(archive)).toEqual([])
  await expect(deleteHtmlArchive(archive, id)).rejects.toMatchObject({ kind: 'not-found' })
})

it('removes a link that somebody put in the place of a file, and leaves alone what it points to', async () => {
  const archive = freshArchive()
  const { id, path } = kept(archive, 1)
  const other = join(freshFolder(), 'diary.txt')
  writeFileSync(other, 'mine')
  unlinkSync(path)
  symlinkSync(other, path)
  expect((await htmlArchiveList(archive)).archives[0]?.isThere).toBe(false)
  await deleteHtmlArchive(archive, id)
  expect(readFileSync(other, 'utf8')).toBe('mine')
  expect(readdirSync(htmlArchivesFolderOf(archive.folder))).toEqual([])
})

it('never follows a name out of its folder', async () => {
  const archive = freshArchive()
  const { id } = kept(archive, 1)
  archive.statement('UPDATE html_archives SET file_name = ?').run('../archive.sqlite')
  await expect(deleteHtmlArchive(archive, id)).rejects.toMatchObject({ kind: 'archive-damaged' })
  expect(statSync(join(archive.folder, 'archive.sqlite')).size).toBeGreaterThan(0)
})

it('copies an export and replaces nothing unasked', async () => {
  const archive = freshArchive()
  const { id, path } = kept(archive, 1, 'the page')
  const target = join(freshFolder(), 'mine.html')
  expect(await saveHtmlArchive(archive, { id, path: target, replace: false })).toBe(target)
  expect(readFileSync(target, 'utf8')).toBe('the page')
  await expect(saveHtmlArchive(archive, { id, path: target, replace: false })).rejects.toMatchObject({
    kind: 'cannot-write',
  })
  unlinkSync(path)
  await expect(saveHtmlArchive(archive, { id, path: target, replace: true })).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('is not in the archive folder any more'),
  })
  expect(readFileSync(target, 'utf8')).toBe('the page')
})

it('clears away what a crash left behind, and nothing that is somebody’s', async () => {
  const archive = freshArchive()
  const { fileName } = kept(archive, 1)
  const folder = htmlArchivesFolderOf(archive.folder)
  const left = ['conversations_all_20260101-000000.html', '.conversations_all_20260101-000000.html.7.1.part']
  const others = ['conversations_all_20261121-115959.html', 'notes.html']
  for (const name of [...left, ...others]) writeFileSync(join(folder, name), 'x')
  for (const name of [...left, 'notes.html']) utimesSync(join(folder, name), 1, 1)
  utimesSync(join(folder, others[0] ?? ''), now / 1000, now / 1000)
  await tidyHtmlArchives(archive, now)
  expect(readdirSync(folder).toSorted()).toEqual([fileName, ...others].toSorted())
})
