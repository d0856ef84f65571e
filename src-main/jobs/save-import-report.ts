/** Writes the report of an import to a file, whole or not at all. */
import { importReport } from '../archive/imports.ts'
import type { Archive } from '../archive/archive.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { reportAsCsv, reportAsJson } from '../reports/import-report.ts'

export interface ReportFile {
  readonly importId: number
  readonly format: 'json' | 'csv'
  /** Full path. */
  readonly path: string
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
}

/** @throws AppError `not-found`, `cannot-write`, `disk-full` */
export async function saveImportReport(archive: Archive, file: ReportFile): Promise<void> {
  const whole = importReport(archive, file.importId)
  const output = await openAtomicOutput(file.path, { replace: file.replace })
  try {
    await output.write(file.format === 'json' ? reportAsJson(whole) : reportAsCsv(whole))
    await output.finish()
  } catch (error) {
    await output.abort()
    throw error
  }
}
