import type { Job } from '@shared/job.ts'
import { expect, it } from 'vitest'
import { progressText } from './job-progress.ts'
import { initialJobs, isNewlyEnded, jobHeard, runningJobs } from './jobs.ts'

const running: Job = {
  id: 'one',
  kind: 'export',
  state: 'running',
  progress: { kind: 'export', done: 0, total: 1, step: null },
  result: null,
  error: null,
}
const done: Job = {
  ...running,
  state: 'done',
  result: {
    kind: 'export',
    files: ['/tmp/a.md'],
    written: 1,
    failed: [],
    losses: [],
    sensitive: null,
    stoppedBy: null,
  },
}

it('tells the end of a job once, also when the window never saw it run', () => {
  expect(isNewlyEnded(initialJobs, done)).toBe(true)
  const state = jobHeard(jobHeard(initialJobs, running), done)
  expect(isNewlyEnded(jobHeard(initialJobs, running), done)).toBe(true)
  expect(isNewlyEnded(state, done)).toBe(false)
  expect(isNewlyEnded(initialJobs, running)).toBe(false)
})

it('does not bring an ended job back to life when its last progress arrives late', () => {
  const state = jobHeard(jobHeard(initialJobs, done), running)
  expect(runningJobs(state)).toEqual([])
})

it('says which file of how many, how much of it and how many conversations', () => {
  const progress = {
    kind: 'import',
    phase: 'reading',
    file: '/home/me/conversations-014.json',
    fileIndex: 1,
    fileCount: 3,
    conversations: 6120,
    bytes: 206_000_000,
    totalBytes: 412_000_000,
  } as const
  expect(progressText(progress)).toEqual({
    label: 'Importing conversations-014.json',
    text: '6,120 conversations · 206 MB of 412 MB · file 2 of 3',
    share: 0.5,
  })
  expect(progressText({ ...progress, kind: 'preview' }).label).toBe('Reading conversations-014.json')
  expect(progressText({ ...progress, phase: 'indexing', bytes: 3000, totalBytes: 61_200 })).toMatchObject({
    text: '6,120 conversations · 3,000 of 61,200 messages · file 2 of 3',
    share: null,
  })
})

it('does not claim a share for the export of a single conversation', () => {
  expect(progressText({ kind: 'export', done: 0, total: 1, step: 'band 3 of 20' })).toEqual({
    label: 'Exporting 1 conversation',
    text: 'band 3 of 20',
    share: null,
  })
  expect(progressText({ kind: 'export', done: 3, total: 12, step: null }).text).toBe('3 of 12')
})
