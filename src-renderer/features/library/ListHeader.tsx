/** Above the list: how many of how many it shows, and in which order. */
import type { LibraryCounts, LibrarySort } from '@shared/contract/library.ts'
import { ListFilter as FilterIcon } from 'lucide-react'
import { counted, countText } from '../../ui/counts.ts'
import type { Place } from './places.ts'
import { SortMenu } from './SortMenu.tsx'

type Props = {
  place: Place
  /** Null while the list is on its way. */
  listed: number | null
  counts: LibraryCounts | null
  sort: LibrarySort
  /** Whether the field that narrows the list is open. */
  isFiltering: boolean
  onFilter: () => void
  onSort: (sort: LibrarySort) => void
}

export function ListHeader({ place, listed, counts, sort, isFiltering, onFilter, onSort }: Props) {
  return (
    <div className="list-header">
      <span role="status">{listed === null || counts === null ? '' : countOf(place, listed, counts)}</span>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Filter this list"
        title="Filter this list"
        aria-pressed={isFiltering}
        onClick={onFilter}
      >
        <FilterIcon aria-hidden />
      </button>
      <SortMenu sort={sort} onSort={onSort} />
    </div>
  )
}

function countOf(place: Place, listed: number, counts: LibraryCounts): string {
  switch (place.kind) {
    case 'all':
      return listed === counts.conversations
        ? counted(listed, 'conversation')
        : `${countText(listed)} of ${countText(counts.conversations)}`
    case 'trash':
      return `${counted(listed, 'conversation')} in the trash`
    case 'source':
    case 'import':
    case 'smart-list':
    case 'duplicates':
      return `${countText(listed)} of ${countText(counts.conversations)}`
  }
}
