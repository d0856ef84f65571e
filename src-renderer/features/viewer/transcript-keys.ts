/** Which key means what while a message has the focus. Doing it is the transcript's work. */
import type { PressedKey } from '@shared/shortcuts/chord.ts'
import { type MessageCommand, messageShortcuts, shortcutFor } from '@shared/shortcuts/shortcuts.ts'

export type TranscriptCommand =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'edge'; readonly to: 'first' | 'last' }
  | { readonly kind: 'version'; readonly step: 1 | -1 }
  | { readonly kind: 'branch-point'; readonly step: 1 | -1 }
  | { readonly kind: 'fold' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'leave' }

const commands: Readonly<Record<MessageCommand, TranscriptCommand>> = {
  'next-message': { kind: 'move', by: 1 },
  'previous-message': { kind: 'move', by: -1 },
  first: { kind: 'edge', to: 'first' },
  last: { kind: 'edge', to: 'last' },
  'next-version': { kind: 'version', step: 1 },
  'previous-version': { kind: 'version', step: -1 },
  'next-branch-point': { kind: 'branch-point', step: 1 },
  'previous-branch-point': { kind: 'branch-point', step: -1 },
  fold: { kind: 'fold' },
  copy: { kind: 'copy' },
  menu: { kind: 'menu' },
  leave: { kind: 'leave' },
}

/** The command of a key, or null for one that is not ours. */
export function commandOf(pressed: PressedKey, isMac: boolean): TranscriptCommand | null {
  const name = shortcutFor(messageShortcuts, pressed, isMac)
  return name === null ? null : commands[name]
}
