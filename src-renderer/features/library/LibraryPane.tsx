/** The middle pane when nothing is searched for: header, list or the sentence that stands for it, selection bar. */
import type { LibrarySort } from '@shared/contract/library.ts'
import {
  Archive,
  Folder,
  Inbox,
  ListFilter as ListFilterIcon,
  type LucideIcon,
  Star,
  Tag as TagIcon,
  Trash2,
} from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import type { Action } from '../../ui/ActionMenu.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ConversationList } from './ConversationList.tsx'
import { arrangedCollection } from './library.ts'
import { filterBy, goToPlace, select, sortByOwnOrder, useLibrary } from './library-store.ts'
import { ListFilter } from './ListFilter.tsx'
import { ListHeader } from './ListHeader.tsx'
import { isSearch, type Place } from './places.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { noSelection } from './selection.ts'

type Props = {
  onSort: (sort: LibrarySort) => void
  /** What can be done to the selected conversations. */
  actions: readonly Action[]
  /** Opens the export dialog for everything that the list shows. */
  onExportAll: () => void
  /** Stands between the header and the list. */
  head?: ReactNode
}

export function LibraryPane({ onSort, actions, onExportAll, head }: Props) {
  const place = useLibrary((state) => state.place)
  const counts = useLibrary((state) => state.counts)
  const sort = useLibrary((state) => state.sort)
  const listed = useLibrary((state) => state.spine?.keys.length ?? null)
  const selected = useLibrary((state) => state.selection.keys)
  const filter = useLibrary((state) => state.filter)
  const arranged = useLibrary(arrangedCollection)
  const pane = useRef<HTMLDivElement>(null)

  return (
    <div className="library-pane" ref={pane}>
      <ListHeader
        place={place}
        listed={listed}
        counts={counts}
        sort={sort}
        isFiltering={filter !== null}
        onFilter={() => filterBy(filter === null ? '' : null)}
        onExport={onExportAll}
        isArranged={place.kind === 'collection' ? arranged !== null : null}
        onArrange={sortByOwnOrder}
        onSort={onSort}
      />
      {head}
      <ListFilter
        onLeaveDown={() => pane.current?.querySelector<HTMLElement>('[role="listbox"][tabindex]')?.focus()}
      />
      {listed === 0 ? (
        <EmptyList place={place} isFiltered={(filter ?? '').trim() !== ''} />
      ) : (
        <ConversationList actions={actions} />
      )}
      {selected.size > 1 && (
        <SelectionBar count={selected.size} actions={actions} onClear={() => select(() => noSelection)} />
      )}
    </div>
  )
}

function EmptyList({ place, isFiltered }: { place: Place; isFiltered: boolean }) {
  const isNarrowed = isFiltered || isSearch(place)
  const { icon, title, text } = isNarrowed ? noMatch : (emptyPlaces[place.kind] ?? nothingLeft)
  return (
    <EmptyState icon={icon} title={title}>
      {text !== '' && <p>{text}</p>}
      {isFiltered && (
        <button type="button" className="button" onClick={() => filterBy('')}>
          Clear the filter
        </button>
      )}
      {place.kind !== 'all' && !isFiltered && (
        <button type="button" className="button" onClick={() => goToPlace({ kind: 'all' })}>
          Show all conversations
        </button>
      )}
    </EmptyState>
  )
}

type Emptiness = { readonly icon: LucideIcon; readonly title: string; readonly text: string }

const noMatch: Emptiness = {
  icon: ListFilterIcon,
  title: 'No conversation here matches.',
  text: 'What is asked for has to stand in the title, the tags, the notes or one message.',
}

const nothingLeft: Emptiness = { icon: Inbox, title: 'No conversation is left here.', text: '' }

const emptyPlaces: Readonly<Partial<Record<Place['kind'], Emptiness>>> = {
  trash: {
    icon: Trash2,
    title: 'The trash is empty.',
    text: 'What you delete waits here until you take it out again.',
  },
  archived: {
    icon: Archive,
    title: 'Nothing is archived.',
    text: 'What you archive leaves the list of all conversations and stands here. Search still finds it.',
  },
  favorites: {
    icon: Star,
    title: 'No favorites yet.',
    text: 'Mark a conversation with the star in its menu, and it stands here.',
  },
  tag: {
    icon: TagIcon,
    title: 'No conversation has this tag.',
    text: 'Choose conversations, then “Tags…” in their menu.',
  },
  collection: {
    icon: Folder,
    title: 'This collection is empty.',
    text: 'Choose conversations, then “Add to collection…” in their menu.',
  },
}
