/** The button that exports every conversation that was found. */
import { FileOutput } from 'lucide-react'

export function ExportFound({ onExport }: { onExport: () => void }) {
  return (
    <button
      type="button"
      className="button quiet small icon"
      aria-label="Export what was found…"
      title="Export what was found…"
      onClick={onExport}
    >
      <FileOutput aria-hidden />
    </button>
  )
}
