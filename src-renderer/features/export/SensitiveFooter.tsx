/** The line at the foot of the dialog: what is known to be sensitive. */
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { SensitiveCounts } from '@shared/sensitive-data.ts'
import { findingsText } from '@shared/sensitive-words.ts'

type NoteProps = {
  sensitive: SensitiveAction
  /** What is known of one conversation; null for several, and while nobody has looked. */
  known: SensitiveCounts | null
  isOne: boolean
  onReview: () => void
}

export function SensitiveNote({ sensitive, known, isOne, onReview }: NoteProps) {
  if (sensitive === 'off' || (isOne && known === null)) return <p className="export-note" />
  const found = known === null ? '' : findingsText(known)
  const canReview = !isOne || found !== ''
  return (
    <p className="export-note" role="status">
      {noteOf(sensitive, isOne, found)}
      {canReview && (
        <>
          {' · '}
          <button type="button" className="link" onClick={onReview}>
            Review
          </button>
        </>
      )}
    </p>
  )
}

function noteOf(sensitive: 'warn' | 'redact', isOne: boolean, found: string): string {
  if (!isOne) {
    return sensitive === 'warn' ? 'Looked for before writing' : 'Taken out of every file'
  }
  if (found === '') return 'None found'
  return sensitive === 'warn' ? `${found} found` : `${found} will be taken out`
}
