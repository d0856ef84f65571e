/** The left pane: everything, the last import, each source, what the reader has made, the trash; each with its count. */
import type { LibraryCounts } from '@shared/contract/library.ts'
import type { ReactNode } from 'react'
import { countText } from '../../ui/counts.ts'
import { PlaceButton } from './PlaceButton.tsx'
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
  const isEarlierImport = place.kind === 'import' && place.importId !== lastImport?.importId
  const entry = (target: Place, label: string, count: number | null, source?: string) => (
    <PlaceButton
      key={placeKey(target)}
      label={label}
      count={count === null ? '' : countText(count)}
      isCurrent={placeKey(target) === current}
      onChoose={() => onChoose(target)}
      {...(source === undefined ? {} : { source })}
    />
  )
  return (
    <nav className="places" aria-label="Places" data-pane>
      <ul>
        {entry({ kind: 'all' }, 'All conversations', counts?.conversations ?? null)}
        {lastImport !== null &&
          lastImport.conversations > 0 &&
          entry({ kind: 'import', importId: lastImport.importId }, 'Just imported', lastImport.conversations)}
        {isEarlierImport && entry(place, 'From one import', null)}
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
        {entry({ kind: 'duplicates' }, 'Duplicates', null)}
        {entry({ kind: 'trash' }, 'Trash', counts?.trash ?? null)}
      </ul>
    </nav>
  )
}
