/**
 * JSON as a text: laid out in lines, or searched for an object, without a value of it being read. So numbers that no
 * program can hold, keys that stand twice and escapes come out as they were written.
 *
 * Texts of several values (a value a line) are fine; what is no JSON comes out somehow and never fails.
 */

const quote = 0x22
const backslash = 0x5c

/** The text with two spaces for each level and a value a line, up to about `most` characters of it. */
export function layOutJson(text: string, most = Infinity): string {
  const pieces: string[] = []
  let length = 0
  let depth = 0
  let isAfterValue = false
  for (let at = afterSpaces(text, 0); at < text.length && length < most; at = afterSpaces(text, at)) {
    const sign = text[at] ?? ''
    let piece = sign
    let end = at + 1
    let isValue = false
    if (sign === '{' || sign === '[') {
      const next = afterSpaces(text, end)
      isValue = text[next] === closingOf(sign)
      if (isValue) end = next + 1
      else depth++
      piece = isValue ? sign + closingOf(sign) : sign + lineAt(depth)
    } else if (sign === '}' || sign === ']') {
      depth = Math.max(0, depth - 1)
      piece = lineAt(depth) + sign
      isValue = true
    } else if (sign === ',') {
      piece = sign + lineAt(depth)
    } else if (sign === ':') {
      piece = ': '
    } else {
      end = endOfScalar(text, at)
      piece = text.slice(at, Math.min(end, at + most))
      isValue = true
    }
    // Only what stands outside of all lists and objects can follow on a value without a comma.
    if (depth === 0 && isAfterValue && sign !== '}' && sign !== ']') piece = `\n${piece}`
    pieces.push(piece)
    length += piece.length
    isAfterValue = isValue
    at = end
  }
  return pieces.join('').slice(0, most)
}

/** Keys under which sources name a message. */
const idKeys: ReadonlySet<string> = new Set(['id', 'uuid', 'messageId', 'message_id', '_id'])

interface Container {
  readonly start: number
  readonly isObject: boolean
  /** The key that was read last. */
  key: string
  isKeyNext: boolean
  isNamed: boolean
}

/** The objects of a text that name themselves by an id, or stand under it as their key; none that is inside another. */
export function objectsNamed(text: string, id: string): string[] {
  const found: { readonly start: number; readonly end: number }[] = []
  const open: Container[] = []
  const quoted = JSON.stringify(id)
  for (let at = 0; at < text.length;) {
    const sign = text[at] ?? ''
    const around = open.at(-1)
    if (sign === '{' || sign === '[') {
      const isNamed = sign === '{' && around?.isObject === true && around.key === id
      open.push({ start: at, isObject: sign === '{', key: '', isKeyNext: sign === '{', isNamed })
      at++
    } else if (sign === '}' || sign === ']') {
      open.pop()
      at++
      if (around?.isNamed !== true) continue
      while ((found.at(-1)?.start ?? -1) > around.start) found.pop()
      found.push({ start: around.start, end: at })
    } else if (sign === ',') {
      if (around?.isObject === true) around.isKeyNext = true
      at++
    } else if (sign === ':' || isSpace(sign)) {
      at++
    } else {
      const end = endOfScalar(text, at)
      if (around?.isObject === true && around.isKeyNext) {
        around.key = text.slice(at + 1, end - 1)
        around.isKeyNext = false
      } else if (around?.isObject === true && idKeys.has(around.key)) {
        const isId = isSame(text, at, end, quoted) || isSame(text, at, end, id)
        if (isId) around.isNamed = true
      }
      at = end
    }
  }
  return found.map(({ start, end }) => text.slice(start, end))
}

function isSame(text: string, start: number, end: number, other: string): boolean {
  return end - start === other.length && text.startsWith(other, start)
}

/** Where a string, or a number or word, ends that begins at a place. */
function endOfScalar(text: string, start: number): number {
  if (text.charCodeAt(start) === quote) return endOfString(text, start)
  let at = start + 1
  while (at < text.length && !endings.has(text[at] ?? '')) at++
  return at
}

const endings: ReadonlySet<string> = new Set(['{', '}', '[', ']', ',', ':', '"', ' ', '\t', '\n', '\r'])

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (before > start && text.charCodeAt(before) === backslash) before--
    // An even number of backslashes escapes only each other.
    if ((end - before) % 2 === 1) return end + 1
  }
  return text.length
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\n' || sign === '\r' || sign === '\t'
}

function afterSpaces(text: string, start: number): number {
  let at = start
  while (at < text.length && isSpace(text[at] ?? '')) at++
  return at
}

function closingOf(opening: '{' | '['): '}' | ']' {
  return opening === '{' ? '}' : ']'
}

/** Deeper than this nobody can follow the indent, and spaces would outgrow the text. */
const deepestIndent = 64

function lineAt(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, deepestIndent))}`
}
