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

export function progressText(progress: Progress): ProgressText {
  if (progress.kind === 'export') {
    const { done, total, step } = progress
    const count = total === 1 ? '' : `${countText(done)} of ${countText(total)}`
    return {
      label: `Exporting ${counted(total, 'conversation')}`,
      text: [count, step ?? ''].filter((part) => part !== '').join(' · '),
      share: total > 1 ? done / total : null,
    }
  }
  const { phase, file, fileIndex, fileCount, conversations, bytes, totalBytes } = progress
  const place = fileCount > 1 ? `file ${countText(fileIndex + 1)} of ${countText(fileCount)}` : ''
  const read = totalBytes > 0 ? `${bytesText(bytes)} of ${bytesText(totalBytes)}` : ''
  const reading = progress.kind === 'preview' ? 'Reading' : 'Importing'
  const label = { opening: 'Opening', reading, indexing: 'Indexing' }[phase]
  return {
    label: `${label} ${lastOfPath(file)}`,
    text: [counted(conversations, 'conversation'), read, place].filter((part) => part !== '').join(' · '),
    share: phase === 'reading' && totalBytes > 0 ? bytes / totalBytes : null,
  }
}
