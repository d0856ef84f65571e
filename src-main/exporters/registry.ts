/** The formats that conversations are written in, in the order in which dialogs offer them. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Exporter } from './exporter.ts'
import { jsonExporter } from './json.ts'
import { markdownExporter } from './markdown.ts'
import { pdfExporter } from './pdf.ts'
import { pngExporter } from './png.ts'

export const exporters: readonly Exporter[] = [markdownExporter, pdfExporter, pngExporter, jsonExporter]

/** The exporter of a format; throws AppError `invalid-input` for an unknown one. */
export function exporterOf(format: string): Exporter {
  const exporter = exporters.find(({ id }) => id === format)
  if (exporter) return exporter
  const known = exporters.map(({ id }) => id).join(', ')
  throw new AppError('invalid-input', `There is no format “${format}”. Choose one of ${known}.`)
}
