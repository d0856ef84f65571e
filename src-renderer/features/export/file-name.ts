/**
 * What may stand in a file name while it is typed. The same characters as the archive leaves out on its own;
 * names that a system reserves are the save dialog's matter.
 */

/** Characters that Windows, macOS or Linux refuse, and control characters. */
const refused = /[\\/:*?"<>|\p{Cc}]/gu

/** Bytes in UTF-8. File systems allow 255: the rest is for the extension and a number. */
const longest = 200

const characters = new Intl.Segmenter()
const encoder = new TextEncoder()

export type TypedName = {
  readonly name: string
  /** The characters that were left out, each once; empty when nothing was. */
  readonly removed: string
}

/** The part of what was typed that can be a file name, cut between characters where it is too long. */
export function sanitiseTypedName(text: string): TypedName {
  const removed = new Set(text.match(refused))
  const shown = [...removed].filter((character) => character > ' ')
  return { name: shortened(text.replace(refused, '')), removed: shown.join(' ') }
}

/** Whether a name can be saved under. */
export function isUsableName(name: string): boolean {
  return name.trim().replace(/\.+$/, '') !== ''
}

function shortened(name: string): string {
  let bytes = 0
  for (const { segment, index } of characters.segment(name)) {
    bytes += encoder.encode(segment).length
    if (bytes > longest) return name.slice(0, index)
  }
  return name
}
