/** Writing a note: Control (or Command) and Enter keep it, Escape leaves it as it was. */
import { dialogShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { isCommandKey } from '../../ui/platform.ts'
import { shortcutText } from '../../ui/shortcut-keys.ts'

type Props = {
  label: string
  text: string
  onKeep: (text: string) => void
  onLeave: () => void
}

export function NoteField({ label, text: before, onKeep, onLeave }: Props) {
  const [text, setText] = useState(before)
  const field = useRef<HTMLTextAreaElement>(null)
  // The field appears because its reader asked to write in it.
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(-1, -1)
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    // The keys of the transcript are not those of a text.
    event.stopPropagation()
    if (event.key === 'Enter' && isCommandKey(event)) onKeep(text)
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <div className="note-field" onKeyDown={onKeyDown}>
      <textarea
        ref={field}
        className="input"
        aria-label={label}
        placeholder="What you want to remember"
        maxLength={100_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="note-buttons">
        <button
          type="button"
          className="button small primary"
          title={shortcutText(dialogShortcuts.note)}
          onClick={() => onKeep(text)}
        >
          Save note
        </button>
        <button type="button" className="button small" onClick={onLeave}>
          Cancel
        </button>
        {before !== '' && (
          <button type="button" className="button small quiet danger" onClick={() => onKeep('')}>
            Delete note
          </button>
        )}
      </div>
    </div>
  )
}
