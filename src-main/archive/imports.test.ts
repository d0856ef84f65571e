import { describe, expect, it } from 'vitest'
import {
  endInterruptedImports,
  finishImport,
  importHistory,
  importReport,
  knownFingerprints,
  type FirstReport,
} from './imports.ts'
import { inBatch, saveConversation } from './save-conversation.ts'
import { conversation, importOne, message, noon, startImport } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

function reportOf(importId: number, changes: Partial<FirstReport> = {}): FirstReport {
  return {
    importId,
    file: '/exports/chatgpt.zip',
    format: 'chatgpt',
    formatName: 'ChatGPT',
    importerVersion: 1,
    sha256: 'ab'.repeat(32),
    parts: [],
    rereadOf: null,
    reason: 'ChatGPT, because of "mapping"',
    state: 'done',
    error: null,
    startedAt: noon,
    finishedAt: noon + 1000,
    size: 1234,
    found: 4,
    new: 1,
    updated: 0,
    unchanged: 1,
    skipped: [{ where: 'entry 3', reason: 'has no messages' }],
    failed: [{ where: 'entry 4', reason: 'is cut off' }],
    remarks: [],
    attachments: { matched: 2, missing: 1 },
    conversationIds: [],
    ...changes,
  }
}

describe('the history of imports', () => {
  it('keeps each report with its conversations in the order of the file', () => {
    const archive = freshArchive()
    const old = importOne(archive, conversation({ sourceId: 'old', title: 'old' }))
    const importId = startImport(archive)
    const more = [message('q', null, 'Where?'), message('a', 'q', 'There.')]
    const saved = inBatch(archive, () =>
      [
        conversation({ sourceId: 'fresh', title: 'fresh' }),
        conversation({ sourceId: 'old', title: 'old', messages: more }),
        conversation({ sourceId: 'fresh', title: 'fresh', messages: more }),
      ].map((one) => saveConversation(archive, one, [], { importId, fingerprint: null, now: noon })),
    )
    const report = reportOf(importId, { conversationIds: saved.map(({ id }) => id).slice(0, 2) })
    finishImport(archive, importId, report)
    const kept = importReport(archive, importId)
    expect(kept.report).toEqual(report)
    expect(kept.rows).toEqual([
      expect.objectContaining({ title: 'fresh', result: 'new', addedMessages: 4, messages: 4, branches: 3 }),
      expect.objectContaining({ id: old.id, result: 'updated', addedMessages: 1 }),
    ])
  })

  it('lists ended imports with their sums, the newest first, refused ones too', () => {
    const archive = freshArchive()
    const done = startImport(archive)
    finishImport(archive, done, reportOf(done))
    const refused = startImport(archive)
    finishImport(
      archive,
      refused,
      reportOf(refused, {
        state: 'refused',
        format: null,
        formatName: null,
        found: 0,
        new: 0,
        unchanged: 0,
        skipped: [],
        failed: [],
      }),
    )
    startImport(archive)
    expect(importHistory(archive, 10)).toEqual([
      expect.objectContaining({ importId: refused, state: 'refused', formatName: null, found: 0, failed: 0 }),
      expect.objectContaining({
        importId: done,
        state: 'done',
        found: 4,
        new: 1,
        unchanged: 1,
        skipped: 1,
        failed: 1,
      }),
    ])
    expect(importHistory(archive, 1)).toHaveLength(1)
    expect(() => importReport(archive, 999)).toThrow(expect.objectContaining({ kind: 'not-found' }))
  })

  it('ends an import that was cut off, with what it had brought', () => {
    const archive = freshArchive()
    importOne(archive, conversation())
    endInterruptedImports(archive, noon + 9000)
    const [row] = importHistory(archive, 10)
    expect(row).toMatchObject({ state: 'failed', found: 1, new: 1 })
    expect(importReport(archive, row?.importId ?? -1).report.error?.message).toContain(
      'import the file again',
    )
  })
})

describe('records that are in the archive as they stand', () => {
  it('are known once they are saved, and not when the batch was undone', () => {
    const archive = freshArchive()
    importOne(archive, conversation({ sourceId: 'w' }), [], 'chatgpt/1/zz')
    const known = knownFingerprints(archive)
    importOne(archive, conversation(), [], 'chatgpt/1/aa')
    const importId = startImport(archive)
    const undone = (): void =>
      inBatch(archive, () => {
        saveConversation(archive, conversation({ sourceId: 'x' }), [], {
          importId,
          fingerprint: 'chatgpt/1/bb',
          now: noon,
        })
        throw new Error('stop')
      })
    expect(undone).toThrow('stop')
    expect(['chatgpt/1/aa', 'chatgpt/1/bb', 'chatgpt/2/aa'].map((one) => known.has(one))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('are read again while attachments are missing, since another file may bring their bytes', () => {
    const archive = freshArchive()
    const missing = { messageId: 'q', ref: 'file-1', hash: null, mime: null, missing: 'not in this file' }
    importOne(archive, conversation(), [missing], 'chatgpt/1/aa')
    expect(knownFingerprints(archive).has('chatgpt/1/aa')).toBe(false)
  })
})
