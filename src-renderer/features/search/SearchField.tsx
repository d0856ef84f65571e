/** The field over the list: what is typed in it is searched for at once. */
import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { shortcutText } from '../../ui/shortcut-keys.ts'
import { QueryField } from '../../query/QueryField.tsx'
import { toggleByKey } from '../../query/toggle-way.ts'
import { askForRecent, forgetSearch, keepSearch, useRecent } from './recent-store.ts'
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
  const recent = useRecent((state) => state.searches)
  useEffect(() => void askForRecent(), [])
  const enter = (): void => {
    void keepSearch(query)
    if (isExact(useSearch.getState())) onEnter()
    else searchCompletely()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    toggleByKey(event, query, fieldRef.current, typeQuery)
  }
  return (
    <search className="search-field" onKeyDown={onKeyDown}>
      <QueryField
        fieldRef={fieldRef}
        label="Search titles and messages"
        query={query}
        hint={<kbd aria-hidden>{shortcutText(windowShortcuts.find)}</kbd>}
        onType={typeQuery}
        recent={recent}
        onForget={(search) => void forgetSearch(search)}
        onEnter={enter}
        onLeaveDown={onLeaveDown}
        onLeave={onLeaveDown}
      />
    </search>
  )
}
