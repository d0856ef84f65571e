/** How the shortcuts of the table are written on this computer. */
import { chordText } from '@shared/shortcuts/chord.ts'
import { keysOf, type Shortcut } from '@shared/shortcuts/shortcuts.ts'
import { isMac } from './platform.ts'

/** The usual keys of a shortcut in one text: "Ctrl+E", "⌘E". Empty where it has none. */
export function shortcutText(shortcut: Shortcut): string {
  const [chord] = keysOf(shortcut, isMac)
  return chord === undefined ? '' : chordText(chord, isMac)
}
