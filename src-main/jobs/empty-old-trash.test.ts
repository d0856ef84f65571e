import { expect, it } from 'vitest'
import { moveToTrash } from '../archive/library.ts'
import { writeSetting } from '../archive/settings.ts'
import { conversation, importOne, noon } from '../archive/testing/conversations.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { emptyOldTrash } from './empty-old-trash.ts'
import type { JobOrder } from './job.ts'

const day = 24 * 60 * 60 * 1000

it('the trash is emptied by itself only where the reader wants it, and only of what has been in it for long', () => {
  const archive = freshArchive()
  const orders: JobOrder[] = []
  const jobs = {
    start: (order: JobOrder) => {
      orders.push(order)
      return {
        id: '',
        kind: 'delete',
        state: 'running',
        progress: { kind: 'delete', done: 0, total: 0, step: null },
        result: null,
        error: null,
      } as const
    },
  }
  const old = importOne(archive, conversation({ sourceId: 'old' }))
  const young = importOne(archive, conversation({ sourceId: 'young' }))
  moveToTrash(archive, [old.id], noon)
  moveToTrash(archive, [young.id], noon + 20 * day)
  emptyOldTrash(archive, jobs, noon + 1000 * day)
  expect(orders).toEqual([])
  writeSetting(archive, 'reader', { emptyTrashAfterDays: 30 })
  emptyOldTrash(archive, jobs, noon + 40 * day)
  expect(orders).toEqual([{ kind: 'delete', ids: [old.id], deletions: [] }])
})
