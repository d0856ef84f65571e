/** What a click inside a message does: links go to the desktop, which asks first; copy buttons copy their code. */

export interface ReadingActions {
  readonly openLink: (url: string) => void
  readonly copyCode: (code: string) => void
}

/** Handles a click of any mouse button (or Enter, which comes as a click) on something inside a message. */
export function handleReadingClick(event: MouseEvent, actions: ReadingActions): void {
  if (!(event.target instanceof Element)) return
  const link = event.target.closest('a')
  if (link !== null) {
    event.preventDefault()
    const url = link.getAttribute('href')
    if (url !== null && event.button !== 2) actions.openLink(url)
    return
  }
  const code =
    event.button === 0 ? event.target.closest('[data-copy]')?.closest('figure')?.querySelector('pre') : null
  if (code) actions.copyCode(code.textContent)
}
