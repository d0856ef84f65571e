/** How far a job is, in words and as a share. */
import type { Progress } from '@shared/job.ts'
import { bytesText, counted, countText } from '../ui/counts.ts'
import { lastOfPath } from '../ui/path-name.ts'

export type ProgressText = {
  /** What is being done: "Importing conversations.json". */
  readonly label: string
  /** How far it is: "6,120 conversations · 12 MB of 412 MB". */
  readonly text: string
  /** Between 0 and 1; null while nobody can know. */
  readonly share: number | null
}

/** What is done, and to what: conversations, where nothing else is said; null where bytes are only a measure of it. */
const countedWork: Readonly<
  Record<
    Extract<Progress, { readonly done: number }>['kind'],
    string | readonly [work: string, unit: string | null]
  >
> = {
  export: 'Exporting',
  'export-check': 'Looking through',
  'html-archive': 'Writing an archive of',
  delete: 'Deleting',
  insights: 'Counting',
  change: 'Changing',
  dataset: 'Working on a dataset of',
  compact: ['Compacting', 'database'],
  'rebuild-index': ['Indexing', 'message'],
  backup: ['Backing up the archive', null],
  verify: ['Checking a backup', null],
  restore: ['Restoring a backup', null],
  record: ['Looking in the kept file', null],
}

export function progressText(progress: Progress): ProgressText {
  if ('done' in progress) {
    const { done, total, step } = progress
    const named = countedWork[progress.kind]
    const [work, unit] = typeof named === 'string' ? [named, 'conversation'] : named
    const isShare = unit === null
    const count = isShare
      ? percentText(done, total)
      : total === 1
        ? ''
        : `${countText(done)} of ${countText(total)}`
    return {
      label: isShare ? work : `${work} ${counted(total, unit)}`,
      text: [count, step ?? ''].filter((part) => part !== '').join(' · '),
      share: total > 1 ? done / total : null,
    }
  }
  const { phase, file, fileIndex, fileCount, conversations, bytes, totalBytes } = progress
  const place = fileCount > 1 ? `file ${countText(fileIndex + 1)} of ${countText(fileCount)}` : ''
  // The index counts messages where the reader counts bytes.
  const sizeText = phase === 'indexing' ? countText : bytesText
  const unit = phase === 'indexing' ? ' messages' : ''
  const read = totalBytes > 0 ? `${sizeText(bytes)} of ${sizeText(totalBytes)}${unit}` : ''
  const reading = progress.kind === 'preview' ? 'Reading' : 'Importing'
  const label = { opening: 'Opening', reading, indexing: 'Indexing', keeping: 'Keeping' }[phase]
  return {
    label: `${label} ${lastOfPath(file)}`,
    text: [counted(conversations, 'conversation'), read, place].filter((part) => part !== '').join(' · '),
    share: phase === 'reading' && totalBytes > 0 ? bytes / totalBytes : null,
  }
}

function percentText(done: number, total: number): string {
  return total === 0 ? '' : `${Math.floor((100 * done) / total)} %`
}
