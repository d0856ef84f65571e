/** The formats that conversations are written in, in the order in which dialogs offer them: LibreChat's, then ours. */
import { AppError } from '@shared/contract/app-error.ts'
import { csvExporter } from './csv.ts'
import { dtiExporter } from './dti.ts'
import type { Exporter } from './exporter.ts'
import { htmlExporter } from './html.ts'
import { jsonExporter } from './json.ts'
import { markdownExporter } from './markdown.ts'
import { openWebUiExporter } from './open-webui.ts'
import { pdfExporter } from './pdf.ts'
import { pngExporter } from './png.ts'
import { textExporter } from './text.ts'

export const exporters: readonly Exporter[] = [
  pngExporter,
  textExporter,
  markdownExporter,
  jsonExporter,
  csvExporter,
  htmlExporter,
  pdfExporter,
  dtiExporter,
  openWebUiExporter,
]

/** Other names of formats, for those who look for the program that is to read them. */
const otherNames: Readonly<Record<string, string>> = { librechat: 'json' }

/** Every name that `exporterOf` takes. */
export const formatNames: readonly string[] = [...exporters.map(({ id }) => id), ...Object.keys(otherNames)]

/** The exporter of a format; throws AppError `invalid-input` for an unknown one. */
export function exporterOf(format: string): Exporter {
  const exporter = exporters.find(({ id }) => id === (otherNames[format] ?? format))
  if (exporter) return exporter
  throw new AppError(
    'invalid-input',
    `There is no format “${format}”. Choose one of ${formatNames.join(', ')}.`,
  )
}
