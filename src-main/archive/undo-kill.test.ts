import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import { removeUnusedFiles, storeFile } from './files.ts'
import { openArchive } from './open.ts'
import { buildProgram, type BuiltProgram } from './testing/built-program.ts'
import { conversation, message } from './testing/conversations.ts'
import { everythingIn } from './testing/everything.ts'
import { freshFolder } from './testing/fresh-archive.ts'
import { attached, importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

let program: BuiltProgram
beforeAll(async () => {
  program = await buildProgram(new URL('./testing/undo-one-import.ts', import.meta.url))
})
afterAll(() => program.remove())

/** Runs the program and kills it some ms after it has begun (null: not at all); answers how many ms it has worked. */
async function undoAndKill(folder: string, importId: number, delay: number | null): Promise<number> {
  const running = program.start(folder, `${importId}`)
  const ended = once(running, 'close')
  let begun = 0
  running.stdout?.on('data', (chunk: Buffer) => {
    if (!chunk.toString().startsWith('begin')) return
    begun = performance.now()
    if (delay !== null) void setTimeout(delay).then(() => running.kill('SIGKILL'))
  })
  await ended
  return performance.now() - begun
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text))
}

/** An archive whose second import adds to what the first brought; answers that import. */
async function fill(archive: Archive): Promise<number> {
  const hashes = await Promise.all(
    ['a', 'b', 'c'].map(async (text) => (await storeFile(archive, bytesOf(text), null)).hash),
  )
  const messages = Array.from({ length: 20 }, (_, index) =>
    message(`${index}`, index === 0 ? null : `${index - 1}`, `${index} ${'text '.repeat(20)}`),
  )
  const some = Array.from({ length: 300 }, (_, at) =>
    conversation({
      sourceId: `${at}`,
      tags: [`tag ${at % 7}`],
      messages: messages.slice(0, at % 3 === 0 ? 20 : 9),
    }),
  )
  importFile(archive, some.slice(0, 150), [attached('0', 'file', hashes[0] ?? null)])
  return importFile(
    archive,
    some.map((one) => ({ ...one, tags: ['new'], messages })),
    hashes.map((hash, at) => attached(`${at}`, 'file', hash)),
  )
}

it('an undoing that is killed has undone all or nothing', async () => {
  const original = freshFolder()
  const archive = openArchive(original)
  const importId = await fill(archive)
  const before = everythingIn(archive)
  archive.close()
  const copy = (): string => {
    const folder = freshFolder()
    cpSync(original, folder, { recursive: true })
    return folder
  }
  const undone = openArchive(copy())
  undoImport(undone, importId, 0)
  const after = everythingIn(undone)
  undone.close()
  expect(after).not.toEqual(before)

  const whole = await undoAndKill(copy(), importId, null)
  const results = new Set<string>()
  for (const part of [0, 0.2, 0.4, 0.6, 0.8]) {
    const folder = copy()
    await undoAndKill(folder, importId, whole * part)
    const left = openArchive(folder)
    const isUndone =
      left.db.prepare('SELECT undone_at FROM imports WHERE id = ?').pluck().get(importId) !== null
    // What the next start does.
    removeUnusedFiles(left)
    expect(everythingIn(left)).toEqual(isUndone ? after : before)
    expect(left.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(left.db.pragma('foreign_key_check')).toEqual([])
    left.close()
    results.add(isUndone ? 'after' : 'before')
  }
  expect(results).toContain('before')
}, 60_000)
