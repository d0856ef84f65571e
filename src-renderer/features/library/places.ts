/** The places of the left pane, and which conversations each of them shows. */
import type { LibraryCounts, LibraryFilter } from '@shared/contract/library.ts'
import type { SavedSearch } from '@shared/contract/organise.ts'
import { narrowed } from '@shared/query.ts'

export type Place =
  | { readonly kind: 'all' }
  | { readonly kind: 'favorites' }
  | { readonly kind: 'import'; readonly importIds: readonly number[] }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'tag'; readonly tagId: number }
  | { readonly kind: 'collection'; readonly collectionId: number }
  | { readonly kind: 'smart-list'; readonly search: SavedSearch }
  /** What a query finds that somebody else has made: a bar of the insights. */
  | { readonly kind: 'found'; readonly label: string; readonly query: string }
  | { readonly kind: 'archived' }
  | { readonly kind: 'trash' }
  /** Messages and branches in the trash: not a list of conversations. */
  | { readonly kind: 'trash-messages' }
  /** Conversations that say the same: not a list but pairs for review. */
  | { readonly kind: 'duplicates' }

const placesWithFilter: Readonly<Partial<Record<Place['kind'], LibraryFilter['place']>>> = {
  all: 'current',
  favorites: 'favorites',
  archived: 'archived',
  trash: 'trash',
}

/** What a place shows, narrowed by what was typed over its list. */
export function filterOf(place: Place, typed: string): LibraryFilter {
  const query = narrowed(ownQuery(place), typed)
  return {
    place: placesWithFilter[place.kind] ?? 'library',
    source: place.kind === 'source' ? place.source : null,
    tagId: place.kind === 'tag' ? place.tagId : null,
    collectionId: place.kind === 'collection' ? place.collectionId : null,
    ...(place.kind === 'import' && { importIds: [...place.importIds] }),
    query: query.slice(0, 1000),
  }
}

/** The query that a place stands for; empty for one that is no search. */
function ownQuery(place: Place): string {
  if (place.kind === 'smart-list') return place.search.query
  return place.kind === 'found' ? place.query : ''
}

/** Whether a query makes the place: what it holds changes when the index has caught up. */
export function isSearch(place: Place): boolean {
  return ownQuery(place) !== ''
}

/** Whether what it shows is in the trash. */
export function isInTrash(place: Place): boolean {
  return place.kind === 'trash' || place.kind === 'trash-messages'
}

/** A text that two places share only when they are the same. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'import':
      return `import ${place.importIds.join(' ')}`
    case 'source':
      return `source ${place.source}`
    case 'tag':
      return `tag ${place.tagId}`
    case 'collection':
      return `collection ${place.collectionId}`
    case 'smart-list':
      return `smart list ${place.search.id}`
    case 'found':
      return `found ${place.query}`
    case 'trash-messages':
      return 'trash'
    case 'all':
    case 'favorites':
    case 'archived':
    case 'duplicates':
    case 'trash':
      return place.kind
  }
}

/** The name of a source for a person: the archive's, or its id while the archive has not answered. */
export function sourceName(counts: LibraryCounts | null, source: string): string {
  return counts?.sources.find((known) => known.source === source)?.name ?? source
}
