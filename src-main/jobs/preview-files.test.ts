import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportedRow } from '@shared/contract/jobs.ts'
import type { ImportPreview, ImportReport, PreviewRow, Progress } from '@shared/job.ts'
import { importReport } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { fixture } from '../importers/import-fixture.ts'
import { importFiles } from './import-files.ts'
import type { JobContext, JobNews } from './job.ts'
import { previewFiles } from './preview-files.ts'

let folder: string
let archiveFolder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-preview-test-'))
  archiveFolder = join(folder, 'archive')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function context(tell: (news: JobNews) => void = () => undefined): JobContext {
  return { archiveFolder, signal: new AbortController().signal, tell }
}

async function preview(...paths: string[]): Promise<ImportPreview[]> {
  const result = await previewFiles(context(), paths)
  if (result.kind !== 'preview') throw new Error('not a preview')
  return [...result.previews]
}

async function run(...paths: string[]): Promise<ImportReport[]> {
  const result = await importFiles(context(), paths)
  if (result.kind !== 'import') throw new Error('not an import')
  return [...result.reports]
}

/** What a report and a preview have in common. */
function sums(one: ImportReport | ImportPreview): object {
  const { file, format, formatName, reason, state, error, size, found, updated, unchanged } = one
  const { skipped, failed, remarks, attachments } = one
  const errorKind = error?.kind
  return {
    sums: [found, one.new, updated, unchanged],
    about: { file, format, formatName, reason, state, errorKind, size },
    problems: { skipped, failed, remarks },
    attachments,
  }
}

/** What imports brought, as their reports list it, without ids of the archive. */
function broughtBy(reports: readonly ImportReport[]): Omit<ImportedRow, 'id'>[][] {
  const archive = openArchive(archiveFolder)
  try {
    return reports.map(({ importId }) =>
      importReport(archive, importId ?? -1).rows.map(({ id: _id, ...row }) => row),
    )
  } finally {
    archive.close()
  }
}

/** How many messages would come, or came, and how many conversations are new with them. */
function changesIn(rows: readonly Pick<PreviewRow, 'result' | 'addedMessages'>[]): object {
  const changed = rows.filter(({ result }) => result !== 'unchanged')
  const added = changed.reduce((sum, { addedMessages }) => sum + addedMessages, 0)
  return { added, new: changed.filter(({ result }) => result === 'new').length }
}

/** Every row of every table, and every stored file. */
function everythingKept(): unknown {
  const archive = openArchive(archiveFolder)
  try {
    const tables = archive.db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all()
    return {
      rows: tables.map((table) => [table, archive.db.prepare(`SELECT * FROM "${table}"`).raw().all()]),
      files: readdirSync(archiveFolder, { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.startsWith('archive.sqlite') && statSync(join(archiveFolder, name)).isFile())
        .toSorted(),
    }
  } finally {
    archive.close()
  }
}

function node(name: string, parent: string | null, role: string, text: string): [string, object] {
  const content = { content_type: 'text', parts: [text] }
  return [name, { id: name, parent, message: { id: name, author: { role }, content, metadata: {} } }]
}

function record(id: string, answers: readonly string[], title = `Question ${id}`): object {
  return {
    id,
    title,
    conversation_id: id,
    create_time: 1_790_000_000,
    update_time: 1_790_000_100,
    current_node: `${id}-a0`,
    mapping: Object.fromEntries([
      node(`${id}-q`, null, 'user', 'Why?'),
      ...answers.map((text, i) => node(`${id}-a${i}`, `${id}-q`, 'assistant', text)),
    ]),
  }
}

function put(name: string, records: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(records))
  return path
}

function phaseOf(progress: Progress): string {
  return 'phase' in progress ? progress.phase : ''
}

/** Previews, then imports; answers of both what has to be the same. */
async function previewAndImport(paths: readonly string[]): Promise<{ said: object[]; came: object[] }> {
  const previews = await preview(...paths)
  const reports = await run(...paths)
  const brought = broughtBy(reports)
  return {
    said: previews.map((seen) => ({ ...sums(seen), changes: changesIn(seen.rows) })),
    came: reports.map((report, index) => ({ ...sums(report), changes: changesIn(brought[index] ?? []) })),
  }
}

const formats = readdirSync(fixture('')).filter((name) => name !== 'README.md')

