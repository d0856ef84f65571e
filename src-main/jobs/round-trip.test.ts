/** JSON that Stemma writes and reads again is the same conversation: here the exporter and the importer meet. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { libraryPage } from '../archive/library.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { exportConversations } from './export-conversations.ts'
import { importFiles } from './import-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-round-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const fixtures = join(import.meta.dirname, '../importers/fixtures')
const noPrinter = remotePrinter({ call: () => Promise.reject(new Error('no pages are drawn here')) })

function context(archive: string) {
  return { archiveFolder: join(folder, archive), signal: new AbortController().signal, tell: () => undefined }
}

function conversationsOf(name: string): Conversation[] {
  const archive = openArchive(join(folder, name))
  try {
    const page = libraryPage(archive, {
      filter: { place: 'library', source: null, tagId: null, collectionId: null },
      sort: { by: 'title', direction: 'ascending' },
      limit: 1000,
      cursor: null,
    })
    return page.rows.map(({ id }) => readConversation(archive, id))
  } finally {
    archive.close()
  }
}

/** Everything but the ids that each archive gives for itself: they are replaced by places in the list. */
function comparable({ id: _id, activeLeafId, messages, ...rest }: Conversation): unknown {
  const place = new Map(messages.map((message, index) => [message.id, index]))
  return {
    ...rest,
    activeLeaf: activeLeafId === null ? null : place.get(activeLeafId),
    messages: messages.map(({ id: _own, parentId, attachments, ...message }) => ({
      ...message,
      parent: parentId === null ? null : place.get(parentId),
      // The bytes of files do not travel in JSON, and with them what they were seen to be.
      attachments: attachments.map(({ ref }) => ref),
    })),
  }
}

function bySource(all: readonly Conversation[]): Map<string, unknown> {
  return new Map(all.map((one) => [`${one.source}/${one.sourceId}`, comparable(one)]))
}

it.each(['recursive', 'sequential'])(
  'reads its own %s JSON back as the same conversations',
  async (structure) => {
    const files = ['chatgpt', 'librechat'].flatMap((format) =>
      readdirSync(join(fixtures, format)).map((name) => join(fixtures, format, name)),
    )
    await importFiles(context('first'), files)
    const first = conversationsOf('first')
    expect(first.length).toBeGreaterThan(14)
    const out = join(folder, 'out')
    const order = {
      kind: 'export',
      ids: first.map(({ id }) => id),
      format: 'json',
      options: { structure },
      path: out,
      into: 'folder',
      replace: false,
      sensitive: 'off',
      nameTemplate: '{title}',
    } as const
    mkdirSync(out)
    await exportConversations(context('first'), order, noPrinter)

    await importFiles(
      context('second'),
      readdirSync(out).map((name) => join(out, name)),
    )
    const second = conversationsOf('second')
    expect(bySource(second)).toEqual(bySource(first))

    const again = await importFiles(
      context('first'),
      readdirSync(out).map((name) => join(out, name)),
    )
    if (again.kind !== 'import') throw new Error('not an import')
    expect(again.reports.filter((report) => report.unchanged !== report.found)).toEqual([])
  },
)
