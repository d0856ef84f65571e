import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginImport, endInterruptedImports, importHistory } from './imports.ts'
import { openArchive } from './open.ts'
import { isRunning, takeRunner } from './running-imports.ts'
import { buildProgram, type BuiltProgram } from './testing/built-program.ts'
import { noon } from './testing/conversations.ts'
import { freshArchive, freshFolder } from './testing/fresh-archive.ts'

let program: BuiltProgram
beforeAll(async () => {
  program = await buildProgram(new URL('./testing/held-import.ts', import.meta.url))
})
afterAll(() => program.remove())

const start = { format: null, formatName: null, importerVersion: null, startedAt: noon }

it('leaves an import alone that runs in another process, and ends it once that process is killed', async () => {
  const folder = freshFolder()
  const running = program.start(folder)
  const ended = new Promise((done) => running.on('close', done))
  const runner = await new Promise<string>((said) =>
    running.stdout?.once('data', (line: Buffer) => said(line.toString().trim())),
  )
  const archive = openArchive(folder)
  try {
    endInterruptedImports(archive, noon)
    expect(importHistory(archive, 10)).toEqual([])
    expect(isRunning(folder, runner)).toBe(true)
    running.kill('SIGKILL')
    await ended
    endInterruptedImports(archive, noon)
    expect(importHistory(archive, 10)).toMatchObject([{ state: 'failed', file: 'held.json' }])
    expect(existsSync(join(folder, 'running', runner))).toBe(false)
  } finally {
    running.kill('SIGKILL')
    archive.close()
  }
})

it('leaves an import alone that runs in this process, and knows when it has given back its lock', () => {
  const archive = freshArchive()
  const runner = takeRunner(archive.folder)
  beginImport(archive, { ...start, file: 'mine.json', runner: runner.name })
  endInterruptedImports(archive, noon)
  expect(importHistory(archive, 10)).toEqual([])
  // Looking at a lock must not take it away.
  expect(isRunning(archive.folder, runner.name)).toBe(true)
  runner.release()
  endInterruptedImports(archive, noon)
  expect(importHistory(archive, 10)).toMatchObject([{ state: 'failed' }])
})
