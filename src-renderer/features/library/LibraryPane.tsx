/** The middle pane when nothing is searched for: header, list or the sentence that stands for it, selection bar. */
import type { LibrarySort } from '@shared/contract/library.ts'
import { Inbox, Trash2 } from 'lucide-react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ConversationList } from './ConversationList.tsx'
import { existingRowsOf, moveSelectionToTrash, restoreSelection } from './library-actions.ts'
import { goToPlace, select, useLibrary } from './library-store.ts'
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

  const exportSelected = (): void => {
    void existingRowsOf([...selected]).then((rows) => rows.length > 0 && onExport(rows))
  }

  return (
    <div className="library-pane">
      <ListHeader place={place} listed={listed} counts={counts} sort={sort} onSort={onSort} />
      {listed === 0 ? (
        <EmptyList isTrash={place.kind === 'trash'} />
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

function EmptyList({ isTrash }: { isTrash: boolean }) {
  const showAll = (
    <button type="button" className="button" onClick={() => goToPlace({ kind: 'all' })}>
      Show all conversations
    </button>
  )
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
