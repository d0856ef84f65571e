/** The left pane: everything, favorites, the last import, each source, what the reader has made, archive and trash. */
import type { LibraryCounts } from '@shared/contract/library.ts'
import type { ReactNode } from 'react'
import { countText } from '../../ui/counts.ts'
import { PlaceButton } from '../../ui/PlaceButton.tsx'
import { SourceDot } from '../../ui/SourceDot.tsx'
import { type Place, placeKey } from './places.ts'

type Props = {
  counts: LibraryCounts | null
  place: Place
  onChoose: (place: Place) => void
  /** Places that the reader has made. */
  children?: ReactNode
}

export function Places({ counts, place, onChoose, children }: Props) {
  const current = placeKey(place)
  const lastImport = counts?.lastImport ?? null
  const justImported: Place | null = lastImport && { kind: 'import', importIds: lastImport.importIds }
  const isEarlierImport =
    place.kind === 'import' && (justImported === null || placeKey(justImported) !== current)
  const entry = (target: Place, label: string, count: number | null, source?: string) => (
    <PlaceButton
      key={placeKey(target)}
      label={label}
      count={count === null ? '' : countText(count)}
      isCurrent={placeKey(target) === current}
      onChoose={() => onChoose(target)}
      mark={source !== undefined && <SourceDot source={source} />}
    />
  )
  return (
    <nav className="places" aria-label="Places" data-pane>
      <ul>
        {entry({ kind: 'all' }, 'All conversations', counts?.current ?? null)}
        {entry({ kind: 'favorites' }, 'Favorites', counts?.favorites ?? null)}
        {justImported !== null &&
          lastImport !== null &&
          lastImport.conversations > 0 &&
          entry(justImported, 'Just imported', lastImport.conversations)}
        {isEarlierImport &&
          entry(place, place.importIds.length > 1 ? 'From earlier imports' : 'From one import', null)}
        {place.kind === 'found' && entry(place, place.label, null)}
      </ul>
      {counts !== null && counts.sources.length > 0 && (
        <>
          <h2 id="places-sources">Sources</h2>
          <ul aria-labelledby="places-sources">
            {counts.sources.map(({ source, name, conversations }) =>
              entry({ kind: 'source', source }, name, conversations, source),
            )}
          </ul>
        </>
      )}
      {children}
      <ul className="places-last">
        {entry({ kind: 'archived' }, 'Archived', counts?.archived ?? null)}
        {entry({ kind: 'duplicates' }, 'Duplicates', null)}
        {entry({ kind: 'trash' }, 'Trash', counts?.trash ?? null)}
      </ul>
    </nav>
  )
}
