/** The rail at the left: the views, each with its icon and its name. */
import {
  ChartNoAxesColumn,
  Database,
  Download,
  FileOutput,
  LibraryBig,
  type LucideIcon,
  Settings,
} from 'lucide-react'
import type { View } from './window-store.ts'

type Props = {
  view: View
  onChoose: (view: View) => void
}

const entries: readonly { view: View; label: string; icon: LucideIcon }[] = [
  { view: 'library', label: 'Library', icon: LibraryBig },
  { view: 'import', label: 'Import', icon: Download },
  { view: 'exports', label: 'Exports', icon: FileOutput },
  { view: 'datasets', label: 'Datasets', icon: Database },
  { view: 'insights', label: 'Insights', icon: ChartNoAxesColumn },
  { view: 'settings', label: 'Settings', icon: Settings },
]

export function Rail({ view, onChoose }: Props) {
  return (
    <nav className="rail" aria-label="Views" data-pane>
      {entries.map(({ view: entry, label, icon: Icon }) => (
        <button
          key={entry}
          type="button"
          aria-current={entry === view ? 'page' : undefined}
          onClick={() => onChoose(entry)}
        >
          <Icon aria-hidden strokeWidth={1.7} />
          {label}
        </button>
      ))}
    </nav>
  )
}
