/** Whole exports: real archive, real files. What a format looks like inside is tested beside it. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportReport, JobResult, SensitiveReport } from '@shared/job.ts'
import { openArchive } from '../archive/open.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { checkConversations } from './check-conversations.ts'
import { exportConversations } from './export-conversations.ts'
import type { ExportOrder } from './export-order.ts'
import { importFiles } from './import-files.ts'

let folder: string
let out: string
let ids: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-export-'))
  out = join(folder, 'out')
  mkdirSync(out)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noPrinter = remotePrinter({ call: () => Promise.reject(new Error('no pages are drawn here')) })
const archiveFolder = (): string => join(folder, 'archive')

function context(signal = new AbortController().signal, hear: () => void = () => undefined) {
  return { archiveFolder: archiveFolder(), signal, tell: hear }
}

/** Fills the archive with conversations of two messages each. */
async function fill(titles: readonly string[], answer = 'The Moon pulls.'): Promise<void> {
  const files = titles.map((title, index) => ({
    conversationId: `c-${index}`,
    endpoint: 'openAI',
    title,
    exportAt: '13:18:04 GMT+0000',
    branches: true,
    recursive: false,
    options: { model: 'gpt-4' },
    messages: [
      {
        messageId: 'q',
        parentMessageId: null,
        sender: 'User',
        isCreatedByUser: true,
        text: `About ${title}`,
      },
      { messageId: 'a', parentMessageId: 'q', sender: 'AI', isCreatedByUser: false, text: answer },
    ],
  }))
  const path = join(folder, 'import.json')
  writeFileSync(path, JSON.stringify(files))
  await importFiles(context(), [path])
  const archive = openArchive(archiveFolder())
  ids = archive
    .statement<[], { uuid: string }>('SELECT uuid FROM conversations ORDER BY source_id')
    .all()
    .map(({ uuid }) => uuid)
  archive.close()
  expect(ids).toHaveLength(titles.length)
}

function order(more: Partial<ExportOrder> = {}): ExportOrder {
  return {
    kind: 'export',
    ids,
    format: 'markdown',
    options: {},
    path: out,
    into: 'folder',
    replace: false,
    sensitive: 'off',
    nameTemplate: '{title}',
    ...more,
  }
}

async function run(more: Partial<ExportOrder> = {}, at = context()): Promise<ExportReport> {
  const result: JobResult = await exportConversations(at, order(more), noPrinter)
  if (result.kind !== 'export') throw new Error('not an export')
  return result
}

const tree = (path: string): string[] => readdirSync(path, { recursive: true }).map(String).toSorted()

