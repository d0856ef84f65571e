/** Editing a title in its row: Enter or leaving the field keeps it, Escape does not. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

type Props = {
  /** What the field is called for those who do not see it. */
  label: string
  title: string
  /** Where it lies over the list, in CSS pixels; null where it stands in the row's place. */
  top: number | null
  /** Keeps the new title; rejects with the sentence that says why it cannot be. */
  onRename: (title: string) => Promise<void>
  /** Called when editing is over; `byKey` when the list should have the focus back. */
  onEnd: (byKey: boolean) => void
}

export function RenameField({ label, title, top, onRename, onEnd }: Props) {
  const [text, setText] = useState(title)
  const [failure, setFailure] = useState<string | null>(null)
  // Escape removes the field, which makes it lose the focus: that must not keep the title after all.
  const isOver = useRef(false)
  const field = useRef<HTMLInputElement>(null)

  // The field appears because its reader asked to type in it.
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  const keep = async (byKey: boolean): Promise<void> => {
    if (isOver.current) return
    isOver.current = true
    const isLeftEmpty = !byKey && text.trim() === ''
    if (text.trim() === title || isLeftEmpty) return onEnd(byKey)
    try {
      await onRename(text)
      onEnd(byKey)
    } catch (error) {
      isOver.current = false
      setFailure(toErrorValue(error).message)
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') void keep(true)
    if (event.key === 'Escape') {
      isOver.current = true
      onEnd(true)
    }
  }

  return (
    <div
      className={top === null ? 'rename is-in-place' : 'rename'}
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
    >
      <input
        className="input"
        aria-label={label}
        aria-invalid={failure !== null}
        aria-describedby={failure === null ? undefined : 'rename-failure'}
        ref={field}
        maxLength={1024}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void keep(false)}
      />
      {failure !== null && (
        <p id="rename-failure" role="alert">
          {failure}
        </p>
      )}
    </div>
  )
}
