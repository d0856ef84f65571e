/** One line of the palette: what it is, its name with what was typed marked, and the keys that do the same. */
import type { SnippetPiece } from '@shared/contract/search.ts'
import type { TextRange } from '../../ui/find-words.ts'
import { Marked } from '../../ui/Marked.tsx'
import type { PaletteRow } from './arrange.ts'

type Props = {
  id: string
  row: PaletteRow
  isActive: boolean
  onPoint: () => void
  onChoose: () => void
}

export function PaletteOption({ id, row: { entry, ranges }, isActive, onPoint, onChoose }: Props) {
  return (
    <div
      id={id}
      role="option"
      className={entry.isDangerous ? 'palette-option danger' : 'palette-option'}
      aria-selected={isActive}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <span className="palette-mark" aria-hidden>
        {entry.mark}
      </span>
      <bdi className="palette-label">
        <Marked pieces={piecesOf(entry.label, ranges)} />
      </bdi>
      {entry.detail !== undefined && <span className="palette-detail">{entry.detail}</span>}
      {entry.shortcut !== undefined && <kbd aria-hidden>{entry.shortcut}</kbd>}
    </div>
  )
}

function piecesOf(label: string, ranges: readonly TextRange[]): SnippetPiece[] {
  let at = 0
  const pieces = ranges.flatMap(({ start, end }): SnippetPiece[] => {
    const before = { text: label.slice(at, start), isHit: false }
    at = end
    return [before, { text: label.slice(start, end), isHit: true }]
  })
  return [...pieces, { text: label.slice(at), isHit: false }].filter(({ text }) => text !== '')
}
