/** Conversations that say exactly the same, for review: open one after the other, and move those not wanted to the trash. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { CopyCheck, SearchX, Trash2 } from 'lucide-react'
import { useEffect } from 'react'
import { BranchCount } from '../../ui/BranchCount.tsx'
import { counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SourceBadge } from '../../ui/SourceBadge.tsx'
import { findDuplicates, showMoreDuplicates, trashDuplicate, useDuplicates } from './duplicates-store.ts'
import './similar.css'

type Props = {
  /** The conversation that the reader shows. */
  openId: string | null
  sourceNameOf: (source: string) => string
  onOpen: (conversationId: string) => void
  onShowAll: () => void
}

export function DuplicatesPane({ openId, sourceNameOf, onOpen, onShowAll }: Props) {
  const { groups, total, next, failure } = useDuplicates()
  useEffect(() => void findDuplicates(), [])
  if (failure !== null) {
    return (
      <EmptyState icon={SearchX} title="The duplicates could not be looked for.">
        <p role="alert">{failure}</p>
        <button type="button" className="button" onClick={() => void findDuplicates()}>
          Try again
        </button>
      </EmptyState>
    )
  }
  if (groups?.length === 0) {
    return (
      <EmptyState icon={CopyCheck} title="No two conversations say the same.">
        <p role="status">Compared was what people and assistants say, whatever product it came from.</p>
        <button type="button" className="button" onClick={onShowAll}>
          Show all conversations
        </button>
      </EmptyState>
    )
  }
  return (
    <div className="duplicates">
      <p className="duplicates-head" role="status">
        {groups === null
          ? 'Comparing conversations…'
          : `${counted(total, 'conversation')} here more than once`}
      </p>
      <div className="duplicates-scroll">
        {groups !== null && (
          <p className="duplicates-note">
            Each says exactly the same in all of its messages. Titles, dates, notes and branches may differ.
          </p>
        )}
        {groups?.map(({ conversations }) => (
          <ul
            key={conversations.map(({ id }) => id).join(' ')}
            className="duplicate-group"
            aria-label={`${counted(conversations.length, 'conversation')} saying the same`}
          >
            {conversations.map((row) => (
              <Duplicate
                key={row.id}
                row={row}
                isOpen={row.id === openId}
                sourceName={sourceNameOf(row.source)}
                onOpen={() => onOpen(row.id)}
              />
            ))}
          </ul>
        ))}
        {next !== null && (
          <button type="button" className="button duplicates-more" onClick={() => void showMoreDuplicates()}>
            Show more
          </button>
        )}
      </div>
    </div>
  )
}

type DuplicateProps = {
  row: LibraryRow
  isOpen: boolean
  sourceName: string
  onOpen: () => void
}

function Duplicate({ row, isOpen, sourceName, onOpen }: DuplicateProps) {
  return (
    <li className={isOpen ? 'duplicate is-open' : 'duplicate'}>
      <button
        type="button"
        className="duplicate-open"
        aria-current={isOpen ? 'true' : undefined}
        onClick={onOpen}
      >
        <span className="duplicate-title" dir="auto">
          {row.title}
        </span>
        <span className="duplicate-facts">
          <SourceBadge name={sourceName} />
          <span>{dateText(row.createdAt ?? row.updatedAt)}</span>
          <span>{counted(row.messages, 'message')}</span>
          <BranchCount branches={row.branches} />
        </span>
      </button>
      <button
        type="button"
        className="button small icon danger"
        aria-label={`Move “${row.title}” from ${sourceName} to the trash`}
        title="Move this one to the trash"
        onClick={() => void trashDuplicate(row)}
      >
        <Trash2 aria-hidden />
      </button>
    </li>
  )
}
