import type { ImportedRow, ImportSummary } from '@shared/contract/jobs.ts'
import type { ImportReport } from '@shared/job.ts'
import { expect, it } from 'vitest'
import {
  addsUp,
  canUndoShown,
  initialImports,
  outdated,
  reportLines,
  reportRenewed,
  reportsOpened,
  rowsArrived,
  undoSentence,
} from './imports.ts'

const report: ImportReport = {
  importId: 4,
  file: '/home/me/export.zip',
  format: 'chatgpt',
  formatName: 'ChatGPT',
  importerVersion: 1,
  sha256: null,
  parts: [],
  rereadOf: null,
  reason: 'has mapping and current_node',
  state: 'done',
  error: null,
  startedAt: 0,
  finishedAt: 1000,
  size: 10,
  found: 5,
  new: 1,
  updated: 1,
  unchanged: 1,
  skipped: [{ where: 'entry 4', reason: 'is empty' }],
  failed: [{ where: 'entry 5', reason: 'has no mapping' }],
  remarks: [{ where: 'logo.png', reason: 'belongs to no message' }],
  attachments: { matched: 0, missing: 0 },
  conversationIds: ['a', 'b'],
}

const rows: readonly ImportedRow[] = [
  { id: 'a', title: 'Tides', createdAt: null, messages: 2, branches: 1, result: 'new', addedMessages: 2 },
  {
    id: 'b',
    title: 'Orbits',
    createdAt: null,
    messages: 9,
    branches: 2,
    result: 'updated',
    addedMessages: 3,
  },
]

const shown = (filter: 'all' | 'new' | 'updated' | 'problems') =>
  reportLines(report, rows, filter).map((line) =>
    line.kind === 'conversation' ? line.row.title : line.where,
  )

it('shows every conversation and every problem, and each alone when asked', () => {
  expect(shown('all')).toEqual(['entry 5', 'entry 4', 'Tides', 'Orbits', 'logo.png'])
  expect(shown('new')).toEqual(['Tides'])
  expect(shown('updated')).toEqual(['Orbits'])
  expect(shown('problems')).toEqual(['entry 5', 'entry 4', 'logo.png'])
})

it('notices a report whose numbers do not add up', () => {
  expect(addsUp(report)).toBe(true)
  expect(addsUp({ ...report, found: 6 })).toBe(false)
})

it('does not show the conversations of one report under another', () => {
  const state = reportsOpened(initialImports, [report], 0)
  expect(rowsArrived(state, 5, rows)).toBe(state)
  expect(rowsArrived(state, 4, rows).open?.rows).toBe(rows)
})

it('shows an open report as undone once it is, and leaves other reports as they are', () => {
  const other = { ...report, importId: 9 }
  const state = reportsOpened(initialImports, [other, report], 1)
  const renewed = reportRenewed(state, { ...report, state: 'undone' }, [])
  expect(renewed.open?.reports.map((kept) => kept.state)).toEqual(['done', 'undone'])
  expect(renewed.open?.rows).toEqual([])
  expect(reportRenewed(initialImports, report, rows)).toBe(initialImports)
})

it('offers undo for what an import has brought, and for nothing else', () => {
  const summary = {
    importId: 4,
    file: report.file,
    sha256: null,
    format: null,
    formatName: null,
    importerVersion: null,
    rereadOf: null,
    reread: 'not-kept',
    state: 'done',
    startedAt: 0,
    finishedAt: null,
    found: 5,
    new: 1,
    updated: 1,
    unchanged: 1,
    skipped: 1,
    failed: 1,
  } as const
  const open = (opened: ImportReport, canUndo: boolean) =>
    canUndoShown(reportsOpened({ ...initialImports, history: [{ ...summary, canUndo }] }, [opened], 0))
  expect(open(report, true)).toBe(true)
  expect(open({ ...report, new: 0, updated: 0 }, true)).toBe(false)
  expect(open(report, false)).toBe(false)
  expect(open({ ...report, importId: 5 }, true)).toBe(false)
})

it('says before an undo how much will be gone', () => {
  expect(undoSentence(rows)).toBe(
    '1 conversation with 2 messages in it, and 3 messages that came to 1 older conversation will be gone from the archive.',
  )
  expect(undoSentence(rows.slice(1))).toBe(
    '3 messages that came to 1 older conversation will be gone from the archive.',
  )
})

function summaryOf(importId: number, change: Partial<ImportSummary>): ImportSummary {
  return {
    importId,
    file: report.file,
    sha256: null,
    format: 'chatgpt',
    formatName: 'ChatGPT',
    importerVersion: 1,
    rereadOf: null,
    reread: 'newer-reader',
    state: 'done',
    canUndo: true,
    startedAt: 0,
    finishedAt: 1,
    found: 1,
    new: 1,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    ...change,
  }
}

it('counts the imports that a newer reader has not read yet, the oldest first', () => {
  const history = [
    summaryOf(5, {}),
    summaryOf(4, { reread: 'same-reader', rereadOf: 3 }),
    summaryOf(3, { reread: 'same-reader' }),
    summaryOf(2, { state: 'undone' }),
    summaryOf(1, {}),
  ]
  expect(outdated(history).map(({ importId }) => importId)).toEqual([1, 5])
})
