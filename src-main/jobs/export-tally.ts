/** Adds up what an export job has done. */
import { toErrorValue, type ErrorValue } from '@shared/contract/app-error.ts'
import type { ExportLoss } from '@shared/export-loss.ts'
import type { ExportProblem, ExportReport } from '@shared/job.ts'
import { addCounts, type SensitiveCounts } from '@shared/sensitive-data.ts'

export interface ExportTally {
  written(files: readonly string[]): void
  /** A file that holds several. */
  file(path: string): void
  failed(id: string, title: string | null, error: unknown): void
  lost(losses: readonly ExportLoss[]): void
  found(counts: SensitiveCounts): void
  /** Conversations that were written so far. */
  count(): number
  report(stoppedBy: ErrorValue | null): ExportReport
}

/** @param nothingFound what to begin counting sensitive data with; null where nobody looks for it */
export function createExportTally(nothingFound: SensitiveCounts | null): ExportTally {
  const files: string[] = []
  const failed: ExportProblem[] = []
  const losses = new Map<string, number>()
  let written = 0
  let sensitive = nothingFound
  return {
    written(names) {
      written += 1
      for (const name of names) files.push(name)
    },
    file: (path) => void files.push(path),
    failed: (id, title, error) => void failed.push({ id, title, reason: toErrorValue(error).message }),
    lost(more) {
      for (const { what, count } of more) losses.set(what, (losses.get(what) ?? 0) + count)
    },
    found(counts) {
      if (sensitive !== null) sensitive = addCounts(sensitive, counts)
    },
    count: () => written,
    report: (stoppedBy) => ({
      files,
      written,
      failed,
      losses: [...losses].map(([what, count]) => ({ what, count })),
      sensitive,
      stoppedBy,
    }),
  }
}
