/** Which report of an export is open. */
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { ExportReport } from '@shared/job.ts'
import { create } from 'zustand'

type ReportState = {
  /** Null while none is. `action` is what was to be done about sensitive data, as far as it is known. */
  readonly open: { readonly report: ExportReport; readonly action: SensitiveAction | null } | null
}

export const useExportReport = create<ReportState>()(() => ({ open: null }))

export function openExportReport(report: ExportReport, action: SensitiveAction | null): void {
  useExportReport.setState({ open: { report, action } })
}

export function closeExportReport(): void {
  useExportReport.setState({ open: null })
}
