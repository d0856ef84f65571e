/** The lists of the left pane that the reader has made: collections and tags. */
import { goToPlace, useLibrary } from '../features/library/library-store.ts'
import { type Place, placeKey } from '../features/library/places.ts'
import { CollectionList } from '../features/organise/CollectionList.tsx'
import { TagList } from '../features/tags/TagList.tsx'

type Props = {
  place: Place
}

export function OwnLists({ place }: Props) {
  return (
    <>
      <CollectionList
        current={place.kind === 'collection' ? place.collectionId : null}
        onChoose={(collectionId) => goToPlace({ kind: 'collection', collectionId })}
        onGone={(collectionId) => leave({ kind: 'collection', collectionId })}
      />
      <TagList
        current={place.kind === 'tag' ? place.tagId : null}
        onChoose={(tagId) => goToPlace({ kind: 'tag', tagId })}
        onGone={(tagId) => leave({ kind: 'tag', tagId })}
      />
    </>
  )
}

/** Shows everything where the list that is shown is gone. */
function leave(gone: Place): void {
  if (placeKey(useLibrary.getState().place) === placeKey(gone)) goToPlace({ kind: 'all' })
}
