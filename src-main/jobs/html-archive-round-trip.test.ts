/** What an HTML archive was made of comes back out of it: the whole tree, the files, whatever stands in the texts. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Conversation } from '@shared/conversation.ts'
import { expect, it } from 'vitest'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { conversation, importAll, message } from '../archive/testing/conversations.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { storeFile } from '../archive/files.ts'
import { everyPart } from '../exporters/written.ts'
import { importFiles } from './import-files.ts'
import { writeHtmlArchive } from './write-html-archive.ts'
import { fixture, importPath } from '../importers/import-fixture.ts'

const context = (folder: string) => ({
  archiveFolder: folder,
  signal: new AbortController().signal,
  tell: () => undefined,
})

async function writeAll(
  archive: Archive,
  hasData: boolean,
  largestFile: number | null = null,
): Promise<string> {
  const result = await writeHtmlArchive(context(archive.folder), {
    kind: 'html-archive',
    assistantId: 'all',
    period: { kind: 'dates', from: '2000-01-01', to: '2040-01-01' },
    options: { hasData, largestFile, showsPeople: true, sensitive: 'off', split: 'none' },
    conversations: 1,
    now: Date.UTC(2026, 10, 21),
  })
  if (result.kind !== 'html-archive') throw new Error('not an HTML archive')
  return join(htmlArchivesFolderOf(archive.folder), result.archive.fileName)
}

function all(archive: Archive): Conversation[] {
  return archive
    .statement<[], string>('SELECT uuid FROM conversations ORDER BY source, source_id, title')
    .pluck()
    .all()
    .map((id) => readConversation(archive, id))
}

/** Without our own ids, which every archive gives anew. */
function comparable({ id: _own, messages, activeLeafId, ...rest }: Conversation): unknown {
  const place = new Map(messages.map((one, index) => [one.id, index]))
  return {
    ...rest,
    activeLeaf: activeLeafId === null ? null : place.get(activeLeafId),
    messages: messages.map(({ id: _ownToo, parentId, ...one }) => ({
      ...one,
      parent: parentId === null ? null : place.get(parentId),
    })),
  }
}

/** Conversations of many products, and one that is hard to keep. */
async function filledArchive(): Promise<Archive> {
  const archive = await hardArchive()
  const files = ['chatgpt', 'claude', 'librechat', 'open-webui', 'grok', 'dti'].flatMap((format) =>
    readdirSync(fixture(format)).map((name) => join(fixture(format), name)),
  )
  await importFiles(context(archive.folder), files)
  return archive
}

async function hardArchive(): Promise<Archive> {
  const archive = freshArchive()
  const { hash } = await storeFile(archive, bytes(), 'image/png')
  importAll(
    archive,
    [
      conversation({
        sourceId: 'hard',
        title: '</script><!-- \u2028 "\\u003c/script>',
        tags: ['a <b>', '</script>'],
        options: { note: '<script>', deep: [[[['</script>']]]] },
        extra: {
          '<key>': '</script>\n<script type="application/json" class="stemma-conversation">{}</script>',
        },
        messages: [
          message('q', null, '', { parts: [...everyPart], extra: { lone: '\ud800', nul: '\u0000' } }),
          message('a', 'q', '</script>\r\n<script type="application/json" class="stemma-conversation">', {
            role: 'assistant',
          }),
        ],
      }),
    ],
    [{ messageId: 'q', ref: 'file-1', hash, mime: 'image/png', missing: null }],
  )
  return archive
}

async function* bytes(): AsyncGenerator<Buffer> {
  yield Buffer.from('\x89PNG\r\n\x1a\n not much of a picture', 'latin1')
}

it('brings every conversation back as it was, with the bytes of its pictures', async () => {
  const first = await filledArchive()
  expect(all(first).length).toBeGreaterThan(40)
  const page = await writeAll(first, true)

  const second = freshArchive()
  const result = await importFiles(context(second.folder), [page])
  if (result.kind !== 'import') throw new Error('not an import')
  expect(result.reports[0]).toMatchObject({
    format: 'stemma-html',
    failed: [],
    skipped: [],
    new: all(second).length,
  })
  const dated = first.statement<[], string>('SELECT uuid FROM conversations WHERE undated = 0').pluck().all()
  const expected = all(first).filter(({ id }) => dated.includes(id))
  expect(all(second).map(comparable)).toEqual(expected.map(comparable))
  const picture = all(second).find(({ sourceId }) => sourceId === 'hard')?.messages[0]?.attachments
  expect(picture).toContainEqual(expect.objectContaining({ ref: 'file-1', missing: null, mime: 'image/png' }))

  const again = await importFiles(context(first.folder), [page])
  if (again.kind !== 'import') throw new Error('not an import')
  expect(again.reports[0]).toMatchObject({ new: 0, updated: 0, failed: [] })
})

it('says of a picture that was left out of the page that it is not there', async () => {
  const second = freshArchive()
  await importFiles(context(second.folder), [await writeAll(await hardArchive(), true, 0)])
  const [first] = all(second).find(({ sourceId }) => sourceId === 'hard')?.messages ?? []
  expect(first?.attachments).toContainEqual({
    ref: 'file-1',
    hash: null,
    mime: 'image/png',
    missing: 'not in this file: it was left out of the page',
  })
})

it('says of an archive without data what to do instead', async () => {
  await expect(importPath(await writeAll(await hardArchive(), false))).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringContaining('was written without its data'),
  })
})
