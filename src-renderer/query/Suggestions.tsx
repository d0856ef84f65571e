/** What a query field offers below it: completions of a filter, or the last searches. The keys are the field's. */
import { History, X } from 'lucide-react'

export interface Suggestion {
  /** What it puts into the field; empty for the line that clears the last searches. */
  readonly insert: string
  readonly label: string
  readonly detail: string
}

type Props = {
  id: string
  /** Whether these are the last searches. */
  isRecent: boolean
  choices: readonly Suggestion[]
  /** The place of the one that the keys act on, -1 for none. */
  active: number
  onChoose: (choice: Suggestion) => void
  onForget: (choice: Suggestion) => void
}

export function Suggestions({ id, isRecent, choices, active, onChoose, onForget }: Props) {
  const label = isRecent ? 'Recent searches' : 'Completions'
  return (
    <div className="menu completions">
      {isRecent && (
        <p className="menu-label" aria-hidden>
          {label}
        </p>
      )}
      <div id={id} role="listbox" aria-label={label}>
        {choices.map((choice, place) => (
          <Line
            key={choice.insert}
            id={`${id}-${place}`}
            choice={choice}
            isActive={place === active}
            isSearch={isRecent && choice.insert !== ''}
            onChoose={onChoose}
            onForget={onForget}
          />
        ))}
      </div>
      <p className="completion-keys" aria-hidden>
        <span>
          <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>Enter</kbd> {isRecent ? 'search' : 'insert'}
        </span>
        {isRecent && (
          <span>
            <kbd>Del</kbd> forget
          </span>
        )}
        <span>
          <kbd>Esc</kbd> close
        </span>
      </p>
    </div>
  )
}

type LineProps = Pick<Props, 'onChoose' | 'onForget'> & {
  id: string
  choice: Suggestion
  isActive: boolean
  /** Whether it is one of the last searches, which can be forgotten. */
  isSearch: boolean
}

function Line({ id, choice, isActive, isSearch, onChoose, onForget }: LineProps) {
  const { insert, label, detail } = choice
  return (
    <div
      id={id}
      role="option"
      className={insert === '' ? 'menu-item completion-clear' : 'menu-item'}
      aria-selected={isActive}
      {...(isActive ? { 'data-highlighted': '' } : {})}
      // Before the field loses the focus, which would close the list.
      onMouseDown={(event) => {
        event.preventDefault()
        onChoose(choice)
      }}
    >
      {isSearch && <History aria-hidden />}
      <span className="completion-label" dir="auto">
        {label}
      </span>
      {detail !== '' && <span className="shortcut">{detail}</span>}
      {isSearch && (
        // For the pointer; Delete does the same.
        <span
          className="completion-remove"
          title="Forget this search"
          aria-hidden
          onMouseDown={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onForget(choice)
          }}
        >
          <X />
        </span>
      )}
    </div>
  )
}
