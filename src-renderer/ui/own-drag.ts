/**
 * Whether what is dragged over the window came out of it: the window offers to take in files, but not its own.
 *
 * The system carries such a drag, so its end is not told; the next movement of a free mouse tells it.
 */
let isOurs = false

/** To be called when files begin to be dragged out. */
export function ownDragBegins(): void {
  isOurs = true
  window.addEventListener('pointermove', () => (isOurs = false), { once: true })
}

export function isOwnDrag(): boolean {
  return isOurs
}
