/** The list in the middle, with what is done to its conversations; for messages in the trash, their list. */
import type { LibrarySort } from '@shared/contract/library.ts'
import { LibraryPane } from '../features/library/LibraryPane.tsx'
import { goToPlace, openConversation, useLibrary } from '../features/library/library-store.ts'
import { isInTrash, type Place } from '../features/library/places.ts'
import { useSettings } from '../features/settings/settings-store.ts'
import { DeletedMessages } from '../features/trash/DeletedMessages.tsx'
import { TrashHead } from '../features/trash/TrashHead.tsx'
import { selectionActions } from './conversation-actions.ts'
import { exportListed } from './export-listed.ts'

type Props = {
  place: Place
  onSort: (sort: LibrarySort) => void
}

export function ListOfPlace({ place, onSort }: Props) {
  const conversations = useLibrary((state) => state.counts?.trash ?? 0)
  const emptiesAfterDays = useSettings((state) => state.settings?.emptyTrashAfterDays ?? null)
  // The actions are those of what is selected now.
  useLibrary((state) => state.selection)
  useLibrary((state) => state.rows)
  const trashHead = isInTrash(place) && (
    <TrashHead
      shows={place.kind === 'trash-messages' ? 'trash-messages' : 'trash'}
      conversations={conversations}
      emptiesAfterDays={emptiesAfterDays}
      onShow={(kind) => goToPlace({ kind })}
    />
  )
  if (place.kind === 'trash-messages') {
    return (
      <>
        {trashHead}
        <DeletedMessages onOpen={openConversation} />
      </>
    )
  }
  return (
    <LibraryPane actions={selectionActions()} head={trashHead} onSort={onSort} onExportAll={exportListed} />
  )
}
