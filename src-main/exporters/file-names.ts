/** File names from titles: safe on Windows, macOS and Linux alike, readable, never empty, never twice in one folder. */

const longestCharacters = 100
/** File systems allow 255 bytes; this leaves room for the extension, a number and the mark of an unfinished file. */
const longestBytes = 200
const nameOfNothing = 'conversation'

/** Names that Windows keeps for devices, with or without an extension. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=$|[.\s])/i
/** Not allowed in names on Windows; `/` nowhere. */
const forbidden = /\s*[<>:"/\\|?*]+\s*/g
/** Control characters, halves of characters, and signs that cannot be seen or turn the reading direction. */
const invisible =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu

/**
 * A file name without extension, made from a title: what is forbidden somewhere becomes a hyphen, device names of
 * Windows get an underscore, and the end is cut at 100 characters or 200 bytes.
 */
export function fileNameOf(title: string | null): string {
  const cleaned = (title ?? '')
    .normalize('NFC')
    .replace(/[\t\r\n]+/g, ' ')
    .replace(invisible, '')
    .replace(forbidden, (run) => (/\s/.test(run) ? ' - ' : '-'))
    .replace(/\s+/g, ' ')
  const name = trimmed(cut(trimmed(cleaned), longestBytes))
  if (name === '') return nameOfNothing
  return name.replace(deviceName, (device) => `${device}_`)
}

/** What a name template is filled with. */
export interface NameFacts {
  readonly title: string | null
  /** When the conversation began; null when nobody knows. */
  readonly createdAt: number | null
  readonly source: string
  readonly model: string | null
}

/**
 * A file name without extension by a template: `{title}`, `{date}` and `{today}` (2026-11-21), `{source}`, `{model}`. What is
 * not known leaves nothing behind but its neighbours; any other word in braces stays as it is.
 */
export function fileNameBy(template: string, facts: NameFacts, now: number): string {
  const values = new Map([
    ['title', fileNameOf(facts.title)],
    ['date', dayOf(facts.createdAt)],
    ['today', dayOf(now)],
    ['source', facts.source],
    ['model', facts.model ?? ''],
  ])
  const filled = template.replace(/\{(\w+)\}/g, (place, name: string) => values.get(name) ?? place)
  // Every file of a batch would be named alike; a title tells them apart.
  return fileNameOf(/^[\s._-]*$/.test(filled) ? facts.title : filled)
}

/** A day in ISO 8601 in the zone of this computer; empty for none. */
function dayOf(time: number | null): string {
  if (time === null || Number.isNaN(new Date(time).getTime())) return ''
  const day = new Date(time)
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
  return [year, month, date].map((number) => String(number).padStart(2, '0')).join('-')
}

/** A file's name with its extension, safe as `fileNameOf` makes it. */
export function safeFileName(name: string): string {
  const [, stem = name, extension = ''] = /^(.+)(\.[A-Za-z0-9]{1,10})$/s.exec(name) ?? []
  return fileNameOf(stem) + extension
}

/**
 * The name itself, or with a number before its extension when the folder has it already ("notes (2).md"). Compares as
 * file systems that ignore case do, and adds the answer to `taken`.
 */
export function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.')
  const stem = dot > 0 ? name.slice(0, dot) : name
  const extension = dot > 0 ? name.slice(dot) : ''
  let unique = name
  for (let number = 2; taken.has(folded(unique)); number++) {
    const ending = ` (${number})`
    unique = `${trimmed(cut(stem, longestBytes - ending.length))}${ending}${extension}`
  }
  taken.add(folded(unique))
  return unique
}

function folded(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase()
}

/** Leading dots would hide a file and leading hyphens read as options; trailing dots and spaces vanish on Windows. */
function trimmed(name: string): string {
  return name.replace(/^[\s.-]+/, '').replace(/[\s.-]+$/, '')
}

function cut(name: string, bytes: number): string {
  let kept = ''
  let length = 0
  let size = 0
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, 4 * longestCharacters))) {
    length += segment.length
    size += Buffer.byteLength(segment)
    if (length > longestCharacters || size > bytes) break
    kept += segment
  }
  return kept
}
