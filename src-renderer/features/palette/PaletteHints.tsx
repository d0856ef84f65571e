/** What else can be typed and pressed, under the list of the palette. The sheet of shortcuts says the same. */
import { paletteShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { shortcutText } from '../../ui/shortcut-keys.ts'

const searchKeys = shortcutText(paletteShortcuts.search)

export function PaletteHints() {
  return (
    <p className="palette-hints" aria-hidden>
      <span>
        <kbd>&gt;</kbd> actions
      </span>
      <span>
        <kbd>#</kbd> tags
      </span>
      <span>
        <kbd>@</kbd> sources
      </span>
      <span className="palette-search-hint">
        <kbd>{searchKeys}</kbd> search messages
      </span>
    </p>
  )
}
