/** The views of the window with their names and icons, as the rail and the palette have them. */
import {
  ChartNoAxesColumn,
  Database,
  Download,
  FileOutput,
  LibraryBig,
  type LucideIcon,
  Settings,
} from 'lucide-react'
import type { WindowCommand } from '@shared/shortcuts/shortcuts.ts'
import type { View } from './window-store.ts'

export const views: readonly {
  readonly view: View
  readonly label: string
  readonly icon: LucideIcon
  /** What the menu and the keys have for it. */
  readonly command: WindowCommand
}[] = [
  { view: 'library', label: 'Library', icon: LibraryBig, command: 'library' },
  { view: 'import', label: 'Import', icon: Download, command: 'imports' },
  { view: 'exports', label: 'Exports', icon: FileOutput, command: 'exports' },
  { view: 'datasets', label: 'Datasets', icon: Database, command: 'datasets' },
  { view: 'insights', label: 'Insights', icon: ChartNoAxesColumn, command: 'insights' },
  { view: 'settings', label: 'Settings', icon: Settings, command: 'settings' },
]
