/** The field over the list: what is typed in it is searched for at once. */
import type { RefObject } from 'react'
import { isMac } from '../../ui/platform.ts'
import { QueryField } from '../../query/QueryField.tsx'
import { isExact } from './search.ts'
import { searchCompletely, typeQuery, useSearch } from './search-store.ts'
import './search.css'

type Props = {
  fieldRef: RefObject<HTMLInputElement | null>
  /** Called for the key that leads from the field into the list below. */
  onLeaveDown: () => void
  /** Called for Enter where all that is typed has been answered: opens the first result. */
  onEnter: () => void
}

export function SearchField({ fieldRef, onLeaveDown, onEnter }: Props) {
  const query = useSearch((state) => state.query)
  return (
    <search className="search-field">
      <QueryField
        fieldRef={fieldRef}
        label="Search titles and messages"
        query={query}
        hint={<kbd aria-hidden>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>}
        onType={typeQuery}
        onEnter={() => (isExact(useSearch.getState()) ? onEnter() : searchCompletely())}
        onLeaveDown={onLeaveDown}
        onLeave={onLeaveDown}
      />
    </search>
  )
}
