/** The middle pane when nothing is searched for: header, list or the sentence that stands for it, selection bar. */
import type { LibrarySort } from '@shared/contract/library.ts'
import { Inbox, ListFilter as ListFilterIcon, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ConversationList } from './ConversationList.tsx'
import { existingRowsOf, moveSelectionToTrash, restoreSelection } from './library-actions.ts'
import { filterBy, goToPlace, select, useLibrary } from './library-store.ts'
import { ListFilter } from './ListFilter.tsx'
import { ListHeader } from './ListHeader.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { noSelection } from './selection.ts'

type Props = {
  onSort: (sort: LibrarySort) => void
  /** Opens the export dialog for these conversations. */
  onExport: (conversations: readonly { readonly id: string; readonly title: string }[]) => void
}

export function LibraryPane({ onSort, onExport }: Props) {
  const place = useLibrary((state) => state.place)
  const counts = useLibrary((state) => state.counts)
  const sort = useLibrary((state) => state.sort)
  const listed = useLibrary((state) => state.spine?.keys.length ?? null)
  const selected = useLibrary((state) => state.selection.keys)
  const filter = useLibrary((state) => state.filter)
  const pane = useRef<HTMLDivElement>(null)

  const exportSelected = (): void => {
    void existingRowsOf([...selected]).then((rows) => rows.length > 0 && onExport(rows))
  }

  return (
    <div className="library-pane" ref={pane}>
      <ListHeader
        place={place}
        listed={listed}
        counts={counts}
        sort={sort}
        isFiltering={filter !== null}
        onFilter={() => filterBy(filter === null ? '' : null)}
        onSort={onSort}
      />
      <ListFilter
        onLeaveDown={() => pane.current?.querySelector<HTMLElement>('[role="listbox"][tabindex]')?.focus()}
      />
      {listed === 0 ? (
        <EmptyList
          isTrash={place.kind === 'trash'}
          isNarrowed={(filter ?? '').trim() !== '' || place.kind === 'smart-list'}
        />
      ) : (
        <ConversationList onExport={exportSelected} />
      )}
      {selected.size > 1 && (
        <SelectionBar
          count={selected.size}
          isTrash={place.kind === 'trash'}
          onExport={exportSelected}
          onDelete={() => void moveSelectionToTrash()}
          onRestore={() => void restoreSelection()}
          onClear={() => select(() => noSelection)}
        />
      )}
    </div>
  )
}

function EmptyList({ isTrash, isNarrowed }: { isTrash: boolean; isNarrowed: boolean }) {
  const showAll = (
    <button type="button" className="button" onClick={() => goToPlace({ kind: 'all' })}>
      Show all conversations
    </button>
  )
  if (isNarrowed) {
    return (
      <EmptyState icon={ListFilterIcon} title="No conversation here matches.">
        <p>What is asked for has to stand in the title, the tags, the notes or one message.</p>
        {showAll}
      </EmptyState>
    )
  }
  if (isTrash) {
    return (
      <EmptyState icon={Trash2} title="The trash is empty.">
        <p>What you delete waits here until you take it out again.</p>
        {showAll}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={Inbox} title="No conversation is left here.">
      {showAll}
    </EmptyState>
  )
}
