import type { Job } from '@shared/job.ts'
import { expect, it } from 'vitest'
import { exportMessage } from './export-outcome.ts'

const report = {
  kind: 'export',
  files: [],
  written: 1,
  failed: [],
  losses: [],
  sensitive: null,
  stoppedBy: null,
} as const
const job: Job = {
  id: 'one',
  kind: 'export',
  state: 'done',
  progress: { kind: 'export', done: 1, total: 1, step: null },
  result: { ...report, files: ['/home/me/Tides.md'] },
  error: null,
}

it('offers to open a single file and to show where several are', () => {
  expect(exportMessage(job)).toMatchObject({ title: 'Exported Tides.md', openable: '/home/me/Tides.md' })
  const several = { ...job, result: { ...report, files: ['/a/1.png', '/a/2.png'] } }
  expect(exportMessage(several)).toMatchObject({
    title: 'Exported 2 files',
    openable: null,
    showable: '/a/1.png',
  })
})

it('gives the reason of a failure and calls nothing a success that left no file', () => {
  const error = { kind: 'disk-full', message: 'The disk is full.', detail: null } as const
  expect(exportMessage({ ...job, state: 'failed', result: null, error })).toMatchObject({
    tone: 'failure',
    description: 'The disk is full.',
  })
  expect(exportMessage({ ...job, result: report }).tone).toBe('failure')
})

it('does not blame anyone for a cancelled export', () => {
  expect(exportMessage({ ...job, state: 'cancelled', result: null }).tone).toBe('neutral')
})
