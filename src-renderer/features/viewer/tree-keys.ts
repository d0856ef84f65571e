/** How the keys move in a tree of lines, after the ARIA Authoring Practices' tree view. */
import { lineState } from './branch-outline.ts'
import type { Outline } from './branch-outline.ts'

export type TreeMove =
  | { readonly kind: 'to'; readonly line: number }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'show' }

/** What a key does from a line; null for a key that is not the tree's. */
export function moveInTree(outline: Outline, line: number, key: string): TreeMove | null {
  const state = outline.states[line] ?? lineState.plain
  const last = outline.size - 1
  switch (key) {
    case 'ArrowDown':
      return to(Math.min(last, line + 1))
    case 'ArrowUp':
      return to(Math.max(0, line - 1))
    case 'Home':
      return to(0)
    case 'End':
      return to(last)
    case 'ArrowRight':
      if (state === lineState.folded) return { kind: 'toggle' }
      return to(state === lineState.unfolded ? Math.min(last, line + 1) : line)
    case 'ArrowLeft':
      if (state === lineState.unfolded) return { kind: 'toggle' }
      return to(Math.max(outline.parents[line] ?? -1, outline.parents[line] === -1 ? line : 0))
    case 'Enter':
    case ' ':
      return { kind: 'show' }
    default:
      return null
  }
}

function to(line: number): TreeMove {
  return { kind: 'to', line }
}
