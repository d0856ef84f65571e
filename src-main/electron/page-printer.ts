/**
 * Draws HTML files of ours in hidden windows: as PDF, or as pixels band by band.
 *
 * The pages run no script (their own policy forbids it); the few lines that measure and scroll run beside the page, in
 * an isolated world. What the pages may load is page-session's work.
 */
import { BrowserWindow, type NativeImage, type PrintToPDFOptions, type WebContents } from 'electron'
import { AppError } from '@shared/contract/app-error.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import type { PagePrinter, PdfOptions } from '../ports.ts'
import { createPageSession, type PageSession } from './page-session.ts'
import { measurePage, prepareBands, scrollToBand, waitForFonts, type PageScript } from './page-scripts.ts'

interface OpenPage {
  readonly window: BrowserWindow
  readonly width: number
  readonly height: number
  /** Device pixels for each CSS pixel. */
  readonly scale: number
  /** Device rows that one capture gives, without the mark below them. */
  readonly rows: number
  close(): void
}

/** CSS pixels of the window that a document is printed from; the paper decides its width anew. */
const paperWidth = 800
/**
 * CSS pixels of the tallest document that is tagged, some two thousand pages. Chromium's process has ended tagging 3,500
 * pages that it prints without tags; at 9,300 it ended either way.
 */
const tallestTagged = 2_000_000
/** CSS pixels of a capture. */
const viewHeight = 2000
/** CSS pixels of the mark at the lower end of a capture, which says which band it is. */
const markHeight = 8
const capturesAtMost = 100

/** A printer for the pages of one archive, whose stored pictures they may show. */
export function createPagePrinter(archiveFolder: string): PagePrinter {
  const pages = new Map<number, OpenPage>()
  /** What closes the window of a file. */
  const windows = new Map<string, () => void>()
  let session: PageSession | null = null
  let opened = 0

  /** Loads a file into a hidden window and waits for its fonts and pictures. */
  async function load(
    htmlFile: string,
    width: number,
    isOffscreen: boolean,
  ): Promise<Pick<OpenPage, 'window' | 'close'>> {
    session ??= createPageSession(archiveFolder)
    const address = session.open(htmlFile)
    const window = new BrowserWindow({
      show: false,
      frame: false,
      useContentSize: true,
      width,
      height: viewHeight,
      backgroundColor: '#ffffff',
      webPreferences: {
        session: session.session,
        offscreen: isOffscreen,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        backgroundThrottling: false,
        spellcheck: false,
      },
    })
    const close = (): void => {
      address.close()
      windows.delete(htmlFile)
      if (!window.isDestroyed()) window.destroy()
    }
    windows.set(htmlFile, close)
    try {
      await alive(window.webContents, window.loadURL(address.url))
      await alive(window.webContents, run(window.webContents, waitForFonts()))
    } catch (error) {
      close()
      throw error
    }
    return { window, close }
  }

  function pageOf(number: number): OpenPage {
    const page = pages.get(number)
    if (!page) throw new Error(`Page ${number} is not open.`)
    return page
  }

  return {
    async printPdf(htmlFile, options) {
      const { window, close } = await load(htmlFile, paperWidth, false)
      try {
        const contents = window.webContents
        const { height } = await alive(contents, run(contents, measurePage()))
        const isTagged = height <= tallestTagged
        return await alive(contents, contents.printToPDF(pdfSettings(options, isTagged)))
      } finally {
        close()
      }
    },

    async openPage(htmlFile, { width, scale: wanted }) {
      const { window, close } = await load(htmlFile, width, true)
      try {
        const contents = window.webContents
        const before = await alive(contents, run(contents, measurePage()))
        // A screen that magnifies everything magnifies hidden windows too; zoom makes up for it.
        contents.setZoomFactor(wanted / before.pixelRatio)
        const viewInDips = (cssPixels: number): number => Math.ceil((cssPixels * wanted) / before.pixelRatio)
        window.setContentSize(viewInDips(width), viewInDips(viewHeight))
        const size = await alive(contents, run(contents, prepareBands(width, markHeight)))
        opened += 1
        pages.set(opened, {
          window,
          close,
          width: size.width * wanted,
          height: size.height * wanted,
          scale: wanted,
          rows: (size.bandHeight - 1) * wanted,
        })
        return { page: opened, width: size.width * wanted, height: size.height * wanted }
      } catch (error) {
        close()
        throw error
      }
    },

    async captureBand(number, top, height) {
      const page = pageOf(number)
      const band = new Uint8Array(page.width * height * 4)
      for (let done = 0; done < height;) {
        const rows = Math.min(page.rows, height - done)
        band.set(await captureRows(page, top + done, rows), done * page.width * 4)
        done += rows
      }
      return band
    },

    async closePage(number) {
      pages.get(number)?.close()
      pages.delete(number)
    },

    async stop(htmlFile) {
      windows.get(htmlFile)?.()
    },
  }
}

