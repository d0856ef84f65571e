/** Switches how the words of a query are found where it is typed, from a button or by key. */
import { matchShortcuts, shortcutFor } from '@shared/shortcuts/shortcuts.ts'
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { isMac } from '../ui/platform.ts'
import { toggled, type Way } from './match-terms.ts'

/** @param field is gone on with between the slashes of what becomes a regular expression */
export function toggleWay(
  query: string,
  way: Way,
  field: HTMLInputElement | null,
  onType: (query: string) => void,
): void {
  const next = toggled(query, way)
  flushSync(() => onType(next.query))
  if (next.caret === null) return
  field?.focus()
  field?.setSelectionRange(next.caret, next.caret)
}

/** Does what a key stands for; false for a key that is for something else, or where nothing is typed. */
export function toggleByKey(
  event: KeyboardEvent,
  query: string,
  field: HTMLInputElement | null,
  onType: (query: string) => void,
): boolean {
  const way = shortcutFor(matchShortcuts, event, isMac)
  if (way === null || query.trim() === '') return false
  event.preventDefault()
  toggleWay(query, way, field, onType)
  return true
}
