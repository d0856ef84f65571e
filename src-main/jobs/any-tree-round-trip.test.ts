/** Whatever conversations hold: what Stemma writes to be read again is read again as the same, and adds nothing at home. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { importAll } from '../archive/testing/conversations.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { inTreeOrder } from '../importers/tree-order.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { exportConversations } from './export-conversations.ts'
import { importFiles } from './import-files.ts'
import { randomConversations } from './testing/random-conversations.ts'
import { writeHtmlArchive } from './write-html-archive.ts'

const context = ({ folder }: Archive) => ({
  archiveFolder: folder,
  signal: new AbortController().signal,
  tell: () => undefined,
})
const noPrinter = remotePrinter({ call: () => Promise.reject(new Error('no pages are drawn here')) })

function idsIn(archive: Archive, condition: string): string[] {
  return archive
    .statement<[], string>(`SELECT uuid FROM conversations WHERE ${condition} ORDER BY id`)
    .pluck()
    .all()
}

const hasMessages = 'messages > 0'

/** By their titles and source ids; the archive's own ids are replaced by places in the tree. */
function conversationsIn(archive: Archive, condition = hasMessages): Record<string, unknown> {
  const all = idsIn(archive, condition).map((id) => readConversation(archive, id))
  return Object.fromEntries(all.map((one) => [`${one.source} ${one.sourceId} ${one.title}`, comparable(one)]))
}

function comparable({ id: _own, messages: stored, activeLeafId, ...rest }: Conversation): unknown {
  const messages = inTreeOrder(stored, { kind: 'as-given' })
  const place = new Map(messages.map(({ id }, index) => [id, index]))
  return {
    ...rest,
    activeLeaf: activeLeafId === null ? null : place.get(activeLeafId),
    messages: messages.map(({ id: _ownToo, parentId, attachments, ...message }) => ({
      ...message,
      parent: parentId === null ? null : place.get(parentId),
      attachments: attachments.map(({ ref }) => ref),
    })),
  }
}

async function imported(archive: Archive, path: string): Promise<unknown> {
  const result = await importFiles(context(archive), [path])
  if (result.kind !== 'import') throw new Error('not an import')
  return result.reports.map((report) => ({ new: report.new, updated: report.updated, failed: report.failed }))
}

describe.each([1, 2, 3])('conversations of seed %i', (seed) => {
  it.each(['recursive', 'sequential'])('come back from %s JSON as they were', async (structure) => {
    const first = freshArchive()
    importAll(first, randomConversations(seed, 12))
    const before = conversationsIn(first)
    const path = join(freshFolder(), 'all.json')
    const order = {
      kind: 'export',
      ids: idsIn(first, hasMessages),
      format: 'json',
      options: { structure },
      path,
      into: 'file',
      replace: false,
      sensitive: 'off',
      nameTemplate: '{title}',
    } as const
    await exportConversations(context(first), order, noPrinter)
    const second = freshArchive()
    expect(await imported(second, path)).toEqual([{ new: order.ids.length, updated: 0, failed: [] }])
    expect(conversationsIn(second)).toEqual(before)
    expect(await imported(first, path)).toEqual([{ new: 0, updated: 0, failed: [] }])
    expect(conversationsIn(first)).toEqual(before)
  })

  it('come back from an HTML archive as they were', async () => {
    const first = freshArchive()
    importAll(first, randomConversations(seed, 12))
    const from = Date.UTC(2000, 0)
    const inPeriod = `undated = 0 AND sort_updated >= ${from} AND sort_created < ${Date.UTC(2041, 0)}`
    const before = conversationsIn(first, inPeriod)
    const result = await writeHtmlArchive(context(first), {
      kind: 'html-archive',
      assistantId: 'all',
      period: { kind: 'dates', from: '2000-01-01', to: '2040-12-31' },
      options: { hasData: true, largestFile: null, showsPeople: true, sensitive: 'off', split: 'none' },
      conversations: 1,
      now: Date.UTC(2026, 10, 21),
    })
    if (result.kind !== 'html-archive') throw new Error('not an HTML archive')
    const path = join(htmlArchivesFolderOf(first.folder), result.archive.fileName)
    const second = freshArchive()
    await imported(second, path)
    expect(conversationsIn(second, 'true')).toEqual(before)
    expect(await imported(first, path)).toEqual([{ new: 0, updated: 0, failed: [] }])
  })
})
