/** PDF and pictures, as far as they need no window: the page, the choices, the pieces. A printer of paper stands in. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withDefaults, type ChosenOptions } from '@shared/option.ts'
import type { PagePrinter } from '../ports.ts'
import type { Exporter } from './exporter.ts'
import { pdfExporter } from './pdf.ts'
import { pngExporter } from './png.ts'
import { conversationPage } from './render/conversation-page.ts'
import { conversation, everyPart, message, plainTools, writtenJoined } from './written.ts'

/** A question asked twice; the second time with two answers, of which the first is shown. */
const branched = conversation(
  [
    message('q1', null, 'first question'),
    message('a1', 'q1', 'first answer', { role: 'assistant' }),
    message('q2', null, 'second question'),
    message('a2', 'q2', 'shown answer', { role: 'assistant' }),
    message('a3', 'q2', 'other answer', { role: 'assistant' }),
  ],
  { activeLeafId: 'a2' },
)

let temporaryFolder: string
beforeEach(async () => {
  temporaryFolder = await mkdtemp(join(tmpdir(), 'stemma-pages-'))
})
afterEach(() => rm(temporaryFolder, { recursive: true, force: true }))

const everything = {
  theme: 'light',
  hasAllBranches: false,
  hasHead: true,
  hasFoot: false,
  showsThinking: true,
  showsHidden: true,
} as const
const page = (given = branched, look = {}): string =>
  [...conversationPage(given, { ...everything, ...look })].join('')

describe('the page of a conversation', () => {
  it('holds the shown branch and nothing else', () => {
    const html = page()
    expect(html).toContain('shown answer')
    expect(html).toContain('version 2 of 2')
    expect(html).not.toContain('other answer')
    expect(html).not.toContain('first question')
  })

  it('may load nothing but its fonts and stored pictures', () => {
    const html = page(conversation([], { title: '</title><script>__pwn=1</script>' }))
    expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'; /)
    expect(html).not.toContain('<script')
    expect(html.match(/url\((?!fonts\/)[^)]*\)/g)).toBeNull()
  })

  it('shows thinking unfolded, or leaves it out when asked to', () => {
    const given = conversation([message('a', null, everyPart)])
    expect(page(given)).toContain('<details class="fold thinking" open="">')
    expect(page(given, { showsThinking: false })).not.toContain('<details class="fold thinking"')
    expect(page(given, { showsThinking: false })).toContain('quota exceeded')
  })

  it('shows hidden messages only when asked to', () => {
    const given = conversation([message('a', null, 'x', { isHidden: true }), message('b', 'a', 'y')])
    expect(page(given)).toContain('2 messages')
    expect(page(given, { showsHidden: false })).toContain('1 message<')
  })

  it('can be dark', () => {
    expect(page(undefined, { theme: 'dark' })).toContain('<html lang="en" data-theme="dark">')
  })
})

/** A page `height` tall whose rows each have a colour of their own; remembers what was asked of it. */
function paperPrinter(height: number): PagePrinter & { readonly asked: unknown[] } {
  const asked: unknown[] = []
  let width = 0
  return {
    asked,
    async printPdf(htmlFile, options) {
      asked.push(options, await readFile(htmlFile, 'utf8'))
      return Buffer.from('%PDF')
    },
    async openPage(_htmlFile, { scale }) {
      width = 2 * scale
      return { page: 1, width, height: height * scale }
    },
    async captureBand(_page, top, rows) {
      asked.push([top, rows])
      return Uint8Array.from(
        { length: rows * width * 4 },
        (_, index) => (top + Math.floor(index / width / 4)) % 251,
      )
    },
    async closePage(number) {
      asked.push(`closed ${number}`)
    },
    async stop() {
      asked.push('stopped')
    },
  }
}

async function writeFiles(
  exporter: Exporter,
  printer: PagePrinter | null,
  chosen: ChosenOptions = {},
  signal = new AbortController().signal,
): Promise<Buffer[]> {
  const files: Buffer[][] = [[]]
  const output = {
    async write(chunk: string | Uint8Array): Promise<void> {
      files.at(-1)?.push(Buffer.from(chunk as Uint8Array))
    },
    async nextFile(): Promise<void> {
      files.push([])
    },
    addAsset: () => Promise.reject(new Error('a page has no files beside it')),
  }
  const tools = { ...plainTools(), signal, printer, temporaryFolder }
  await exporter.write(branched, output, withDefaults(exporter.options, chosen), tools)
  return files.map((chunks) => Buffer.concat(chunks))
}

const heightsOf = (files: readonly Buffer[]): number[] => files.map((file) => file.readUInt32BE(20))

describe('a picture', () => {
  it('of a tall conversation becomes files of at most 16,000 pixels that together have every row', async () => {
    const printer = paperPrinter(50_001)
    const heights = heightsOf(await writeFiles(pngExporter, printer))
    expect(Math.max(...heights)).toBeLessThanOrEqual(16_000)
    expect(heights.reduce((sum, height) => sum + height, 0)).toBe(50_001)
    expect(printer.asked.at(-1)).toBe('closed 1')
  })

  it('of a tall conversation is one file when asked to', async () => {
    expect(
      heightsOf(await writeFiles(pngExporter, paperPrinter(50_001), { pieces: 'one', scale: '2' })),
    ).toEqual([100_002])
  })

  it('stops when it is cancelled, and closes the page', async () => {
    const stop = new AbortController()
    const printer = paperPrinter(50_001)
    const capture = printer.captureBand.bind(printer)
    printer.captureBand = (...band) => {
      stop.abort()
      return capture(...band)
    }
    await expect(writeFiles(pngExporter, printer, {}, stop.signal)).rejects.toMatchObject({
      kind: 'cancelled',
    })
    expect(printer.asked.at(-1)).toBe('closed 1')
  })

  it('needs the desktop app and says so', async () => {
    await expect(writeFiles(pngExporter, null)).rejects.toMatchObject({ kind: 'not-available' })
  })
})

describe('a PDF', () => {
  it('of several conversations has a chapter for each, and begins it on a new page', async () => {
    const printer = paperPrinter(1)
    const titles = ['Tides', 'Ebb', 'Flow']
    const given = titles.map((title) => ({ ...branched, title }))
    await writtenJoined(pdfExporter, given, {}, { printer, temporaryFolder })
    expect(printer.asked[0]).toEqual({ title: '3 conversations', pageSize: 'A4' })
    const html = String(printer.asked[1])
    expect(Array.from(html.matchAll(/<h1>(\w+)<\/h1>/g), ([, title]) => title)).toEqual(titles)
    expect(html.match(/<section class="chapter">/g)).toHaveLength(2)
  })

  it('is printed on the chosen paper under the title', async () => {
    const printer = paperPrinter(1)
    expect((await writeFiles(pdfExporter, printer, { pageSize: 'Letter' })).join('')).toBe('%PDF')
    expect(printer.asked[0]).toEqual({ title: 'Tides', pageSize: 'Letter' })
    expect(printer.asked[1]).toContain('shown answer')
  })

  it('stops at once when it is cancelled', async () => {
    const stop = new AbortController()
    const printer = paperPrinter(1)
    const closed = new Promise<never>((_resolve, reject) => {
      printer.stop = async () => reject(new Error('the window was closed'))
    })
    printer.printPdf = () => {
      queueMicrotask(() => stop.abort())
      return closed
    }
    await expect(writeFiles(pdfExporter, printer, {}, stop.signal)).rejects.toMatchObject({
      kind: 'cancelled',
    })
  })
})
