/** What can be done to several conversations at once. */
import { FileOutput, Trash2, Undo2, X } from 'lucide-react'
import { countText } from '../../ui/counts.ts'

type Props = {
  count: number
  isTrash: boolean
  onExport: () => void
  onDelete: () => void
  onRestore: () => void
  onClear: () => void
}

export function SelectionBar({ count, isTrash, onExport, onDelete, onRestore, onClear }: Props) {
  return (
    <div className="selection-bar" role="toolbar" aria-label="Selected conversations">
      <strong role="status">{countText(count)} selected</strong>
      <button type="button" className="button small" onClick={onExport}>
        <FileOutput aria-hidden />
        Export…
      </button>
      {isTrash ? (
        <button type="button" className="button small" onClick={onRestore}>
          <Undo2 aria-hidden />
          Restore
        </button>
      ) : (
        <button type="button" className="button small danger" onClick={onDelete}>
          <Trash2 aria-hidden />
          Delete
        </button>
      )}
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Clear selection"
        onClick={onClear}
      >
        <X aria-hidden />
      </button>
    </div>
  )
}
