/** The field that narrows the list by a query, in the grammar of the search. */
import { useEffect, useRef } from 'react'
import { QueryField } from '../../query/QueryField.tsx'
import { filterBy, useLibrary } from './library-store.ts'
import { SaveSearch } from './SaveSearch.tsx'

type Props = {
  onLeaveDown: () => void
}

/** Draws nothing while the list is not being narrowed. */
export function ListFilter({ onLeaveDown }: Props) {
  const filter = useLibrary((state) => state.filter)
  const isSavable = useLibrary((state) => state.place.kind === 'all' && (state.filter ?? '').trim() !== '')
  const field = useRef<HTMLInputElement>(null)
  const isOpen = filter !== null
  // The field appears because its reader asked to type in it.
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])
  if (filter === null) return null
  const leave = (): void => {
    filterBy(null)
    onLeaveDown()
  }
  return (
    <div className="list-filter">
      <QueryField
        fieldRef={field}
        label="Filter this list"
        query={filter}
        onType={filterBy}
        onEnter={onLeaveDown}
        onLeaveDown={onLeaveDown}
        onLeave={leave}
      />
      {isSavable && <SaveSearch query={filter} />}
    </div>
  )
}
