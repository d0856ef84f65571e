/** What the app asks of a desktop. electron/ answers it; everything else works without. */

export interface PageOptions {
  /** CSS pixels. */
  readonly width: number
  /** Device pixels for each CSS pixel. */
  readonly scale: 1 | 2 | 3
}

/** Draws HTML files of ours as paper or pixels, in a hidden window without scripts or network. */
export interface PagePrinter {
  /** Prints a file to PDF with page numbers; up to some two thousand pages tagged and with an outline of its headings. */
  printPdf(htmlFile: string, options: PdfOptions): Promise<Uint8Array>
  /** Lays a file out and answers its size in device pixels; to be closed by `closePage`. */
  openPage(
    htmlFile: string,
    options: PageOptions,
  ): Promise<{ readonly page: number; readonly width: number; readonly height: number }>
  /** The pixels of a horizontal band of an open page, four bytes each in the order B, G, R, A, rows from top. */
  captureBand(page: number, top: number, height: number): Promise<Uint8Array>
  closePage(page: number): Promise<void>
  /** Gives up what is being done to a file: its `printPdf` or `openPage` then fails, an open page of it is closed. */
  stop(htmlFile: string): Promise<void>
}

export interface PdfOptions {
  readonly title: string
  readonly pageSize: 'A4' | 'Letter'
}
