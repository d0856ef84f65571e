import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildProgram, type BuiltProgram } from '../archive/testing/built-program.ts'
import { conversation, importAll, message, noon } from '../archive/testing/conversations.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { waiting } from '../archive/search/catch-up.ts'
import { indexOf } from '../archive/search/testing/fresh-index.ts'
import { messagesWith } from '../archive/search/testing/index-contents.ts'

let program: BuiltProgram
beforeAll(async () => {
  program = await buildProgram(new URL('testing/index-archive.ts', import.meta.url), {
    'index-thread': new URL('index-thread.ts', import.meta.url),
  })
}, 60_000)
afterAll(() => program.remove())

async function settle(...given: string[]): Promise<unknown> {
  return JSON.parse(await program.run(...given))
}

it('several threads together index every message of a large archive once', async () => {
  const archive = freshArchive()
  const conversations = 42
  const each = 500
  importAll(
    archive,
    [...Array(conversations).keys()].map((number) =>
      conversation({
        sourceId: `${number}`,
        messages: [...Array(each).keys()].map((at) =>
          message(`${at}`, at === 0 ? null : `${at - 1}`, `number${number} and grüße`, {
            createdAt: noon + (number * each + at) * 1000,
          }),
        ),
      }),
    ),
  )
  const total = conversations * each
  expect(await settle(archive.folder)).toEqual({ done: total, total })
  const index = indexOf(archive)
  expect(waiting(index, archive)).toBe(0)
  expect(index.shards.length).toBeGreaterThan(1)
  expect(messagesWith(index, 'grusse')).toBe(total)
  expect(messagesWith(index, 'number7')).toBe(each)

  importAll(archive, [conversation({ sourceId: 'new', messages: [message('1', null, 'lighthouse')] })])
  expect(await settle(archive.folder)).toEqual({ done: 1, total: 1 })
  expect(messagesWith(index, 'lighthouse')).toBe(1)
  expect(index.messages).toBe(total + 1)
}, 60_000)

it('puts the databases in order when nothing has changed for a while', async () => {
  const archive = freshArchive()
  for (const number of ['1', '2', '3']) {
    importAll(archive, [
      conversation({ sourceId: number, messages: [message('1', null, `lighthouse ${number}`)] }),
    ])
    await settle(archive.folder)
  }
  const pieces = (): number =>
    indexOf(archive)
      .shards[0]?.file.statement<[], number>('SELECT count(DISTINCT segid) FROM messages_fts_idx')
      .pluck()
      .get() ?? 0
  expect(pieces()).toBeGreaterThan(1)
  importAll(archive, [conversation({ sourceId: '4', messages: [message('1', null, 'lighthouse 4')] })])
  await settle(archive.folder, 'until-tidy')
  expect(pieces()).toBe(1)
}, 60_000)
