/** The places of the left pane, and which conversations each of them shows. */
import type { LibraryCounts, LibraryFilter } from '@shared/contract/library.ts'

export type Place =
  | { readonly kind: 'all' }
  | { readonly kind: 'import'; readonly importId: number }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'trash' }

export function filterOf(place: Place): LibraryFilter {
  return {
    place: place.kind === 'trash' ? 'trash' : 'library',
    source: place.kind === 'source' ? place.source : null,
    importId: place.kind === 'import' ? place.importId : null,
    tagId: null,
    collectionId: null,
  }
}

/** A text that two places share only when they are the same. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'import':
      return `import ${place.importId}`
    case 'source':
      return `source ${place.source}`
    case 'all':
    case 'trash':
      return place.kind
  }
}

/** The name of a source for a person: the archive's, or its id while the archive has not answered. */
export function sourceName(counts: LibraryCounts | null, source: string): string {
  return counts?.sources.find((known) => known.source === source)?.name ?? source
}
