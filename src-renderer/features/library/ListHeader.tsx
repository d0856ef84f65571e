/** Above the list: how many of how many it shows, and in which order. */
import type { LibraryCounts, LibrarySort } from '@shared/contract/library.ts'
import { FileOutput, ListFilter as FilterIcon } from 'lucide-react'
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
  onExport: () => void
  /** As of `SortMenu`. */
  isArranged: boolean | null
  onArrange: () => void
  onSort: (sort: LibrarySort) => void
}

export function ListHeader({ place, listed, counts, sort, isFiltering, ...props }: Props) {
  const { onFilter, onExport, isArranged, onArrange, onSort } = props
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
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Export this list…"
        title="Export this list…"
        disabled={listed === null || listed === 0}
        onClick={onExport}
      >
        <FileOutput aria-hidden />
      </button>
      <SortMenu sort={sort} isArranged={isArranged} onArrange={onArrange} onSort={onSort} />
    </div>
  )
}

function countOf(place: Place, listed: number, counts: LibraryCounts): string {
  switch (place.kind) {
    case 'all':
      return listed === counts.current
        ? counted(listed, 'conversation')
        : `${countText(listed)} of ${countText(counts.current)}`
    case 'trash':
    case 'trash-messages':
      return `${countText(listed)} in the trash`
    case 'archived':
      return `${countText(listed)} archived`
    case 'favorites':
      return counted(listed, 'favorite')
    case 'source':
    case 'import':
    case 'tag':
    case 'collection':
    case 'smart-list':
    case 'found':
    case 'duplicates':
      return `${countText(listed)} of ${countText(counts.conversations)}`
  }
}
