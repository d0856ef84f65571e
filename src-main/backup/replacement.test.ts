import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openArchive } from '../archive/open.ts'
import { conversation } from '../archive/testing/conversations.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { importFile } from '../archive/testing/import-file.ts'
import { shareArchive } from './archive-hold.ts'
import {
  enterArchive,
  exchangeArchive,
  giveUpReplacement,
  prepareReplacement,
  waitingReplacement,
} from './replacement.ts'
import { fillArchive, wholeArchive } from './testing/filled-archive.ts'
import { writeBackup } from './write-backup.ts'

const options = { signal: new AbortController().signal, onProgress: () => undefined }
const now = new Date('2026-11-22T01:31').getTime()

interface Prepared {
  readonly folder: string
  readonly path: string
  /** What the backup holds, and what was in the archive when it was to be replaced. */
  readonly old: unknown
  readonly present: unknown
}

/** An archive that has gone on since it was backed up, with the backup waiting to take its place. */
async function prepared(): Promise<Prepared> {
  const folder = freshFolder()
  const archive = openArchive(folder)
  await fillArchive(archive)
  const path = join(freshFolder(), 'b.zip')
  await writeBackup(archive, path, { ...options, replace: false, now, onProgress: () => undefined })
  const old = wholeArchive(archive)
  importFile(archive, [conversation({ sourceId: 'later', title: 'Later' })])
  const present = wholeArchive(archive)
  archive.close()
  await prepareReplacement(folder, path, now, options)
  return { folder, path, old, present }
}

function noteOf(folder: string) {
  const text = readFileSync(join(folder, 'replacement.json'), 'utf8')
  return JSON.parse(text) as { from: string; aside: string; step: string }
}

function contentOf(folder: string): unknown {
  const archive = openArchive(folder)
  try {
    return wholeArchive(archive)
  } finally {
    archive.close()
  }
}

it('puts a backup in the place of the archive at the next start, and moves the present one aside whole', async () => {
  const { folder, path, old, present } = await prepared()
  expect(contentOf(folder)).toEqual(present)
  const aside = join(folder, 'replaced-2026-11-22-013100')
  expect(waitingReplacement(folder)).toEqual({ path, createdAt: now, movedTo: aside })
  enterArchive(folder).release()
  expect(contentOf(folder)).toEqual(old)
  expect(contentOf(aside)).toEqual(present)
  expect(waitingReplacement(folder)).toBeNull()
  expect(readdirSync(folder).filter((name) => /restored|replacement/.test(name))).toEqual([])
})

it('waits while anybody has the archive open', async () => {
  const { folder, old, present } = await prepared()
  const one = shareArchive(folder)
  const other = shareArchive(folder)
  expect(exchangeArchive(folder)).toBe(false)
  one.release()
  enterArchive(folder).release()
  expect(contentOf(folder)).toEqual(present)
  other.release()
  expect(exchangeArchive(folder)).toBe(true)
  expect(contentOf(folder)).toEqual(old)
})

it('leaves the archive as it is when it is given up', async () => {
  const { folder, present } = await prepared()
  giveUpReplacement(folder)
  enterArchive(folder).release()
  expect(contentOf(folder)).toEqual(present)
  expect(readdirSync(folder).filter((name) => /^re(?:stored|placed)|replacement/.test(name))).toEqual([])
})

it('ends an exchange that was cut off after any of its steps', async () => {
  const { folder, old, present } = await prepared()
  const copy = (): string => {
    const target = freshFolder()
    cpSync(folder, target, { recursive: true })
    return target
  }
  const moves = readdirSync(folder).filter((name) => !/^(?:backups|running|restored-|replacement)/.test(name))
  for (let done = 0; done <= moves.length; done++) {
    const target = copy()
    const { aside } = noteOf(target)
    mkdirSync(join(target, aside))
    for (const name of moves.slice(0, done)) renameSync(join(target, name), join(target, aside, name))
    enterArchive(target).release()
    expect(contentOf(target)).toEqual(old)
    expect(contentOf(join(target, aside))).toEqual(present)
  }
  const brought = readdirSync(join(folder, noteOf(folder).from))
  for (let done = 0; done <= brought.length; done++) {
    const target = copy()
    const note = noteOf(target)
    mkdirSync(join(target, note.aside))
    for (const name of moves) renameSync(join(target, name), join(target, note.aside, name))
    writeFileSync(join(target, 'replacement.json'), JSON.stringify({ ...note, step: 'move-in' }))
    for (const name of brought.slice(0, done)) renameSync(join(target, note.from, name), join(target, name))
    enterArchive(target).release()
    expect(contentOf(target)).toEqual(old)
    expect(existsSync(join(target, 'replacement.json'))).toBe(false)
  }
})

it('does not follow a note that leads out of the folder', async () => {
  const { folder, present } = await prepared()
  writeFileSync(
    join(folder, 'replacement.json'),
    JSON.stringify({ path: 'x', createdAt: 1, from: '../elsewhere', aside: 'replaced-1', step: 'set-aside' }),
  )
  expect(() => enterArchive(folder)).toThrow(expect.objectContaining({ kind: 'archive-damaged' }) as Error)
  expect(contentOf(folder)).toEqual(present)
})
