/** The sheet of shortcuts: all of them by where they hold, out of the table that the keys themselves go by. */
import { Dialog } from '@base-ui/react/dialog'
import { chordSigns } from '@shared/shortcuts/chord.ts'
import { keysOf, shortcutGroups } from '@shared/shortcuts/shortcuts.ts'
import { isMac } from '../ui/platform.ts'
import { showSheet, useWindow } from './window-store.ts'
import './shortcut-sheet.css'

export function ShortcutSheet() {
  const isOpen = useWindow((state) => state.isSheetOpen)
  return (
    <Dialog.Root open={isOpen} onOpenChange={showSheet}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog shortcut-sheet">
          <Dialog.Title className="dialog-title">Keyboard shortcuts</Dialog.Title>
          <div className="shortcut-groups">
            {shortcutGroups.map(({ title, shortcuts }) => (
              <section key={title} className="shortcut-group">
                <h3>{title}</h3>
                <dl>
                  {Object.values(shortcuts).map((shortcut) => (
                    <ShortcutLine
                      key={shortcut.label}
                      label={shortcut.label}
                      chords={keysOf(shortcut, isMac)}
                    />
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <footer className="dialog-footer">
            <Dialog.Close className="button primary">Close</Dialog.Close>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function ShortcutLine({ label, chords }: { label: string; chords: readonly string[] }) {
  if (chords.length === 0) return null
  return (
    <div className="shortcut-line">
      <dt>{label}</dt>
      <dd>
        {chords.map((chord) => (
          <span key={chord} className="chord">
            {chordSigns(chord, isMac).map((sign) => (
              <kbd key={sign}>{sign}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}
