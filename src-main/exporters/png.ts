/**
 * Pictures. The page is captured band by band and encoded row by row, so that its height is limited
 * by nothing but the format; by default it is divided into numbered files that every viewer opens.
 */
import type { ChosenOptions } from '@shared/option.ts'
import type { PageOptions, PagePrinter } from '../ports.ts'
import { hiddenOption, themeOption, thinkingOption } from './common-options.ts'
import type { ExportTools, Exporter } from './exporter.ts'
import { drawn, pageLook, printerOf } from './page-options.ts'
import { encodePng } from './png-encoder.ts'
import { quietRow } from './quiet-row.ts'
import { writeConversationPage } from './render/conversation-page.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'

/** CSS pixels. */
const widths = ['600', '800', '1000', '1200']
const usualWidth = '800'
/** Device pixels that are asked for at a time: what the printer gets in one capture at 1×, and not one row more. */
const bandHeight = 1980
/** Device pixels of the tallest file. */
const tallestPiece = 16_000
/** Device pixels at the end of a file in which a gap between lines is looked for. */
const cutRange = 800

export const pngExporter: Exporter = {
  id: 'png',
  name: 'PNG',
  extension: 'png',
  purpose: 'Showing a conversation as it looks',
  needsPrinter: true,
  holds: 'reading',
  options: [
    themeOption(['light', 'dark']),
    {
      kind: 'choice',
      name: 'width',
      label: 'Width',
      description: 'How wide the page is laid out, in pixels at 1×.',
      choices: widths.map((value) => ({ value, label: `${Number(value).toLocaleString('en')} pixels` })),
      initial: usualWidth,
    },
    {
      kind: 'choice',
      name: 'pieces',
      label: 'Long conversations',
      description:
        'Many programs open no picture taller than 16,000 pixels, so that numbered files are no taller.',
      choices: [
        { value: '16000', label: 'Numbered files' },
        { value: 'one', label: 'One file, any height' },
      ],
      initial: '16000',
    },
    {
      kind: 'choice',
      name: 'scale',
      label: 'Resolution',
      description: 'At 2× text stays sharp when it is enlarged; files are some three times as large.',
      choices: [
        { value: '1', label: '1×' },
        { value: '2', label: '2×' },
        { value: '3', label: '3×' },
      ],
      initial: '1',
    },
    {
      kind: 'switch',
      name: 'header',
      label: 'Title at the top',
      description: 'Shows title, model, date and number of messages above the first message.',
      initial: true,
    },
    {
      kind: 'switch',
      name: 'footer',
      label: 'Line at the bottom',
      description: 'Says below the last message what this is and when it was written.',
      initial: false,
    },
    // LibreChat's pictures show what is on the screen: one branch.
    thinkingOption,
    hiddenOption(false),
  ],
  writeJoined: null,
  async write(conversation, output, chosen, tools) {
    const printer = printerOf(tools)
    tools.step('laying out')
    const file = await writeConversationPage(conversation, pageLook(chosen), tools)
    const open = (): Promise<OpenPage> => printer.openPage(file, pageOptionsOf(chosen))
    const page = await drawn(printer, file, tools.signal, open)
    try {
      const tallest = chosen['pieces'] === 'one' ? page.height : tallestPiece
      for (let top = 0; top < page.height;) {
        if (top > 0) await output.nextFile()
        const height = await pieceHeight(printer, page, top, tallest)
        const bands = bandsOf(printer, page, top, height, tools)
        for await (const chunk of encodePng({ width: page.width, height }, bands)) await output.write(chunk)
        top += height
      }
    } finally {
      await printer.closePage(page.page)
    }
  },
}

/** Width in CSS pixels and device pixels for each. */
export function pageOptionsOf(chosen: ChosenOptions): PageOptions {
  const width = String(chosen['width'] ?? usualWidth)
  const scale = chosen['scale'] === '3' ? 3 : chosen['scale'] === '2' ? 2 : 1
  return { width: Number(widths.includes(width) ? width : usualWidth), scale }
}

interface OpenPage {
  readonly page: number
  readonly width: number
  readonly height: number
}

async function pieceHeight(
  printer: PagePrinter,
  page: OpenPage,
  top: number,
  tallest: number,
): Promise<number> {
  if (page.height - top <= tallest) return page.height - top
  const start = tallest - cutRange
  return start + quietRow(await printer.captureBand(page.page, top + start, cutRange), page.width)
}

async function* bandsOf(
  printer: PagePrinter,
  page: OpenPage,
  top: number,
  height: number,
  tools: ExportTools,
): AsyncGenerator<Uint8Array> {
  const end = top + height
  for (let at = top; at < end; at += bandHeight) {
    throwIfCancelled(tools.signal)
    tools.step(`drawing ${Math.round((100 * at) / page.height)} %`)
    yield await printer.captureBand(page.page, at, Math.min(bandHeight, end - at))
  }
}
