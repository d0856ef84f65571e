/** The places of the left pane, and which conversations each of them shows. */
import type { LibraryCounts, LibraryFilter } from '@shared/contract/library.ts'
import type { SavedSearch } from '@shared/contract/organise.ts'
import { narrowed } from '@shared/query.ts'

export type Place =
  | { readonly kind: 'all' }
  | { readonly kind: 'import'; readonly importId: number }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'smart-list'; readonly search: SavedSearch }
  | { readonly kind: 'trash' }
  /** Conversations that say the same: not a list but pairs for review. */
  | { readonly kind: 'duplicates' }

/** What a place shows, narrowed by what was typed over its list. */
export function filterOf(place: Place, typed: string): LibraryFilter {
  const query = narrowed(place.kind === 'smart-list' ? place.search.query : '', typed)
  return {
    place: place.kind === 'trash' ? 'trash' : 'library',
    source: place.kind === 'source' ? place.source : null,
    importId: place.kind === 'import' ? place.importId : null,
    tagId: null,
    collectionId: null,
    query: query.slice(0, 1000),
  }
}

/** A text that two places share only when they are the same. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'import':
      return `import ${place.importId}`
    case 'source':
      return `source ${place.source}`
    case 'smart-list':
      return `smart list ${place.search.id}`
    case 'all':
    case 'duplicates':
    case 'trash':
      return place.kind
  }
}

/** The name of a source for a person: the archive's, or its id while the archive has not answered. */
export function sourceName(counts: LibraryCounts | null, source: string): string {
  return counts?.sources.find((known) => known.source === source)?.name ?? source
}
