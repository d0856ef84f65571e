/** Above the list: how many of how many it shows, and in which order. */
import type { LibraryCounts, LibrarySort } from '@shared/contract/library.ts'
import { counted, countText } from '../../ui/counts.ts'
import type { Place } from './places.ts'
import { SortMenu } from './SortMenu.tsx'

type Props = {
  place: Place
  /** Null while the list is on its way. */
  listed: number | null
  counts: LibraryCounts | null
  sort: LibrarySort
  onSort: (sort: LibrarySort) => void
}

export function ListHeader({ place, listed, counts, sort, onSort }: Props) {
  return (
    <div className="list-header">
      <span role="status">{listed === null || counts === null ? '' : countOf(place, listed, counts)}</span>
      <SortMenu sort={sort} onSort={onSort} />
    </div>
  )
}

function countOf(place: Place, listed: number, counts: LibraryCounts): string {
  switch (place.kind) {
    case 'all':
      return counted(listed, 'conversation')
    case 'trash':
      return `${counted(listed, 'conversation')} in the trash`
    case 'source':
    case 'import':
      return `${countText(listed)} of ${countText(counts.conversations)}`
  }
}
