/** The notes of a conversation in the panel beside it: its own, to be written here, and those on its messages. */
import { useState } from 'react'
import { dateTimeText } from '../../ui/dates.ts'
import { keepNote, useNotes } from './notes-store.ts'
import { NoteField } from './NoteField.tsx'
import './organise.css'

type Props = {
  onGoTo: (messageKey: number) => void
}

export function NotesPanel({ onGoTo }: Props) {
  const notes = useNotes((state) => state.notes)
  const [isWriting, setWriting] = useState(false)
  const own = notes.find(({ messageKey }) => messageKey === null)
  const onMessages = notes.flatMap(({ messageKey, text, updatedAt }) =>
    messageKey === null ? [] : [{ messageKey, text, updatedAt }],
  )
  const keep = async (text: string): Promise<void> => {
    if (await keepNote(null, text)) setWriting(false)
  }
  return (
    <div className="notes-panel">
      <h2>On the conversation</h2>
      {isWriting ? (
        <NoteField
          label="Note on this conversation"
          text={own?.text ?? ''}
          onKeep={(text) => void keep(text)}
          onLeave={() => setWriting(false)}
        />
      ) : (
        <>
          {own !== undefined && (
            <p className="note-text" dir="auto">
              {own.text}
            </p>
          )}
          {own !== undefined && <p className="note-time">{dateTimeText(own.updatedAt)}</p>}
          <button type="button" className="button small" onClick={() => setWriting(true)}>
            {own === undefined ? 'Write a note' : 'Edit note'}
          </button>
        </>
      )}
      <h2>On its messages</h2>
      {onMessages.length === 0 ? (
        <p className="note-time">None yet: “Note…” in the menu of a message writes one.</p>
      ) : (
        <ul>
          {onMessages.map(({ messageKey, text, updatedAt }) => (
            <li key={messageKey}>
              <button type="button" className="note-way" onClick={() => onGoTo(messageKey)}>
                <span className="note-text" dir="auto">
                  {text}
                </span>
                <span className="note-time">{dateTimeText(updatedAt)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
