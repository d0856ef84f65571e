/** Names of zip entries: from bytes to text, and which of them are refused. */
import { isUtf8 } from 'node:buffer'
import * as yauzl from 'yauzl'

const utf8Flag = 0x800
// Longer names exist only in archives made to break something.
const longestName = 4096

/**
 * The name of an entry as text. The zip format knows CP437 and, behind a flag, UTF-8 (APPNOTE 4.4.4 and appendix D);
 * in the wild the flag is often missing, and some Windows tools write Windows-1252.
 */
export function decodeName(raw: Buffer, flags: number, extraFields: yauzl.ExtraField[]): string {
  if (isUtf8(raw)) return yauzl.getFileNameLowLevel(flags | utf8Flag, raw, extraFields, true)
  // Letters of CP437 stand at 80–A5, where Windows-1252 has quotes and dashes; its own letters stand at C0–FF, where
  // CP437 has box lines, which nobody puts into names.
  const isDosText = raw.some((byte) => byte >= 0x80 && byte <= 0xa5)
  if (!isDosText) return raw.toString('latin1')
  return yauzl.getFileNameLowLevel(flags & ~utf8Flag, raw, extraFields, true)
}

/** Why an entry of this name is passed over, in words for a person; null when the name is harmless. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'It has no name.'
  if (name.length > longestName) return 'Its name is too long.'
  if (/\p{Cc}/u.test(name)) return 'Its name holds control characters.'
  if (name.includes('\\')) return 'Its name holds a backslash, which is unsafe in a zip.'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'Its name points to a place outside the zip.'
  if (name.split('/').some((part) => part === '..' || part === '.')) {
    return 'Its name points to a place outside the zip.'
  }
  return null
}
