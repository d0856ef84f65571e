/** The field over the list: what is typed in it is searched for at once. */
import { Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { isMac } from '../../ui/platform.ts'
import { clearSearch, typeQuery, useSearch } from './search-store.ts'
import './search.css'

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>
  /** Called for the key that leads from the field into the list below. */
  onLeaveDown: () => void
  /** Called for Enter: opens the first result. */
  onEnter: () => void
}

export function SearchField({ fieldRef, onLeaveDown, onEnter }: Props) {
  const query = useSearch((state) => state.query)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && query !== '') clearSearch()
    else if (event.key === 'ArrowDown') onLeaveDown()
    else if (event.key === 'Enter') onEnter()
    else return
    event.preventDefault()
  }

  return (
    <search className="search-field">
      <Search aria-hidden />
      <input
        ref={fieldRef}
        type="text"
        role="searchbox"
        aria-label="Search titles and messages"
        placeholder="Search titles and messages"
        spellCheck={false}
        maxLength={1000}
        value={query}
        onChange={(event) => typeQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query === '' ? (
        <kbd aria-hidden>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
      ) : (
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Clear search"
          onClick={() => {
            clearSearch()
            fieldRef.current?.focus()
          }}
        >
          <X aria-hidden />
        </button>
      )}
    </search>
  )
}
