import { expect, it } from 'vitest'
import { activityOf } from './job-activity.ts'

const order = { kind: 'delete', ids: ['a', 'b'], deletions: [] } as const

it('notes what a job has done, with how many conversations', () => {
  const result = { kind: 'delete', conversations: 2, messages: 9 } as const
  expect(activityOf(order, { kind: 'done', result })).toEqual({
    area: 'delete',
    action: 'delete',
    conversations: 2,
    summary: 'Deleted for good: conversations 2, messages 9.',
  })
})

it('names the file that a dataset went to, and notes no check of one', () => {
  const result = { kind: 'dataset', dataset: null, report: null, files: ['/home/me/moons.zip'] } as const
  const download = { kind: 'dataset', action: 'download', datasetId: 1, path: '', replace: false } as const
  expect(activityOf(download, { kind: 'done', result })).toMatchObject({
    area: 'export',
    summary: 'Saved a dataset to moons.zip.',
  })
  const check = { kind: 'dataset', action: 'check', datasetId: 1 } as const
  expect(activityOf(check, { kind: 'done', result })).toBeNull()
})

it('notes a failure without words that may name a conversation', () => {
  const error = { kind: 'disk-full', message: 'The disk is full: “My secret trip”', detail: null } as const
  expect(activityOf(order, { kind: 'failed', error })?.summary).toBe('Deleting for good failed (disk-full).')
  const cancelled = { kind: 'cancelled', message: 'Cancelled.', detail: null } as const
  expect(activityOf(order, { kind: 'failed', error: cancelled })?.summary).toContain('was cancelled')
})

it('notes nothing of jobs that only look', () => {
  expect(
    activityOf({ kind: 'insights' }, { kind: 'done', result: { kind: 'insights', conversations: 3 } }),
  ).toBeNull()
})
