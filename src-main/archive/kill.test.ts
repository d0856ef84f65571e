import { afterAll, beforeAll, expect, it } from 'vitest'
import { openArchive } from './open.ts'
import { buildProgram, type BuiltProgram } from './testing/built-program.ts'
import { conversation, importOne } from './testing/conversations.ts'
import { freshFolder } from './testing/fresh-archive.ts'

let program: BuiltProgram
beforeAll(async () => {
  program = await buildProgram(new URL('./testing/endless-import.ts', import.meta.url))
})
afterAll(() => program.remove())

/** Runs the program and kills it in the middle of its work, after it has reported some commits; answers their number. */
async function importAndKill(folder: string, commits: number): Promise<number> {
  const running = program.start(folder)
  let reported = ''
  let complaints = ''
  running.stdout?.on('data', (chunk: Buffer) => {
    reported += chunk.toString()
    if (reported.split('\n').length > commits) running.kill('SIGKILL')
  })
  running.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const signal = await new Promise((done) => running.on('close', (_code, killed) => done(killed)))
  if (signal !== 'SIGKILL') throw new Error(`The program ended by itself: ${complaints}`)
  return reported.split('\n').length - 1
}

it('an import that is killed leaves whole conversations: all that were reported, none twice', async () => {
  const folder = freshFolder()
  let reported = 0
  for (const commits of [1, 7, 23, 40]) {
    // Each run begins with the conversations of the runs before, which are then there already.
    reported = Math.max(reported, await importAndKill(folder, reported + commits))
    const archive = openArchive(folder)
    const rows = archive
      .statement<[], { source_id: string; whole: number }>(
        `SELECT source_id, messages = 30 AND messages = (
           SELECT count(*) FROM messages AS m JOIN texts USING (id) WHERE m.conversation_id = conversations.id) AS whole
         FROM conversations ORDER BY id`,
      )
      .all()
    expect(rows.length).toBeGreaterThanOrEqual(reported)
    expect(rows).toEqual(rows.map((_, number) => ({ source_id: `${number}`, whole: 1 })))
    expect(archive.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
    archive.close()
  }
  const archive = openArchive(folder)
  expect(importOne(archive, conversation()).result).toBe('new')
  archive.close()
})
