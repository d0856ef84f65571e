/**
 * A field for a query: a combobox that completes names and values of filters. What is done with the query is the
 * caller's business.
 */
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { type Choice, completionAt } from './completion.ts'
import { FilterHelp } from './FilterHelp.tsx'
import { useKnownValues, wantValues } from './known-values.ts'
import './query.css'

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>
  label: string
  query: string
  /** What stands at the right while nothing is typed. */
  hint?: ReactNode
  onType: (query: string) => void
  /** Called for Enter where it chooses no completion. */
  onEnter: () => void
  /** Called for Down where it does not lead into the completions. */
  onLeaveDown: () => void
  /** Called for Escape where nothing is left to clear. */
  onLeave: () => void
}

export function QueryField({ fieldRef, label, query, hint, onType, ...leave }: Props) {
  const list = useId()
  const known = useKnownValues()
  const [caret, setCaret] = useState(0)
  /** The query for which the completions are open; any other one closes them. */
  const [openFor, setOpenFor] = useState<string | null>(null)
  const [active, setActive] = useState(-1)
  const caretWanted = useRef<number | null>(null)

  const completion = openFor === query ? completionAt(query, caret, known) : null
  const choices = completion?.choices ?? []
  const filter = valueBeforeCaret(query, caret)
  useEffect(() => {
    if (filter !== null && openFor === query) void wantValues(filter)
  }, [filter, openFor, query])
  useEffect(() => {
    if (caretWanted.current === null) return
    fieldRef.current?.setSelectionRange(caretWanted.current, caretWanted.current)
    caretWanted.current = null
  })

  const type = (text: string, at: number): void => {
    setCaret(at)
    setOpenFor(text)
    setActive(-1)
    onType(text)
  }
  const close = (): void => {
    setOpenFor(null)
    setActive(-1)
  }
  const put = (text: string, from: number, to: number): void => {
    const next = query.slice(0, from) + text + query.slice(to)
    caretWanted.current = from + text.length
    type(next, from + text.length)
    fieldRef.current?.focus()
  }
  const choose = (choice: Choice): void => {
    if (completion !== null) put(choice.insert, completion.from, completion.to)
  }
  /** Puts a filter where the cursor is, set off from what stands there. */
  const insert = (text: string): void => {
    const before = query.slice(0, caret)
    const gap = before === '' || /[\s(]$/u.test(before) ? '' : ' '
    put(gap + text, caret, caret)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const choice = choices[active]
    if (event.key === 'Escape' && choices.length > 0) close()
    else if (event.key === 'Escape' && query !== '') type('', 0)
    else if (event.key === 'Escape') leave.onLeave()
    else if (event.key === 'ArrowDown' && active < choices.length - 1) setActive(active + 1)
    else if (event.key === 'ArrowDown') {
      close()
      leave.onLeaveDown()
    } else if (event.key === 'ArrowUp' && active >= 0) setActive(active - 1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice !== undefined) choose(choice)
    else if (event.key === 'Enter') {
      close()
      leave.onEnter()
    } else return
    event.preventDefault()
  }

  return (
    <div className="query-field">
      <Search aria-hidden />
      <input
        ref={fieldRef}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={choices.length > 0}
        aria-controls={choices.length > 0 ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${list}-${active}`}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        value={query}
        onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {query === '' ? (
        hint
      ) : (
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Clear"
          title="Clear"
          onClick={() => {
            type('', 0)
            fieldRef.current?.focus()
          }}
        >
          <X aria-hidden />
        </button>
      )}
      <FilterHelp onInsert={insert} focusAfter={() => fieldRef.current} />
      {choices.length > 0 && (
        <div className="menu completions">
          <div id={list} role="listbox" aria-label="Completions">
            {choices.map((choice, place) => (
              <div
                key={choice.insert}
                id={`${list}-${place}`}
                role="option"
                className="menu-item"
                aria-selected={place === active}
                {...(place === active ? { 'data-highlighted': '' } : {})}
                // Before the field loses the focus, which would close the list.
                onMouseDown={(event) => {
                  event.preventDefault()
                  choose(choice)
                }}
              >
                <span className="completion-label">{choice.label}</span>
                {choice.detail !== '' && <span className="shortcut">{choice.detail}</span>}
              </div>
            ))}
          </div>
          <p className="completion-keys" aria-hidden>
            <span>
              <kbd>↓</kbd> choose
            </span>
            <span>
              <kbd>Enter</kbd> insert
            </span>
            <span>
              <kbd>Esc</kbd> close
            </span>
          </p>
        </div>
      )}
    </div>
  )
}

/** The filter whose value stands before the cursor. */
function valueBeforeCaret(query: string, caret: number): string | null {
  return /(?:^|[\s(])-?([a-z]+):[^\s"]*(?:"[^"]*)?$/iu.exec(query.slice(0, caret))?.[1]?.toLowerCase() ?? null
}
