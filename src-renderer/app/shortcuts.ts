/** Which command a key stands for, anywhere in the window. Keys of a list or a message are their own matter. */
import type { MenuAction } from '@shared/contract/contract.ts'

export type Command =
  | MenuAction
  | 'undo'
  | 'redo'
  | 'filter'
  | 'next-hit'
  | 'previous-hit'
  | 'next-pane'
  | 'previous-pane'

type Key = {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  /** Command on a Mac, Control elsewhere. */
  readonly isCommand: boolean
}

const shifted: Readonly<Partial<Record<string, Command>>> = {
  o: 'import-folder',
  e: 'export-listed',
  f: 'find',
  k: 'filter',
  z: 'redo',
}

/** The command of a key, or null when it is none of the window's. */
export function commandOf({ key, shiftKey, altKey, isCommand }: Key): Command | null {
  if (key === 'F6') return shiftKey ? 'previous-pane' : 'next-pane'
  if (key === 'F3') return shiftKey ? 'previous-hit' : 'next-hit'
  if (!isCommand || altKey) return null
  const letter = key.toLowerCase()
  if (shiftKey) return shifted[letter] ?? null
  switch (letter) {
    case 'z':
      return 'undo'
    case 'y':
      return 'redo'
    case 'f':
      return 'find-here'
    case 'k':
      return 'find'
    case 'e':
      return 'export'
    case 'o':
      return 'import'
    case ',':
      return 'settings'
    case '1':
      return 'library'
    case '2':
      return 'imports'
    case '3':
      return 'exports'
    case '4':
      return 'datasets'
    case '5':
      return 'insights'
    default:
      return null
  }
}
