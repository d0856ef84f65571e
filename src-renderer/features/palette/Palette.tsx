/**
 * The palette: one field that leads to any conversation, place or action. A combobox whose listbox is in groups; the
 * focus stays in the field, and goes back to where it was when the palette closes.
 */
import { Dialog } from '@base-ui/react/dialog'
import type { LibraryRow } from '@shared/contract/library.ts'
import { useRef } from 'react'
import type { PaletteEntry } from './arrange.ts'
import { closePalette, usePalette } from './palette-store.ts'
import { PaletteField } from './PaletteField.tsx'
import './palette.css'

type Props = {
  /** What it offers beside conversations, with what can be done to the one that is open. */
  entriesOf: (openRow: LibraryRow | null) => readonly PaletteEntry[]
  conversationEntry: (row: LibraryRow) => PaletteEntry
  /** The entry that searches everything for what was typed. */
  searchEntry: (text: string) => PaletteEntry
}

export function Palette(props: Props) {
  const isOpen = usePalette((state) => state.isOpen)
  const chosen = useRef<PaletteEntry | null>(null)
  const onChanged = (isOpenNow: boolean): void => {
    if (isOpenNow) return
    // The focus is back before anything runs: a dialog that it opens then returns it to the right place.
    usePalette.getState().opener?.focus()
    const entry = chosen.current
    chosen.current = null
    entry?.run()
  }
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => !open && closePalette()}
      onOpenChangeComplete={onChanged}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="palette" aria-label="Go to anything" finalFocus={false}>
          <PaletteField
            {...props}
            onChoose={(entry) => {
              chosen.current = entry
              closePalette()
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
