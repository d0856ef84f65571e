import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import type { FoundRecord } from '@shared/contract/conversation.ts'
import type { Archive } from '../archive/archive.ts'
import { duplicateConversation } from '../archive/copy-conversation.ts'
import { openArchive } from '../archive/open.ts'
import { deleteOriginals } from '../archive/originals.ts'
import { openConversation, readConversation } from '../archive/read-conversation.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { findRecord } from './find-record.ts'
import { importFiles } from './import-files.ts'
import type { EndedImport, JobNews } from './job.ts'
import { keepOriginals } from './keep-originals.ts'

const fixtures = join(import.meta.dirname, '..', 'importers', 'fixtures')

function node(id: string, parent: string | null, text: string): string {
  const content = `{"content_type":"text","parts":[${JSON.stringify(text)}]}`
  const time = '1790000000.1000000000000000001'
  return `{"id":"${id}","parent":${JSON.stringify(parent)},"children":[],"message":{"id":"${id}","author":{"role":"user"},"create_time":${time},"metadata":{"odd\\u00e9":1},"content":${content}}}`
}

function chat(id: string, nodes: readonly string[]): string {
  const mapping = nodes.map((text) => `"${/[a-z]+-\d/.exec(text)?.[0] ?? id}":${text}`).join(',')
  return `{"title":"${id}","id":"${id}","create_time":1790000000,"update_time":1790000100,"current_node":"${id}-0","mapping":{${mapping}}}`
}

const first = node('one-0', null, 'The question')
const second = node('one-1', 'one-0', 'Its answer')
const whole = chat('one', [first, second])
const other = chat('two', [node('two-0', null, 'Another')])

function context(archiveFolder: string, heard: JobNews[] = [], signal = new AbortController().signal) {
  return { archiveFolder, signal, tell: (news: JobNews) => heard.push(news) }
}

interface Place {
  readonly folder: string
  readonly archiveFolder: string
}

async function imported(...files: readonly string[]): Promise<Place> {
  const folder = freshFolder()
  const archiveFolder = join(folder, 'archive')
  for (const [index, content] of files.entries()) {
    const path = join(folder, `conversations-${index}.json`)
    writeFileSync(path, content)
    await importPath(archiveFolder, path)
  }
  return { folder, archiveFolder }
}

async function importPath(archiveFolder: string, path: string): Promise<void> {
  const ended: EndedImport[] = []
  await importFiles(context(archiveFolder), [path], {}, (one) => ended.push(one))
  await keepOriginals(context(archiveFolder), ended)
}

async function inArchive<Result>(
  { archiveFolder }: Place,
  ask: (archive: Archive) => Result,
): Promise<Awaited<Result>> {
  const archive = openArchive(archiveFolder)
  try {
    return await ask(archive)
  } finally {
    archive.close()
  }
}

/** The id of the conversation with a title, and the key of the message that its source calls so. */
async function named(place: Place, title: string, sourceId: string | null = null) {
  return await inArchive(place, (archive) => {
    const id = archive.db
      .prepare<[string], string>('SELECT uuid FROM conversations WHERE title = ?')
      .pluck()
      .get(title)
    if (id === undefined) throw new Error(`no conversation ${title}`)
    const { messages } = readConversation(archive, id)
    const index = messages.findIndex((message) => message.sourceId === sourceId)
    return {
      id,
      messageKey: sourceId === null ? null : (openConversation(archive, id).spine.keys[index] ?? -1),
    }
  })
}

async function recordOf(place: Place, title: string, sourceId: string | null = null): Promise<FoundRecord> {
  const at = await named(place, title, sourceId)
  return await findRecord(context(place.archiveFolder), { kind: 'record', ...at, saveTo: null })
}

/** Without the white space that laying out has added; the texts of these tests hold none. */
function packed({ text }: FoundRecord): string {
  return text.replaceAll(/\n\s*/g, '').replaceAll('": ', '":')
}

