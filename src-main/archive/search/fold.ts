/**
 * One spelling for what a reader takes for the same text.
 *
 * Everything is compared in folded form: small letters, no accents, wide and narrow forms alike, plain quotes and
 * dashes. Index, query and the check of a hit all fold with this, so they cannot disagree. Folding goes unit by unit
 * without looking around, so that a place in folded text can be traced back.
 */

/** What folding by Unicode leaves apart although people type one for the other. */
const alike = new Map([
  ['\u00df', 'ss'],
  ['\u00e6', 'ae'],
  ['\u0153', 'oe'],
  ['\u00f8', 'o'],
  ['\u0142', 'l'],
  ['\u0111', 'd'],
  ['\u0127', 'h'],
  ['\u0131', 'i'],
  ['\u03c2', '\u03c3'],
  ...Array.from('\u2018\u2019\u201a\u201b\u2032\u02bc', (mark) => [mark, "'"] as const),
  ...Array.from('\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb', (mark) => [mark, '"'] as const),
  ...Array.from('\u2010\u2012\u2013\u2014\u2015\u2212', (mark) => [mark, '-'] as const),
])
const alikeCharacters = new RegExp(`[${[...alike.keys()].join('')}]`, 'gu')

/**
 * Accents, vowel points, joiners, soft hyphens and whatever else is not seen by itself. Not the voice marks of kana:
 * they make another letter.
 */
const unseen =
  /(?![\u3099\u309a])[\p{Script=Inherited}\p{Cf}\p{Default_Ignorable_Code_Point}]|(?=\p{Mn})[\p{Script=Hebrew}\p{Script=Arabic}]/gu

/**
 * The pieces that folding may change: conjoining jamo together, kana with its voice mark, else one character. ASCII and
 * the many characters that stay as they are (kana, ideographs, hangul syllables) are left out, for speed.
 */
const units =
  /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7fb]+|[\u3046-\u30fd\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]|[^\p{ASCII}\u3041-\u3096\u30a1-\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]/gu

const beyondAscii = /\P{ASCII}/u

const known = new Map<string, string>()

/** True when folding changes nothing but capitals, and every place stays where it is. */
export function isAscii(text: string): boolean {
  return !beyondAscii.test(text)
}

/** The folded form of a text. */
export function fold(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.replace(units, foldUnit).toLowerCase()
}

export interface FoldedText {
  readonly folded: string
  /** The place in the original that a place in the folded text comes from: where its unit begins. */
  startInOriginal(at: number): number
  /** The place in the original where the unit of the last folded character before `at` is over. */
  endInOriginal(at: number): number
}

/**
 * Folds a text so that places in it can be traced back (UTF-16 units on both sides). They are worked out as far as
 * somebody asks: of a long message a snippet needs the beginning up to its hit.
 */
export function foldTraceably(text: string): FoldedText {
  if (isAscii(text)) {
    return { folded: text.toLowerCase(), startInOriginal: (at) => at, endInOriginal: (at) => at }
  }
  const folded = fold(text)
  const matches = text.matchAll(units)
  /** Where folded text begins that comes from the unit, or from what folding leaves alone, at the same place in `origins`. */
  const starts: number[] = []
  const origins: number[] = []
  const areUnits: boolean[] = []
  let foldedUpTo = 0
  let readUpTo = 0
  let isRead = false

  function keep(from: number, length: number, isUnit: boolean): void {
    if (length === 0) return
    starts.push(foldedUpTo)
    origins.push(from)
    areUnits.push(isUnit)
    foldedUpTo += length
  }

  /** Until the piece is known that a place is in, and the one behind it. */
  function readTo(at: number): void {
    while (!isRead && (starts.at(-1) ?? -1) <= at) {
      const { value: match } = matches.next()
      const end = match?.index ?? text.length
      keep(readUpTo, end - readUpTo, false)
      if (match !== undefined) keep(end, foldUnit(match[0]).length, true)
      readUpTo = end + (match?.[0].length ?? 0)
      isRead = match === undefined
    }
  }

  /** The last piece that begins at a place or before it. */
  function pieceAt(at: number): number {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((starts[middle] ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  return {
    folded,
    startInOriginal: (at) => {
      if (at >= folded.length) return text.length
      readTo(at)
      const piece = pieceAt(at)
      const origin = origins[piece] ?? 0
      return areUnits[piece] === true ? origin : origin + at - (starts[piece] ?? 0)
    },
    endInOriginal: (at) => {
      if (at >= folded.length) return text.length
      readTo(at)
      const piece = pieceAt(at)
      const beyond = at - (starts[piece] ?? 0)
      if (beyond > 0 && areUnits[piece] === true) return origins[piece + 1] ?? text.length
      return (origins[piece] ?? 0) + beyond
    },
  }
}

function foldUnit(unit: string): string {
  const before = known.get(unit)
  if (before !== undefined) return before
  const folded = unit
    .normalize(isCompatibilityJamo(unit) ? 'NFD' : 'NFKD')
    .replace(unseen, '')
    .toLowerCase()
    .replace(unseen, '')
    .normalize('NFC')
    .replace(alikeCharacters, (character) => alike.get(character) ?? character)
    // Half of a surrogate pair cannot be stored in UTF-8; SQLite gives it back as this.
    .replace(/\p{Cs}/gu, '\ufffd')
  if (unit.length <= 2) known.set(unit, folded)
  return folded
}

/** Letters that stand alone in Korean chat; NFKD would turn them into halves of a syllable. */
function isCompatibilityJamo(unit: string): boolean {
  return unit >= '\u3131' && unit <= '\u318e'
}
