/**
 * A field for a query: a combobox that completes names and values of filters and, while it is empty, offers the last
 * searches. What is done with the query is the caller's business.
 */
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { completionAt } from './completion.ts'
import { FilterHelp } from './FilterHelp.tsx'
import { type Walk, walked } from './history-walk.ts'
import { useKnownValues, wantValues } from './known-values.ts'
import { type Suggestion, Suggestions } from './Suggestions.tsx'
import './query.css'

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>
  label: string
  query: string
  /** What stands at the right while nothing is typed. */
  hint?: ReactNode
  /** The last searches, newest first, where they are kept. */
  recent?: readonly string[]
  /** Called to forget one of them, or all for null. */
  onForget?: (query: string | null) => void
  onType: (query: string) => void
  /** Called for Enter where it chooses no completion. */
  onEnter: () => void
  /** Called for Down where it does not lead into the completions. */
  onLeaveDown: () => void
  /** Called for Escape where nothing is left to clear. */
  onLeave: () => void
}

const noSearches: readonly string[] = []

export function QueryField(props: Props) {
  const { fieldRef, label, query, hint, recent = noSearches, onForget, onType, ...leave } = props
  const list = useId()
  const known = useKnownValues()
  const [caret, setCaret] = useState(0)
  /** The query for which the completions are open; any other one closes them. */
  const [openFor, setOpenFor] = useState<string | null>(null)
  const [active, setActive] = useState(-1)
  const caretWanted = useRef<number | null>(null)
  const walk = useRef<Walk | null>(null)

  const completion = openFor === query ? completionAt(query, caret, known) : null
  const isRecent = openFor === '' && query === '' && recent.length > 0
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
  const recall = (search: string): void => {
    put(search, 0, query.length)
    close()
  }
  const forget = (search: string | null): void => {
    onForget?.(search)
    setActive(-1)
  }
  const choices: readonly Suggestion[] = isRecent ? recentChoices(recent) : (completion?.choices ?? [])
  const choose = ({ insert: text }: Suggestion): void => {
    if (completion !== null) put(text, completion.from, completion.to)
    else if (text === '') forget(null)
    else recall(text)
  }
  /** Puts a filter where the cursor is, set off from what stands there. */
  const insert = (text: string): void => {
    const before = query.slice(0, caret)
    const gap = before === '' || /[\s(]$/u.test(before) ? '' : ' '
    put(gap + text, caret, caret)
  }

  /** Puts an older or newer search into the field; false where the key is not for that. */
  const stepThroughRecent = (step: 'older' | 'newer'): boolean => {
    walk.current = active >= 0 ? null : walked(walk.current, query, recent, step)
    if (walk.current === null) return false
    const search = walk.current.searches[walk.current.at] ?? ''
    put(search, 0, query.length)
    close()
    return true
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const choice = choices[active]
    const isStep = event.key === 'ArrowUp' || (event.key === 'ArrowDown' && walk.current !== null)
    if (isStep && stepThroughRecent(event.key === 'ArrowUp' ? 'older' : 'newer')) event.preventDefault()
    else if (event.key === 'Escape' && choices.length > 0) close()
    else if (event.key === 'Escape' && query !== '') {
      type('', 0)
      close()
    } else if (event.key === 'Delete' && isRecent && choice !== undefined && choice.insert !== '') {
      forget(choice.insert)
    } else if (event.key === 'Escape') leave.onLeave()
    else if (event.key === 'ArrowDown' && active < choices.length - 1) setActive(active + 1)
    else if (event.key === 'ArrowDown') {
      close()
      leave.onLeaveDown()
    } else if (event.key === 'ArrowUp' && active >= 0) setActive(active - 1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice !== undefined) choose(choice)
    else if (event.key === 'Enter') {
      walk.current = null
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
        onFocus={() => query === '' && setOpenFor('')}
        onClick={() => query === '' && setOpenFor('')}
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
        <Suggestions
          id={list}
          isRecent={isRecent}
          choices={choices}
          active={active}
          onChoose={choose}
          onForget={({ insert: search }) => forget(search)}
        />
      )}
    </div>
  )
}

/** The last searches as they are offered, and the way to be rid of all. */
function recentChoices(recent: readonly string[]): Suggestion[] {
  const searches = recent.map((search) => ({ insert: search, label: search, detail: '' }))
  return [...searches, { insert: '', label: 'Clear recent searches', detail: '' }]
}

/** The filter whose value stands before the cursor. */
function valueBeforeCaret(query: string, caret: number): string | null {
  return /(?:^|[\s(])-?([a-z]+):[^\s"]*(?:"[^"]*)?$/iu.exec(query.slice(0, caret))?.[1]?.toLowerCase() ?? null
}
