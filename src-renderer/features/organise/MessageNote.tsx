/** The reader's note on one message, under it; or the field in which it is being written. */
import { StickyNote } from 'lucide-react'
import { keepNote, useNotes, writeNoteOf } from './notes-store.ts'
import { NoteField } from './NoteField.tsx'
import './organise.css'

type Props = {
  messageKey: number
  /** Gives the message the focus back when writing is over. */
  onEnd: () => void
}

/** Draws nothing for a message without a note. */
export function MessageNote({ messageKey, onEnd }: Props) {
  const note = useNotes(({ notes }) => notes.find((one) => one.messageKey === messageKey))
  const isWriting = useNotes(({ writing }) => writing === messageKey)
  const end = (): void => {
    writeNoteOf(null)
    onEnd()
  }
  const keep = async (text: string): Promise<void> => {
    if (await keepNote(messageKey, text)) end()
  }
  if (isWriting) {
    return (
      <NoteField
        label="Note on this message"
        text={note?.text ?? ''}
        onKeep={(text) => void keep(text)}
        onLeave={end}
      />
    )
  }
  if (note === undefined) return null
  return (
    <div className="reader-note" role="note" aria-label="Your note">
      <StickyNote aria-hidden />
      <p dir="auto">{note.text}</p>
      <button type="button" className="button small quiet" onClick={() => writeNoteOf(messageKey)}>
        Edit note
      </button>
    </div>
  )
}
