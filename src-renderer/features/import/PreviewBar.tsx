/** Which lines of a preview are shown: by what they would come to, and by words of their title. */
import { countText } from '../../ui/counts.ts'
import { previewCounts, type PreviewFilter, type ReadyPreview } from './preview.ts'
import { filterPreview, findInPreview } from './preview-store.ts'

type Props = {
  preview: ReadyPreview
}

const chips: readonly (readonly [PreviewFilter, string])[] = [
  ['all', 'All'],
  ['new', 'New'],
  ['updated', 'Updated'],
  ['unchanged', 'Unchanged'],
  ['problems', 'Problems and remarks'],
]

export function PreviewBar({ preview: { previews, filter, words } }: Props) {
  const counts = previewCounts(previews)
  return (
    <div className="preview-bar">
      <div className="report-filters" role="group" aria-label="Show">
        {chips.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={filter === value}
            onClick={() => filterPreview(value)}
          >
            {label} {countText(counts[value])}
          </button>
        ))}
      </div>
      <input
        type="search"
        className="input preview-words"
        aria-label="Filter by title"
        placeholder="Filter by title"
        value={words}
        onChange={(event) => findInPreview(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || words === '') return
          // The first Escape empties the field; only the next one leaves the sheet.
          event.stopPropagation()
          findInPreview('')
        }}
      />
    </div>
  )
}
