/** The rail at the left: the views, each with its icon and its name. */
import { windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { shortcutText } from '../ui/shortcut-keys.ts'
import { views } from './views.ts'
import type { View } from './window-store.ts'

type Props = {
  view: View
  onChoose: (view: View) => void
}

export function Rail({ view, onChoose }: Props) {
  return (
    <nav className="rail" aria-label="Views" data-pane>
      {views.map(({ view: entry, label, icon: Icon, command }) => (
        <button
          key={entry}
          type="button"
          title={shortcutText(windowShortcuts[command])}
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
