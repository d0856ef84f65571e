/** Where the keys of the list lead: pure arithmetic on places in the list. */

/**
 * The place that a key leads to, or null when it is none that moves.
 * `from` is -1 when no row is active; `page` is how many rows are in sight.
 */
export function placeAfter(key: string, from: number, count: number, page: number): number | null {
  if (count === 0) return null
  const clamp = (place: number): number => Math.min(Math.max(place, 0), count - 1)
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1)
    case 'ArrowUp':
      return from < 0 ? count - 1 : clamp(from - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return clamp(from + Math.max(page - 1, 1))
    case 'PageUp':
      return clamp(from - Math.max(page - 1, 1))
    default:
      return null
  }
}

/** Whether a key event is a letter typed to find a title. */
export function isTyped(event: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}): boolean {
  return /^.$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
}
