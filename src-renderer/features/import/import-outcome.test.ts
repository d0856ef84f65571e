import type { ImportReport } from '@shared/job.ts'
import { expect, it } from 'vitest'
import { importMessages, undoneMessage } from './import-outcome.ts'

const base: ImportReport = {
  importId: 1,
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
  found: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  skipped: [],
  failed: [],
  remarks: [],
  attachments: { matched: 0, missing: 0 },
  conversationIds: [],
}

const refused: ImportReport = {
  ...base,
  state: 'refused',
  error: { kind: 'unsupported-file', message: 'notes.txt is no export that Stemma knows.', detail: null },
}

const told = (...reports: ImportReport[]) =>
  importMessages(reports).map(({ tone, title }) => `${tone}: ${title}`)

const offers = (...reports: ImportReport[]) =>
  importMessages(reports).flatMap((message) => message.offers.map(({ kind }) => kind))

it('says success in the words people know, for one and for many', () => {
  expect(told({ ...base, found: 1, new: 1 })).toEqual(['success: Conversation imported successfully'])
  expect(told({ ...base, found: 412, new: 400, updated: 12 })).toEqual([
    'success: 412 conversations imported successfully',
  ])
})

it('adds up several files and still names the one that was refused', () => {
  expect(told({ ...base, found: 2, new: 2 }, refused, { ...base, found: 3, new: 3 })).toEqual([
    'success: 5 conversations imported successfully',
    'failure: Unsupported import type',
  ])
})

it('gives each refusal its reason', () => {
  const tooLarge = { kind: 'file-too-large', message: 'Too large.', detail: null } as const
  const corrupt = {
    kind: 'corrupt-file',
    message: 'Import error: The zip is cut off.',
    detail: null,
  } as const
  expect(
    importMessages([
      { ...refused, error: tooLarge },
      { ...refused, state: 'failed', error: corrupt },
    ]),
  ).toMatchObject([
    { title: 'File too large', description: 'Too large.' },
    { title: 'Import error', description: 'The zip is cut off.' },
  ])
})

it('does not call a list of downloads a failure', () => {
  expect(told({ ...refused, wanted: ['conversations-000.zip'] })).toEqual([
    'neutral: export.zip is a list of downloads',
  ])
})

it('does not cover the window with a toast for each of many refused files', () => {
  expect(told(refused, refused, refused, refused)).toEqual(['failure: 4 files could not be imported'])
})

it('never calls it a success when nothing came in', () => {
  expect(told({ ...base, found: 3, unchanged: 3 })).toEqual([
    'neutral: Nothing new: 3 conversations were already here',
  ])
  expect(told({ ...base })).toEqual(['neutral: Nothing new: no conversation was found'])
  const problem = { where: 'entry 1', reason: 'has no mapping' }
  const [again] = importMessages([{ ...base, found: 4, unchanged: 3, failed: [problem] }])
  expect(again).toMatchObject({ tone: 'neutral', description: '1 record could not be imported.' })
  expect(told({ ...base, found: 1, failed: [problem] })).toEqual(['failure: Import error'])
})

it('says beside a success what was lost', () => {
  const problem = { where: 'entry 1', reason: 'has no mapping' }
  const [message] = importMessages([{ ...base, found: 3, new: 1, skipped: [problem], failed: [problem] }])
  expect(message).toMatchObject({
    title: 'Conversation imported successfully',
    description: '2 records could not be imported.',
  })
  expect(message?.offers.map((offer) => offer.kind)).toEqual(['conversations', 'report', 'undo'])
})

it('says how much a cancelled import kept', () => {
  expect(told({ ...base, state: 'cancelled', found: 5, new: 5 })).toEqual([
    'neutral: Import cancelled: 5 conversations kept',
  ])
})

it('offers undo beside the success of one small import, not of a large one or of several', () => {
  const brought = { ...base, found: 1, new: 1 }
  expect(offers(brought)).toContain('undo')
  expect(offers({ ...brought, size: 5_000_001 })).not.toContain('undo')
  expect(offers(brought, brought)).not.toContain('undo')
})

it('says what an undo has removed, and what had to stay', () => {
  const undone = { removedConversations: 2, removedMessages: 9, restoredMessages: 0, keptMessages: 0 }
  expect(undoneMessage(undone)).toEqual({ title: 'Import undone: 2 conversations and 9 messages removed' })
  expect(undoneMessage({ ...undone, removedConversations: 0, keptMessages: 1 })).toEqual({
    title: 'Import undone: 9 messages removed',
    description: '1 message stayed: later imports have added to them.',
  })
})
