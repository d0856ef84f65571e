/** Going from pane to pane with F6, and which panes there are. A pane is any element that says so with `data-pane`. */
import { useViewer } from '../features/viewer/viewer-store.ts'

/** What of a pane takes the focus: its list or text, else the entry it stands at, else its first control. */
const targets = ['[role="listbox"]', '[role="feed"]', '[aria-current]', 'input', 'button', '[tabindex="0"]']

/** Shows the panel beside the messages, or hides it. Where nobody has chosen, the room has: what is there is asked. */
export function toggleDetails(): void {
  useViewer.getState().showPanel(document.querySelector('.reader-side') === null)
}

/** Moves the focus to the next pane in the document, or to the one before; around at the ends. */
export function goToPane(direction: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-pane]')]
  const panes = all.filter((pane) => pane.childElementCount > 0)
  const at = panes.findLastIndex((pane) => pane.contains(document.activeElement))
  const start = at < 0 && direction < 0 ? 0 : at
  const pane = panes[(start + direction + panes.length) % panes.length]
  if (pane === undefined) return
  const target = targets
    .map((selector) => pane.querySelector<HTMLElement>(selector))
    .find((found) => found !== null)
  ;(target ?? pane).focus()
}
