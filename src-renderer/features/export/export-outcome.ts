/** What a reader is told when an export has ended. */
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { ExportReport, Job } from '@shared/job.ts'
import { counted, countText } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { findingsText } from '@shared/sensitive-words.ts'

export type ExportMessage = {
  readonly tone: 'success' | 'neutral' | 'failure'
  readonly title: string
  readonly description?: string
  /** The file to open, when it is a single one. */
  readonly openable: string | null
  /** A file to show in its folder. */
  readonly showable: string | null
  /** The single file that can be put on the clipboard. */
  readonly copyable: string | null
  /** Files that can be dragged out; empty where they are too many for a hand. */
  readonly draggable: readonly string[]
  /** What there is to read beside this sentence; null where it says everything. */
  readonly report: ExportReport | null
}

const nothing = { openable: null, showable: null, copyable: null, draggable: [], report: null }

/** Files that go out in one drag. */
const mostDragged = 100

const copyableFile = /\.(?:png|txt|md|json|csv|html)$/i

/** `action` is what was to be done about sensitive data, as far as it is known. */
export function exportMessage(job: Job, action: SensitiveAction | null): ExportMessage {
  const report = job.result?.kind === 'export' ? job.result : null
  const [first] = report?.files ?? []
  const isCancelled = job.state === 'cancelled' || report?.stoppedBy?.kind === 'cancelled'
  if (report === null || first === undefined) {
    if (isCancelled) return { ...nothing, ...cancelled('No half-written file was left.') }
    return {
      ...nothing,
      tone: 'failure',
      title: 'Export failed',
      description: job.error?.message ?? report?.stoppedBy?.message ?? 'No file was written.',
      report: report !== null && report.failed.length > 0 ? report : null,
    }
  }
  const isOne = report.files.length === 1
  const files = {
    openable: isOne ? first : null,
    showable: first,
    copyable: isOne && copyableFile.test(first) ? first : null,
    draggable: report.files.length <= mostDragged ? report.files : [],
    report: hasMore(report) ? report : null,
  }
  if (isCancelled)
    return { ...files, ...cancelled(`${counted(report.files.length, 'finished file')} stayed.`) }
  const description = descriptionOf(report, action)
  return {
    ...files,
    tone: report.failed.length === 0 && report.stoppedBy === null ? 'success' : 'failure',
    title: titleOf(report, first),
    ...(description === '' ? {} : { description }),
  }
}

function cancelled(description: string): Pick<ExportMessage, 'tone' | 'title' | 'description'> {
  return { tone: 'neutral', title: 'Export cancelled', description }
}

function titleOf({ files, written, failed }: ExportReport, first: string): string {
  if (failed.length > 0) {
    return `Exported ${countText(written)} of ${counted(written + failed.length, 'conversation')}`
  }
  if (files.length > 1) return `Exported ${counted(files.length, 'file')}`
  return `Exported ${lastOfPath(first)}`
}

function descriptionOf(report: ExportReport, action: SensitiveAction | null): string {
  const { failed, stoppedBy, sensitive, written, files } = report
  const found = sensitive === null ? '' : findingsText(sensitive)
  return [
    files.length === 1 && written > 1 ? counted(written, 'conversation') : '',
    failed.length > 0 ? `${counted(failed.length, 'conversation')} could not be written` : '',
    stoppedBy?.message ?? '',
    found === '' ? '' : `${found} ${sensitiveVerb(action)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** What became of sensitive data, behind its count. */
export function sensitiveVerb(action: SensitiveAction | null): string {
  return action === 'redact' ? 'taken out' : action === 'warn' ? 'left in' : 'found'
}

function hasMore({ written, failed, losses, sensitive, stoppedBy }: ExportReport): boolean {
  if (failed.length > 0 || stoppedBy !== null || losses.length > 0) return true
  return written > 1 && sensitive !== null
}
