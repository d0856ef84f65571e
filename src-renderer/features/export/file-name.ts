/**
 * What may stand in a file name while it is typed. The same characters as the archive leaves out on its own;
 * names that a system reserves are the save dialog's matter.
 */

/** Characters that Windows, macOS or Linux refuse, and control characters. */
const refused = /[\\/:*?"<>|\p{Cc}]/gu

/** Leaves room for the extension and for a number within the 255 that file systems allow. */
const longest = 200

export type TypedName = {
  readonly name: string
  /** The characters that were left out, each once; empty when nothing was. */
  readonly removed: string
}

export function sanitiseTypedName(text: string): TypedName {
  const removed = [...new Set(text.match(refused) ?? [])].filter((character) => character > ' ').join(' ')
  return { name: [...text.replace(refused, '')].slice(0, longest).join(''), removed }
}

/** Whether a name can be saved under. */
export function isUsableName(name: string): boolean {
  return name.trim().replace(/\.+$/, '') !== ''
}
