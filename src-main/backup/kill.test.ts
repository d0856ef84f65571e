import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openArchive } from '../archive/open.ts'
import { buildProgram, type BuiltProgram } from '../archive/testing/built-program.ts'
import { conversation, message } from '../archive/testing/conversations.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { importFile } from '../archive/testing/import-file.ts'
import { enterArchive } from './replacement.ts'
import { fillArchive, wholeArchive } from './testing/filled-archive.ts'
import { verifyBackup } from './verify-backup.ts'

let program: BuiltProgram
beforeAll(async () => {
  program = await buildProgram(new URL('./testing/one-backup.ts', import.meta.url))
})
afterAll(() => program.remove())

/** Runs the program and kills it some ms after it has begun (null: not at all); answers how many ms it has worked. */
async function runAndKill(parameters: readonly string[], delay: number | null): Promise<number> {
  const running = program.start(...parameters)
  const ended = once(running, 'close')
  let begun = performance.now()
  running.stdout?.once('data', () => {
    begun = performance.now()
    if (delay !== null) void setTimeout(delay).then(() => running.kill('SIGKILL'))
  })
  await ended
  return performance.now() - begun
}

async function largeArchive(): Promise<string> {
  const folder = freshFolder()
  const archive = openArchive(folder)
  await fillArchive(archive)
  const text = Array.from({ length: 400 }, (_, at) => `${at * 7919}`).join(' ')
  importFile(
    archive,
    Array.from({ length: 400 }, (_, at) =>
      conversation({ sourceId: `${at}`, messages: [message(`${at}`, null, `${at} ${text}`)] }),
    ),
  )
  archive.close()
  return folder
}

function contentOf(folder: string): unknown {
  const archive = openArchive(folder)
  try {
    return wholeArchive(archive)
  } finally {
    archive.close()
  }
}

function verify(path: string) {
  return verifyBackup(path, {
    signal: new AbortController().signal,
    workFolders: [freshFolder()],
    onRead: () => undefined,
  })
}

const shares = [0.1, 0.7]

it('a backup that is killed leaves the earlier one, or a whole new one', async () => {
  const archive = await largeArchive()
  const target = freshFolder()
  const path = join(target, 'b.zip')
  const whole = await runAndKill(['back-up', archive, path], null)
  const before = readFileSync(path)
  const content = contentOf(archive)
  for (const share of shares) {
    await runAndKill(['back-up', archive, path], whole * share)
    expect((await verify(path)).damaged).toEqual([])
    expect(contentOf(archive)).toEqual(content)
  }
  expect(before.length).toBeGreaterThan(1000)
}, 60_000)

it('a restoring that is killed leaves no archive, or the whole one, and can be done again', async () => {
  const archive = await largeArchive()
  const path = join(freshFolder(), 'b.zip')
  await runAndKill(['back-up', archive, path], null)
  const content = contentOf(archive)
  const whole = await runAndKill(['restore', '', path, join(freshFolder(), 'x')], null)
  for (const share of shares) {
    const folder = freshFolder()
    await runAndKill(['restore', '', path, folder], whole * share)
    if (!existsSync(join(folder, 'archive.sqlite'))) {
      if (readdirSync(folder).every((name) => name.startsWith('.restoring-'))) {
        await runAndKill(['restore', '', path, folder], null)
      } else continue
    }
    expect(contentOf(folder)).toEqual(content)
  }
}, 60_000)

it('a replacing that is killed leaves the old archive, or puts the backup whole in its place', async () => {
  const archive = await largeArchive()
  const path = join(freshFolder(), 'b.zip')
  await runAndKill(['back-up', archive, path], null)
  const old = contentOf(archive)
  const more = openArchive(archive)
  importFile(more, [conversation({ sourceId: 'later' })])
  more.close()
  const present = contentOf(archive)
  const copy = (): string => {
    const folder = freshFolder()
    cpSync(archive, folder, { recursive: true })
    return folder
  }
  const whole = await runAndKill(['replace', copy(), path], null)
  for (const share of shares) {
    const folder = copy()
    await runAndKill(['replace', folder, path], whole * share)
    const isReady = existsSync(join(folder, 'replacement.json'))
    enterArchive(folder).release()
    expect(contentOf(folder)).toEqual(isReady ? old : present)
  }
}, 60_000)
