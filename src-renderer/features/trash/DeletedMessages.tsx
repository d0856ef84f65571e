/** Messages and branches in the trash: where they were, how they begin, and the ways back and out. */
import type { DeletedMessages as Deleted } from '@shared/contract/organise.ts'
import { MessageSquareX, Trash2, Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { counted } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { askForDeleted, removeDeleted, restoreDeleted, showMoreDeleted, useTrash } from './trash-store.ts'
import './trash.css'

type Props = {
  onOpen: (conversationId: string) => void
}

export function DeletedMessages({ onOpen }: Props) {
  const { deleted, next } = useTrash()
  useEffect(() => void askForDeleted(), [])
  if (deleted === null) return <p className="trash-note">Reading the trash…</p>
  if (deleted.length === 0) {
    return (
      <EmptyState icon={MessageSquareX} title="No messages are in the trash.">
        <p>What “Delete message” in the menu of a message takes away waits here.</p>
      </EmptyState>
    )
  }
  return (
    <div className="deleted-scroll">
      <ul className="deleted" aria-label="Messages and branches in the trash">
        {deleted.map((one) => (
          <DeletedLine key={one.deletionId} deleted={one} onOpen={onOpen} />
        ))}
      </ul>
      {next !== null && (
        <button type="button" className="button deleted-more" onClick={() => void showMoreDeleted()}>
          Show more
        </button>
      )}
    </div>
  )
}

function DeletedLine({ deleted, onOpen }: { deleted: Deleted } & Props) {
  const { what, conversation, messages, beginning, deletedAt } = deleted
  return (
    <li className="deleted-line">
      <button type="button" className="deleted-open" onClick={() => onOpen(conversation.id)}>
        <span className="deleted-beginning" dir="auto">
          {beginning === '' ? 'A message without text' : beginning}
        </span>
        <span className="deleted-facts">
          {what === 'branch' ? `Branch of ${counted(messages, 'message')}` : 'Message'} ·{' '}
          <bdi>{conversation.title}</bdi> · {dateTimeText(deletedAt)}
        </span>
      </button>
      <div className="deleted-tools">
        <button type="button" className="button small" onClick={() => void restoreDeleted(deleted)}>
          <Undo2 aria-hidden />
          Restore
        </button>
        <button
          type="button"
          className="button small icon danger"
          aria-label="Delete for good"
          title="Delete for good"
          onClick={() => void removeDeleted(deleted)}
        >
          <Trash2 aria-hidden />
        </button>
      </div>
    </li>
  )
}
