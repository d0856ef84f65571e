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

/** Folds a text so that places in it can be traced back (UTF-16 units on both sides). */
export function foldTraceably(text: string): FoldedText {
  if (isAscii(text)) {
    return { folded: text.toLowerCase(), startInOriginal: (at) => at, endInOriginal: (at) => at }
  }
  let folded = ''
  const origins: number[] = []
  function keep(from: number, to: number): void {
    folded += text.slice(from, to)
    for (let at = from; at < to; at++) origins.push(at)
  }
  let done = 0
  for (const match of text.matchAll(units)) {
    keep(done, match.index)
    const unit = foldUnit(match[0])
    folded += unit
    for (let at = 0; at < unit.length; at++) origins.push(match.index)
    done = match.index + match[0].length
  }
  keep(done, text.length)
  origins.push(text.length)
  return {
    folded: folded.toLowerCase(),
    startInOriginal: (at) => origins[at] ?? text.length,
    endInOriginal: (at) => {
      let end = at
      while (end > 0 && end < origins.length - 1 && origins[end] === origins[end - 1]) end++
      return origins[end] ?? text.length
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
