/** Which key means what while a message has the focus. Doing it is the transcript's work. */

export type TranscriptCommand =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'edge'; readonly to: 'first' | 'last' }
  | { readonly kind: 'version'; readonly step: 1 | -1 }
  | { readonly kind: 'branch-point'; readonly step: 1 | -1 }
  | { readonly kind: 'fold' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'leave' }

/** The part of a keyboard event that decides. */
export interface PressedKey {
  readonly key: string
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

const plainKeys: Readonly<Record<string, TranscriptCommand>> = {
  ArrowDown: { kind: 'move', by: 1 },
  ArrowUp: { kind: 'move', by: -1 },
  j: { kind: 'move', by: 1 },
  k: { kind: 'move', by: -1 },
  Home: { kind: 'edge', to: 'first' },
  End: { kind: 'edge', to: 'last' },
  ArrowRight: { kind: 'version', step: 1 },
  ArrowLeft: { kind: 'version', step: -1 },
  ' ': { kind: 'fold' },
  c: { kind: 'copy' },
  Enter: { kind: 'menu' },
  ContextMenu: { kind: 'menu' },
  Escape: { kind: 'leave' },
}

/** The command of a key, or null for one that is not ours. */
export function commandOf(pressed: PressedKey): TranscriptCommand | null {
  if (pressed.ctrlKey || pressed.metaKey) return null
  if (pressed.altKey) {
    // By place on the keyboard as well: with Alt, many layouts write another character there.
    if (pressed.key === ']' || pressed.code === 'BracketRight') return { kind: 'branch-point', step: 1 }
    if (pressed.key === '[' || pressed.code === 'BracketLeft') return { kind: 'branch-point', step: -1 }
    return null
  }
  if (pressed.shiftKey) return pressed.key === 'F10' ? { kind: 'menu' } : null
  return plainKeys[pressed.key] ?? plainKeys[pressed.key.toLowerCase()] ?? null
}
