/**
 * Keys that are pressed together, as one text: `Mod+Shift+F`, `Alt+Left`, `F1`. `Mod` is Command on a Mac, Control
 * elsewhere. What they do stands in shortcuts.ts.
 */

/** The part of a keyboard event that decides. */
export interface PressedKey {
  readonly key: string
  /** The place on the keyboard. */
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

const named: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

const bracketCodes: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']' }

/** What was pressed; a text that no shortcut has where a key of another system's is held (Control on a Mac). */
export function chordOf(pressed: PressedKey, isMac: boolean): string {
  const { altKey, ctrlKey, metaKey, shiftKey } = pressed
  const isForeign = isMac ? ctrlKey : metaKey
  const isMod = isMac ? metaKey : ctrlKey
  const key = keyOf(pressed, isMod || altKey)
  // A sign that needs Shift on this keyboard may stand without it on another one.
  const hasShift = shiftKey && !/^[^\p{L}]$/u.test(key)
  return [
    ...(isForeign ? ['Foreign'] : []),
    ...(isMod ? ['Mod'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(hasShift ? ['Shift'] : []),
    key,
  ].join('+')
}

/**
 * The name of a key. With Alt many layouts write another character, and some write no Latin letters at all: then the
 * key counts by its place.
 */
function keyOf({ key, code }: PressedKey, isHeld: boolean): string {
  if (isHeld && !/^[ -~]+$/u.test(key)) {
    const letter = /^Key([A-Z])$/u.exec(code)?.[1] ?? bracketCodes[code]
    if (letter !== undefined) return letter
  }
  return named[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

const macSigns: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Backspace: '⌫',
  Delete: '⌦',
  Escape: 'esc',
}
const signs: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Plus: '+',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  ContextMenu: 'Menu',
}
/** As Apple's own menus have them. */
const macOrder = ['Alt', 'Shift', 'Mod']

/** The keys of a chord as they are printed on them: `['Ctrl', 'Shift', 'F']`, on a Mac `['⇧', '⌘', 'F']`. */
export function chordSigns(chord: string, isMac: boolean): string[] {
  const keys = chord.split('+')
  const inOrder = isMac ? keys.toSorted((one, other) => placeOnMac(one) - placeOnMac(other)) : keys
  return inOrder.map((key) => (isMac ? macSigns[key] : undefined) ?? signs[key] ?? key)
}

/** A chord in one text, for menus and tooltips: "Ctrl+Shift+F", "⇧⌘F". */
export function chordText(chord: string, isMac: boolean): string {
  return chordSigns(chord, isMac).join(isMac ? '' : '+')
}

/** A chord as Electron's menus want it: "CmdOrCtrl+Shift+F". */
export function acceleratorOf(chord: string): string {
  return chord.replace('Mod', 'CmdOrCtrl')
}

function placeOnMac(key: string): number {
  const place = macOrder.indexOf(key)
  return place < 0 ? macOrder.length : place
}