describe('several conversations', () => {
  it('become a file each, named after their titles and never twice the same', async () => {
    await fill(['Tides', 'tides', 'Q: ebb/flow?', 'con'])
    const report = await run()
    expect(tree(out)).toEqual(['Q - ebb-flow.md', 'Tides.md', 'con_.md', 'tides (2).md'])
    expect(report).toMatchObject({ written: 4, failed: [], stoppedBy: null, sensitive: null })
    expect(report.files).toHaveLength(4)
  })

  it('are named after the first words of the reader where they have no title, as in the library', async () => {
    await fill(['', 'Tides'])
    await run()
    expect(tree(out)).toEqual(['About.md', 'Tides.md'])
    expect(readFileSync(join(out, 'About.md'), 'utf8')).toMatch(/^# About\n/)
  })

  it('leave what was exported before as it is, unless they are to replace it', async () => {
    await fill(['Tides'])
    writeFileSync(join(out, 'Tides.md'), 'precious')
    await run()
    expect(tree(out)).toEqual(['Tides (2).md', 'Tides.md'])
    expect(readFileSync(join(out, 'Tides.md'), 'utf8')).toBe('precious')
    await run({ replace: true })
    expect(readFileSync(join(out, 'Tides.md'), 'utf8')).toContain('# Tides')
    await expect(run({ into: 'file', path: join(out, 'Tides.md') })).rejects.toMatchObject({
      kind: 'cannot-write',
    })
  })

  it('are named by the template', async () => {
    await fill(['Tides'])
    await run({ nameTemplate: '{source} - {title}' })
    expect(tree(out)).toEqual(['librechat - Tides.md'])
  })

  it('go into one zip, read by another program', async () => {
    await fill(['Tides', 'Ebb', 'Ebb'])
    const path = join(out, 'all.zip')
    const report = await run({ into: 'zip', path, format: 'text' })
    expect(report).toMatchObject({ files: [path], written: 3 })
    const zip = await JSZip.loadAsync(readFileSync(path))
    expect(Object.keys(zip.files).toSorted()).toEqual(['Ebb (2).txt', 'Ebb.txt', 'Tides.txt'])
    expect(await zip.file('Tides.txt')?.async('string')).toContain('About Tides')
  })

  it.each(['json', 'csv', 'text', 'markdown', 'html', 'dti', 'openwebui'])(
    'stand in one file of the format %s',
    async (format) => {
      await fill(['Tides', 'Ebb'])
      const path = join(out, 'all')
      expect(await run({ into: 'file', path, format })).toMatchObject({ files: [path], written: 2 })
      const text = readFileSync(path, 'utf8')
      expect(text).toMatch(/About Tides[^]*About Ebb/)
    },
  )

  it.each(['json', 'dti', 'openwebui'])('are a list in one file of the format %s', async (format) => {
    await fill(['Tides', 'Ebb', 'Flow'])
    const path = join(out, 'all.json')
    await run({ into: 'file', path, format })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(3)
  })

  it('are written even where one of them is not, and that one is named', async () => {
    await fill(['Tides', 'Ebb'])
    for (const more of [
      {},
      { into: 'zip', path: join(out, 'a.zip') },
      { into: 'file', path: join(out, 'a.md') },
    ] as const) {
      const report = await run({ ...more, ids: [ids[0] ?? '', 'gone', ids[1] ?? ''] })
      expect(report.written).toBe(2)
      expect(report.failed).toEqual([
        { id: 'gone', title: null, reason: expect.stringContaining('no conversation gone') as string },
      ])
    }
    await expect(run({ ids: ['gone'] })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('cannot be one picture, and nothing is left of the attempt', async () => {
    await fill(['Tides', 'Ebb'])
    const path = join(out, 'all.png')
    await expect(run({ into: 'file', path, format: 'png' })).rejects.toMatchObject({ kind: 'invalid-input' })
    expect(tree(out)).toEqual([])
  })

  it('say what the format has no place for, added up', async () => {
    await fill(['Tides', 'Ebb'])
    const { losses } = await run({ format: 'dti' })
    expect(losses).toContainEqual({ what: 'the title', count: 2 })
  })
})

describe('an export that is cancelled', () => {
  it.each(['zip', 'file'] as const)('leaves nothing of a %s', async (into) => {
    await fill(['Tides', 'Ebb', 'Flow'])
    const stop = new AbortController()
    const running = run(
      { into, path: join(out, 'all') },
      context(stop.signal, () => stop.abort()),
    )
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' })
    expect(tree(out)).toEqual([])
  })

  it('keeps the files of a folder that were finished, and reports them', async () => {
    const titles = Array.from({ length: 3000 }, (_, number) => `Tides ${number}`)
    await fill(titles)
    const stop = new AbortController()
    let news = 0
    const report = await run(
      {},
      context(stop.signal, () => ++news === 3 && stop.abort()),
    )
    expect(report.stoppedBy?.kind).toBe('cancelled')
    expect(report.written).toBeLessThan(titles.length)
    expect(tree(out)).toHaveLength(report.written)
    expect(tree(out).every((name) => name.endsWith('.md'))).toBe(true)
  })
})

const limiter = '/usr/bin/prlimit'
const canLimitFiles = process.platform === 'linux' && existsSync(limiter)

/** Lets no file of this process grow beyond so many bytes, as a full disk does. */
function limitFiles(bytes: string): void {
  execFileSync(limiter, ['--pid', String(process.pid), `--fsize=${bytes}:`])
}

describe.runIf(canLimitFiles)('a full disk', () => {
  it.each(['zip', 'file', 'folder'] as const)('leaves no half-written %s', async (into) => {
    // Noise, which no packing makes smaller.
    await fill(['Tides', 'Ebb'], randomBytes(400_000).toString('base64'))
    const path = into === 'folder' ? out : join(out, 'all')
    limitFiles('300000')
    try {
      await expect(run({ into, path, format: 'text' })).rejects.toMatchObject({ kind: 'disk-full' })
    } finally {
      limitFiles('unlimited')
    }
    expect(tree(out)).toEqual([])
  })
})

describe('sensitive data', () => {
  const answer = 'Write to robin@example.org or call +49 30 1234567.'

  it('is counted in what is written, when a warning is wanted', async () => {
    await fill(['Tides', 'Ebb'], answer)
    const report = await run({ sensitive: 'warn' })
    expect(report.sensitive).toMatchObject({ email: 2, phone: 2, card: 0 })
    expect(readFileSync(join(out, 'Tides.md'), 'utf8')).toContain('robin@example.org')
  })

  it.each(['markdown', 'text', 'json', 'csv', 'html', 'dti', 'openwebui'])(
    'is taken out of everything in the format %s, and of its name',
    async (format) => {
      await fill(['robin@example.org', 'Ebb'], answer)
      const report = await run({ sensitive: 'redact', format })
      expect(report.sensitive).toMatchObject({ phone: 2 })
      for (const name of tree(out)) {
        expect(name + readFileSync(join(out, name), 'utf8')).not.toMatch(/robin@example|1234567/)
      }
    },
  )

  it('is listed by conversation before anything is written', async () => {
    await fill(['Tides', 'Ebb'], answer)
    const ask = {
      kind: 'export-check',
      ids: [...ids, 'gone'],
      into: { kind: 'format', format: 'markdown', options: {} },
    } as const
    const report = (await checkConversations(context(), ask)) as SensitiveReport & { kind: 'export-check' }
    expect(report).toMatchObject({ kind: 'export-check', conversations: 2, counts: { email: 2, phone: 2 } })
    expect(
      report.found.map(({ title, examples }) => [title, examples[0]?.text, examples[0]?.before]),
    ).toEqual([
      ['Tides', 'robin@example.org', 'Write to '],
      ['Ebb', 'robin@example.org', 'Write to '],
    ])
    expect(report.failed).toHaveLength(1)
    expect(tree(out)).toEqual([])
  })
})
