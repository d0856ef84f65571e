/** What the first sign of what was typed says of where to look: `>` actions, `#` tags, `@` sources. */

export type PaletteMode = 'all' | 'actions' | 'tags' | 'sources'

const modes: Readonly<Record<string, PaletteMode>> = { '>': 'actions', '#': 'tags', '@': 'sources' }

export interface Typed {
  readonly mode: PaletteMode
  /** What is looked for, without the sign. */
  readonly text: string
}

export function typedOf(query: string): Typed {
  const mode = modes[query.charAt(0)]
  return mode === undefined ? { mode: 'all', text: query.trim() } : { mode, text: query.slice(1).trim() }
}
