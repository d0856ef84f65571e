import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { activityPage } from './activity.ts'
import { libraryCounts, libraryRow } from './library.ts'
import { openArchive } from './open.ts'
import { listTags } from './tags.ts'
import { buildProgram } from './testing/built-program.ts'
import { conversation, importOne } from './testing/conversations.ts'
import { freshFolder } from './testing/fresh-archive.ts'

const rounds = 60

it('two processes that import, tag, archive and fork at once lose nothing of each other', async () => {
  const folder = freshFolder()
  const archive = openArchive(folder)
  onTestFinished(() => archive.close())
  const { id } = importOne(archive, conversation({ sourceId: 'shared' }))
  const program = await buildProgram(new URL('testing/tag-and-import.ts', import.meta.url))
  onTestFinished(() => program.remove())
  const names = ['window', 'cli']
  const ends = await Promise.all(
    names.map(async (name) => {
      const child = program.start(folder, name, `${rounds}`, id)
      let complaint = ''
      child.stderr?.on('data', (chunk) => (complaint += String(chunk)))
      const [code] = (await once(child, 'exit')) as [number | null]
      return { code, complaint }
    }),
  )
  expect(ends).toEqual(names.map(() => ({ code: 0, complaint: '' })))
  // Of each: as many imports and as many forks; and the one that both worked on.
  expect(libraryCounts(archive)).toMatchObject({ conversations: 1 + 4 * rounds, archived: 2 * rounds })
  expect(new Set(libraryRow(archive, id).tags).size).toBe(2 * rounds + 1)
  const [everyone] = listTags(archive, { by: 'count', direction: 'descending' })
  expect(everyone).toMatchObject({ name: 'everyone' })
  const filter = { areas: [], text: '', from: null, to: null }
  expect(activityPage(archive, { filter, limit: 1000, before: null }).entries).toHaveLength(2 * rounds)
  expect(archive.db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(archive.db.pragma('foreign_key_check')).toEqual([])
})
