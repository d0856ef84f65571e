/** Deletes one HTML archive, after one question. */
import type { HtmlArchive } from '@shared/written-archive.ts'
import type { RefObject } from 'react'
import { counted } from '../../ui/counts.ts'
import { AskedButton } from '../../ui/AskedButton.tsx'

type Props = {
  archive: HtmlArchive
  onDelete: () => void
  /** What gets the focus when this button is gone. */
  focusAfter: RefObject<HTMLElement | null>
}

export function DeleteArchiveButton({ archive, onDelete, focusAfter }: Props) {
  return (
    <AskedButton
      label={`Delete ${archive.fileName}`}
      question="Delete this export?"
      keepLabel="Keep it"
      actLabel="Delete export"
      focusAfter={focusAfter}
      onAct={onDelete}
    >
      {archive.fileName}{' '}
      {archive.pages > 1 ? `and its ${counted(archive.pages - 1, 'other page')} are` : 'is'} overwritten and
      removed. This cannot be undone. The conversations themselves stay in your library, and copies that you
      saved stay where they are.
    </AskedButton>
  )
}
