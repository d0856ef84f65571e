/** The page printer, asked for over a line between threads: one end asks, the other answers. */
import { AppError } from '@shared/contract/app-error.ts'
import type { PageOptions, PagePrinter, PdfOptions } from '../ports.ts'
import type { Line } from './rpc.ts'

/** A printer that passes every wish to the other end of a line. */
export function remotePrinter(line: Pick<Line, 'call'>): PagePrinter {
  return {
    printPdf: (htmlFile, options) =>
      line.call('printer.printPdf', [htmlFile, options]) as Promise<Uint8Array>,
    openPage: (htmlFile, options) =>
      line.call('printer.openPage', [htmlFile, options]) as ReturnType<PagePrinter['openPage']>,
    captureBand: (page, top, height) =>
      line.call('printer.captureBand', [page, top, height]) as Promise<Uint8Array>,
    closePage: (page) => line.call('printer.closePage', [page]) as Promise<void>,
    stop: (htmlFile) => line.call('printer.stop', [htmlFile]) as Promise<void>,
  }
}

/** Answers what `remotePrinter` asks; null for a name that is none of the printer's. */
export function servePrinter(
  printer: PagePrinter | null,
  name: string,
  input: unknown,
): Promise<unknown> | null {
  if (!name.startsWith('printer.')) return null
  if (!printer)
    throw new AppError('not-available', 'Pictures and PDF need the desktop app; no window can be drawn here.')
  switch (name) {
    case 'printer.printPdf':
      return printer.printPdf(...(input as [string, PdfOptions]))
    case 'printer.stop':
      return printer.stop(...(input as [string]))
    case 'printer.openPage':
      return printer.openPage(...(input as [string, PageOptions]))
    case 'printer.captureBand':
      return printer.captureBand(...(input as [number, number, number]))
    case 'printer.closePage':
      return printer.closePage(...(input as [number]))
    default:
      return null
  }
}