/** Rows of an open page, as many as one capture gives at most. */
async function captureRows(
  { window, width, scale }: OpenPage,
  top: number,
  rows: number,
): Promise<Uint8Array> {
  const contents = window.webContents
  // Scrolling stands on whole CSS pixels; what lies above the wanted row is cut off below.
  const cssTop = Math.floor(top / scale)
  const above = top - cssTop * scale
  const mark = await alive(contents, run(contents, scrollToBand(cssTop)))
  for (let attempt = 0; attempt < capturesAtMost; attempt++) {
    const image = await alive(contents, contents.capturePage(undefined, { stayHidden: true }))
    const pixels = image.toBitmap()
    const capture = { pixels, width: pixelWidthOf(image, pixels.byteLength) }
    // A capture can show the frame before; only the one that carries the mark of this band is taken.
    if (capture.width >= width && hasMark(capture, mark)) return cutOut(capture, width, above, rows)
  }
  throw new AppError(
    'not-available',
    'The picture could not be drawn: the hidden window shows nothing. Try again.',
  )
}

interface Capture {
  readonly pixels: Buffer
  readonly width: number
}

/** Device pixels in a row: the size of a picture is told in the units of the screen, which may be larger. */
function pixelWidthOf(image: NativeImage, bytes: number): number {
  const { width, height } = image.getSize()
  return width * height === 0 ? 0 : Math.round(width * Math.sqrt(bytes / 4 / (width * height)))
}

function hasMark({ pixels, width }: Capture, mark: number): boolean {
  const inMark = pixels.byteLength - 2 * width * 4
  return inMark >= 0 && pixels.readUIntLE(inMark, 3) === mark
}

function cutOut(
  { pixels, width: sourceWidth }: Capture,
  width: number,
  top: number,
  rows: number,
): Uint8Array {
  if (sourceWidth === width) return pixels.subarray(top * width * 4, (top + rows) * width * 4)
  const band = new Uint8Array(width * rows * 4)
  for (let row = 0; row < rows; row++) {
    const start = (top + row) * sourceWidth * 4
    band.set(pixels.subarray(start, start + width * 4), row * width * 4)
  }
  return band
}

/** The world that our lines run in: beside the page, out of its reach. */
const isolatedWorld = 999

/** Runs lines of page-scripts beside the page. */
function run<T>(contents: WebContents, script: PageScript<T>): Promise<T> {
  return contents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code: script.code }]) as Promise<T>
}

/** The work, or its failure when the page's process ends meanwhile: then no answer would ever come. */
async function alive<T>(contents: WebContents, work: Promise<T>): Promise<T> {
  let ended: (() => void) | null = null
  const end = new Promise<never>((_resolve, reject) => {
    ended = () =>
      reject(
        new AppError(
          'not-available',
          'This conversation is too long to be drawn. Export it as Markdown or JSON instead.',
        ),
      )
    contents.once('render-process-gone', ended)
    contents.once('destroyed', ended)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    if (ended && !contents.isDestroyed()) {
      contents.off('render-process-gone', ended)
      contents.off('destroyed', ended)
    }
  }
}

function pdfSettings({ title, pageSize }: PdfOptions, isTagged: boolean): PrintToPDFOptions {
  return {
    pageSize,
    printBackground: true,
    generateTaggedPDF: isTagged,
    generateDocumentOutline: isTagged,
    displayHeaderFooter: true,
    headerTemplate: marginLine(escapeHtml(title), 'left'),
    footerTemplate: marginLine(
      '<span class="pageNumber"></span> / <span class="totalPages"></span>',
      'right',
    ),
    // Inches.
    margins: { top: 0.75, bottom: 0.75, left: 0.63, right: 0.63 },
  }
}

function marginLine(html: string, side: 'left' | 'right'): string {
  const style = `width:100%;margin:0 16mm;font:7.5pt sans-serif;color:#746f63;text-align:${side}`
  return `<div style="${style};white-space:nowrap;overflow:hidden;text-overflow:ellipsis">${html}</div>`
}
