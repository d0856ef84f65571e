/** What a reader is told when an export has ended. */
import type { Job } from '@shared/job.ts'
import { counted } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'

export type ExportMessage = {
  readonly tone: 'success' | 'neutral' | 'failure'
  readonly title: string
  readonly description?: string
  /** The file to open, when it is a single one. */
  readonly openable: string | null
  /** A file to show in its folder. */
  readonly showable: string | null
}

export function exportMessage(job: Job): ExportMessage {
  if (job.state === 'cancelled') {
    return {
      tone: 'neutral',
      title: 'Export cancelled',
      description: 'No half-written file was left.',
      openable: null,
      showable: null,
    }
  }
  const files = job.result?.kind === 'export' ? job.result.files : []
  const [first] = files
  if (job.state === 'failed' || first === undefined) {
    return {
      tone: 'failure',
      title: 'Export failed',
      description: job.error?.message ?? 'No file was written.',
      openable: null,
      showable: null,
    }
  }
  const isOne = files.length === 1
  return {
    tone: 'success',
    title: isOne ? `Exported ${lastOfPath(first)}` : `Exported ${counted(files.length, 'file')}`,
    openable: isOne ? first : null,
    showable: first,
  }
}
