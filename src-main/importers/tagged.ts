/** Finds what models write between tags of their own, such as `<tool_call>…</tool_call>`. */

export interface Tagged {
  /** Where the opening tag begins. */
  readonly start: number
  /** Just past the closing tag. */
  readonly end: number
  /** What stands between them. */
  readonly inside: string
}

/** Every pair of these tags (without attributes) that is closed, in their order. */
export function tagged(text: string, tag: string): readonly Tagged[] {
  const [open, close] = [`<${tag}>`, `</${tag}>`]
  const found: Tagged[] = []
  let from = 0
  // Looked for by hand: an expression would read to the end of the text again for each tag that is never closed.
  for (;;) {
    const start = text.indexOf(open, from)
    const closing = start < 0 ? -1 : text.indexOf(close, start + open.length)
    if (closing < 0) return found
    from = closing + close.length
    found.push({ start, end: from, inside: text.slice(start + open.length, closing) })
  }
}