describe('a preview', () => {
  it.each(formats)(
    'says of every %s fixture what its import then comes to, the first time and again',
    async (format) => {
      const paths = readdirSync(fixture(format)).map((name) => fixture(join(format, name)))
      const first = await previewAndImport(paths)
      expect(first.said.length).toBeGreaterThan(0)
      expect(first.said).toEqual(first.came)
      const again = await previewAndImport(paths)
      expect(again.said).toEqual(again.came)
    },
  )

  it('shows each conversation as it stands in the archive after the import', async () => {
    const path = fixture('chatgpt/broken-trees.json')
    const [seen] = await preview(path)
    const [brought = []] = broughtBy(await run(path))
    expect(seen?.rows.map(({ place: _place, updatedAt: _updatedAt, ...row }) => row)).toEqual(brought)
    expect(brought.length).toBeGreaterThan(2)
  })

  it('changes nothing: neither a row of the archive nor a file beside it', async () => {
    vi.stubEnv('TMPDIR', folder)
    await run(put('old.json', [record('a', ['One.']), record('b', ['Two.'])]), fixture('chatgpt/manifest'))
    const before = everythingKept()
    const [seen] = await preview(
      put('new.json', [
        record('a', ['One.', 'Another.'], 'Their title'),
        record('b', ['Two.']),
        record('c', ['New.']),
      ]),
      fixture('librechat'),
      fixture('claude'),
    )
    expect(seen).toMatchObject({ new: 1, updated: 1, unchanged: 1 })
    expect(everythingKept()).toEqual(before)
    expect(readdirSync(folder).filter((name) => name.startsWith('stemma-'))).toEqual([])
  })

  it('judges a conversation that comes again, however far behind and in whichever file, as the import does', async () => {
    const many = Array.from({ length: 450 }, (_, i) => record(`c${i}`, [`Answer ${i}`]))
    const first = put('first.json', [
      ...many,
      record('c0', ['Answer 0', 'Another.']),
      record('c0', ['Answer 0', 'Another.', 'A third.']),
      record('c1', ['Answer 1']),
    ])
    const second = put('second.json', [
      record('c0', ['Answer 0', 'Another.', 'A third.', 'A fourth.']),
      record('c449', ['Answer 449']),
    ])
    const [one, other] = await preview(first, second)
    expect(one).toMatchObject({ found: 453, new: 450, updated: 2, unchanged: 1 })
    expect(
      one?.rows.slice(450).map(({ result, messages, addedMessages }) => [result, messages, addedMessages]),
    ).toEqual([
      ['updated', 3, 1],
      ['updated', 4, 1],
    ])
    // What is known by its record is only counted.
    expect(other).toMatchObject({ found: 2, updated: 1, unchanged: 1 })
    expect(other?.rows.map(({ result, addedMessages }) => [result, addedMessages])).toEqual([['updated', 1]])
    const reports = await run(first, second)
    expect([one, other].map((seen) => seen && sums(seen))).toEqual(reports.map(sums))
  })

  it('judges two versions of which one has no time as the import does, which writes the oldest first', async () => {
    const { create_time: _time, ...undated } = record('a', ['One.']) as { create_time: number }
    const path = put('twice.json', [record('a', ['One.', 'Two.']), undated])
    const { said, came } = await previewAndImport([path])
    expect(said).toEqual(came)
  })

  it('tells that a picture which was missing would now be found', async () => {
    const asked = record('a', ['A harbour.']) as {
      mapping: Record<string, { message: { content: unknown } }>
    }
    const question = asked.mapping['a-q']
    if (!question) throw new Error('no question')
    question.message.content = {
      content_type: 'multimodal_text',
      parts: [{ content_type: 'image_asset_pointer', asset_pointer: 'sediment://file_0a' }, 'What is this?'],
    }
    await run(put('conversations.json', [asked]))
    const zip = new JSZip()
    zip.file('conversations.json', JSON.stringify([asked]))
    zip.file('file_0a-sanitized.png', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'))
    const path = join(folder, 'export.zip')
    writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }))
    const [seen] = await preview(path)
    expect(seen).toMatchObject({ updated: 1, attachments: { matched: 1, missing: 0 } })
    expect(readdirSync(archiveFolder)).not.toContain('files')
    const [report] = await run(path)
    expect(seen && sums(seen)).toEqual(report && sums(report))
  })

  it('tells how far it is, and lets others write to the archive between two batches', async () => {
    const path = put(
      'many.json',
      Array.from({ length: 1000 }, (_, i) => record(`c${i}`, ['One.'])),
    )
    const archive = openArchive(archiveFolder)
    const told = new Set<string>()
    await previewFiles(
      context((news) => {
        told.add(news.kind === 'progress' ? `${news.progress.kind}: ${phaseOf(news.progress)}` : news.kind)
        archive.db.prepare("UPDATE counters SET value = value + 1 WHERE name = 'change'").run()
      }),
      [path],
    )
    archive.close()
    expect([...told]).toEqual(['preview: opening', 'preview: reading'])
  })

  it('names refusals and goes on with the next file', async () => {
    const words = join(folder, 'words.txt')
    writeFileSync(words, 'Buy flour.')
    const seen = await preview(words, join(folder, 'gone.json'), put('good.json', [record('a', ['One.'])]))
    expect(seen.map(({ state }) => state)).toEqual(['refused', 'refused', 'done'])
    expect(readFileSync(words, 'utf8')).toBe('Buy flour.')
  })
})
