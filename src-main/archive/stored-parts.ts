/** The two forms in which the parts of a message stand in `texts`: plain text for most messages, JSON for the rest. */
import type { Part } from '@shared/conversation.ts'
import { isStorable } from './well-formed.ts'

/** Columns of `texts`; exactly one is set. */
export interface StoredParts {
  readonly text: string | null
  readonly parts: string | null
}

/** What to store for the parts of a message. They come back from `restoreParts` exactly, half surrogate pairs and NUL included. */
export function storeParts(parts: readonly Part[]): StoredParts {
  const only = parts[0]
  if (parts.length === 1 && only?.type === 'text' && only.extra === undefined && isStorable(only.text)) {
    return { text: only.text, parts: null }
  }
  // JSON.stringify writes half a surrogate pair as an escape, which UTF-8 can hold.
  return { text: null, parts: JSON.stringify(parts) }
}

export function restoreParts(stored: StoredParts): readonly Part[] {
  if (stored.parts !== null) return JSON.parse(stored.parts) as Part[]
  return [{ type: 'text', text: stored.text ?? '' }]
}