describe('the record of what is read', () => {
  it('is, for a message, its own as the kept file has it, to the last digit', async () => {
    const place = await imported(`[${other},${whole}]`)
    const record = await recordOf(place, 'one', 'one-1')
    expect(packed(record)).toBe(second)
    expect(record).toMatchObject({ of: 'message', isWhole: true, length: second.length })
    expect(record.origin).toMatchObject({
      from: 'original',
      file: join(place.folder, 'conversations-0.json'),
    })
  })

  it('is, for a conversation, its entry in the kept file', async () => {
    const place = await imported(`[${other},\n ${whole}]`)
    const record = await recordOf(place, 'one')
    expect(packed(record)).toBe(whole)
    expect(record.of).toBe('conversation')
  })

  it('comes from the import that brought the message, also where the newest file lacks it', async () => {
    const third = node('one-2', 'one-0', 'A newer answer')
    const place = await imported(`[${whole}]`, `[${chat('one', [first, third])}]`)
    const older = await recordOf(place, 'one', 'one-1')
    expect(packed(older)).toBe(second)
    expect(older.origin).toMatchObject({ file: join(place.folder, 'conversations-0.json') })
    const newer = await recordOf(place, 'one', 'one-2')
    expect(newer.origin).toMatchObject({ file: join(place.folder, 'conversations-1.json') })
  })

  it('is found in a zip and among the files of a folder too', async () => {
    const place = await imported()
    const zip = new JSZip()
    zip.file('conversations.json', `[${other},${whole}]`)
    const path = join(place.folder, 'export.zip')
    writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }))
    await importPath(place.archiveFolder, path)
    expect(packed(await recordOf(place, 'one', 'one-1'))).toBe(second)

    const folder = join(place.folder, 'an export')
    mkdirSync(folder)
    writeFileSync(
      join(folder, 'conversations-000.json'),
      `[${chat('five', [node('five-0', null, 'Fifth')])}]`,
    )
    writeFileSync(join(folder, 'conversations-001.json'), `[${chat('six', [node('six-0', null, 'Sixth')])}]`)
    await importPath(place.archiveFolder, folder)
    expect((await recordOf(place, 'six', 'six-0')).origin).toMatchObject({ from: 'original', file: folder })
  })

  it('is a line of a session that is kept line by line', async () => {
    const place = await imported()
    await importPath(place.archiveFolder, join(fixtures, 'claude-code', 'titled.jsonl'))
    const { id, key } = await inArchive(place, (archive) => {
      const uuid = archive.db.prepare<[], string>('SELECT uuid FROM conversations').pluck().get() ?? ''
      return { id: uuid, key: openConversation(archive, uuid).spine.keys[0] ?? -1 }
    })
    const order = { kind: 'record', id, saveTo: null } as const
    const message = await findRecord(context(place.archiveFolder), { ...order, messageKey: key })
    const lines = readFileSync(join(fixtures, 'claude-code', 'titled.jsonl'), 'utf8').split('\n')
    expect(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown)).toContainEqual(
      JSON.parse(message.text),
    )
    const session = await findRecord(context(place.archiveFolder), { ...order, messageKey: null })
    expect(session.text).toContain(message.text)
  })

  it('is what the archive holds, every unnamed field with it, where the file was not kept', async () => {
    const place = await imported(`[${whole}]`)
    await inArchive(place, async (archive) => await deleteOriginals(archive))
    const record = await recordOf(place, 'one', 'one-1')
    expect(record.origin).toEqual({ from: 'archive', why: 'not-kept' })
    expect(JSON.parse(record.text)).toMatchObject({
      sourceId: 'one-1',
      parts: [{ type: 'text', text: 'Its answer' }],
    })
    expect(record.text).toContain('oddé')
    const conversation = await recordOf(place, 'one')
    expect(JSON.parse(conversation.text)).toMatchObject({
      title: 'one',
      messages: [{}, { sourceId: 'one-1' }],
    })
  })

  it('is what the archive holds of a duplicate, and of one whose kept file is damaged', async () => {
    const place = await imported(`[${whole}]`)
    const { id } = await named(place, 'one')
    const copy = await inArchive(place, (archive) =>
      duplicateConversation(archive, { id, title: null }, Date.now()),
    )
    const order = { kind: 'record', messageKey: null, saveTo: null } as const
    const copied = await findRecord(context(place.archiveFolder), { ...order, id: copy })
    expect(copied.origin).toEqual({ from: 'archive', why: 'made-here' })

    const originals = join(place.archiveFolder, 'originals')
    const [kept] = readdirSync(originals, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.length > 60,
    )
    writeFileSync(join(originals, kept ?? ''), 'not a gzip')
    const damaged = await findRecord(context(place.archiveFolder), { ...order, id })
    expect(damaged.origin).toEqual({ from: 'archive', why: 'damaged' })
  })

  it('is shown in part and saved whole where it is very long', async () => {
    const long = chat('long', [node('long-0', null, 'x'.repeat(2_100_000))])
    const place = await imported(`[${long}]`)
    const at = await named(place, 'long')
    const path = join(place.folder, 'saved.json')
    const order = { kind: 'record', ...at, saveTo: { path, replace: false } } as const
    const record = await findRecord(context(place.archiveFolder), order)
    expect(record).toMatchObject({ isWhole: false, length: long.length })
    expect(record.text.length).toBeLessThan(long.length)
    expect(readFileSync(path, 'utf8')).toBe(long)
  })

  it('can be cancelled, and leaves nothing behind', async () => {
    const place = await imported(`[${whole}]`)
    const at = await named(place, 'one')
    const cancelled = AbortSignal.abort()
    await expect(
      findRecord(context(place.archiveFolder, [], cancelled), { kind: 'record', ...at, saveTo: null }),
    ).rejects.toMatchObject({ kind: 'cancelled' })
  })
})
