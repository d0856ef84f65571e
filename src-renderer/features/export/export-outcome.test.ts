import type { ExportReport, Job } from '@shared/job.ts'
import { nothingSensitive } from '@shared/sensitive-data.ts'
import { expect, it } from 'vitest'
import { exportMessage } from './export-outcome.ts'

const report: ExportReport = {
  files: ['/home/me/Tides.md'],
  written: 1,
  failed: [],
  losses: [],
  sensitive: null,
  stoppedBy: null,
}

function jobWith(change: Partial<ExportReport>): Job {
  return {
    id: 'one',
    kind: 'export',
    state: 'done',
    progress: { kind: 'export', done: 1, total: 1, step: null },
    result: { kind: 'export', ...report, ...change },
    error: null,
  }
}

it('offers to open, copy and drag a single file, and to show where several are', () => {
  expect(exportMessage(jobWith({}), 'off')).toMatchObject({
    tone: 'success',
    title: 'Exported Tides.md',
    openable: '/home/me/Tides.md',
    copyable: '/home/me/Tides.md',
    draggable: ['/home/me/Tides.md'],
    report: null,
  })
  expect(exportMessage(jobWith({ files: ['/a/1.png', '/a/2.png'] }), 'off')).toMatchObject({
    title: 'Exported 2 files',
    openable: null,
    copyable: null,
    showable: '/a/1.png',
  })
  expect(exportMessage(jobWith({ files: ['/a/Tides.pdf'] }), 'off').copyable).toBeNull()
})

it('does not let a hand drag ten thousand files', () => {
  const files = Array.from({ length: 10_000 }, (_, index) => `/a/${index}.md`)
  expect(exportMessage(jobWith({ files, written: 10_000 }), 'off').draggable).toEqual([])
})

it('says how many of how many were written, and keeps the reasons in a report', () => {
  const failed = [{ id: 'b', title: 'Ebb', reason: 'It has no message.' }]
  const message = exportMessage(jobWith({ files: ['/a/1.md', '/a/2.md'], written: 2, failed }), 'off')
  expect(message).toMatchObject({
    tone: 'failure',
    title: 'Exported 2 of 3 conversations',
    description: '1 conversation could not be written',
  })
  expect(message.report?.failed).toEqual(failed)
})

it('says what was taken out, and what was left in after a warning', () => {
  const found = jobWith({ sensitive: { ...nothingSensitive, email: 2, secret: 1 } })
  expect(exportMessage(found, 'redact').description).toBe('1 key or token and 2 e-mail addresses taken out')
  expect(exportMessage(found, 'warn').description).toBe('1 key or token and 2 e-mail addresses left in')
})

it('gives the reason of a failure and calls nothing a success that left no file', () => {
  const error = { kind: 'disk-full', message: 'The disk is full.', detail: null } as const
  expect(exportMessage({ ...jobWith({}), state: 'failed', result: null, error }, null)).toMatchObject({
    tone: 'failure',
    description: 'The disk is full.',
  })
  expect(exportMessage(jobWith({ files: [] }), null).tone).toBe('failure')
})

it('does not blame anyone for a cancelled export, and tells of the files that were finished', () => {
  expect(exportMessage({ ...jobWith({}), state: 'cancelled', result: null }, null)).toMatchObject({
    tone: 'neutral',
    description: 'No half-written file was left.',
  })
  const stoppedBy = { kind: 'cancelled', message: 'Cancelled.', detail: null } as const
  expect(exportMessage(jobWith({ files: ['/a/1.md', '/a/2.md'], stoppedBy }), null)).toMatchObject({
    tone: 'neutral',
    title: 'Export cancelled',
    description: '2 finished files stayed.',
    showable: '/a/1.md',
  })
})
