/** Exports everything that the middle of the library shows: what was found, or the list of the place. */
import { openExport } from '../features/export/export-store.ts'
import { useLibrary } from '../features/library/library-store.ts'
import { filterOf, type Place, sourceName } from '../features/library/places.ts'
import { useCollections } from '../features/organise/collections-store.ts'
import { isSearching } from '../features/search/search.ts'
import { useSearch } from '../features/search/search-store.ts'
import { useTags } from '../tags/tags-store.ts'

export function exportListed(): void {
  const search = useSearch.getState()
  if (isSearching(search)) return void openExport({ query: search.query.slice(0, 1000) })
  const { place, filter } = useLibrary.getState()
  const name = nameOf(place)
  void openExport({ filter: filterOf(place, filter ?? ''), ...(name === null ? {} : { name }) })
}

/** Null where the number of conversations says it all. */
function nameOf(place: Place): string | null {
  switch (place.kind) {
    case 'all':
    case 'duplicates':
      return null
    case 'import':
      return 'One import'
    case 'source':
      return sourceName(useLibrary.getState().counts, place.source)
    case 'smart-list':
      return place.search.name
    case 'found':
      return place.label
    case 'favorites':
      return 'favorites'
    case 'archived':
      return 'the archived ones'
    case 'tag':
      return useTags.getState().tags.find(({ id }) => id === place.tagId)?.name ?? 'a tag'
    case 'collection':
      return (
        useCollections.getState().collections.find(({ id }) => id === place.collectionId)?.name ??
        'a collection'
      )
    case 'trash':
    case 'trash-messages':
      return 'Trash'
  }
}
