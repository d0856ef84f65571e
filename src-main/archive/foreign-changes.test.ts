import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { watchForeignChanges } from './foreign-changes.ts'
import { libraryRow, renameConversation } from './library.ts'
import { buildProgram } from './testing/built-program.ts'
import { conversation, importOne } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

it('notices what another program changes, and not what it does itself', async () => {
  const archive = freshArchive()
  const { id } = importOne(archive, conversation())
  let told = 0
  let isOwn = false
  const watch = watchForeignChanges(archive, { isOwn: () => isOwn, changed: () => (told += 1) })
  onTestFinished(() => watch.close())
  renameConversation(archive, id, 'Mine')
  const program = await buildProgram(new URL('testing/tag-and-import.ts', import.meta.url))
  onTestFinished(() => program.remove())
  expect(told).toBe(0)

  isOwn = true
  const [code] = (await once(program.start(archive.folder, 'cli', '1', id), 'exit')) as [number | null]
  expect([code, told]).toEqual([0, 0])
  isOwn = false
  await expect.poll(() => told, { timeout: 5000 }).toBe(1)
  expect(libraryRow(archive, id)).toMatchObject({ title: 'Mine', tags: expect.arrayContaining(['cli 0']) })
})
