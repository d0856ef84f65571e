/**
 * How many tokens a text is for a language model, estimated without any model's vocabulary.
 *
 * A word of Latin letters costs one token for each five letters begun, one of another alphabet one for three, digits one
 * for three; each Chinese, Japanese or Korean character, each sign and each run of line ends one. For prose and code that
 * comes near what byte-pair vocabularies give, but each model cuts its own way: it is an estimate and to be called one.
 */

/** Kinds of UTF-16 units, as numbers: every unit of every text is looked up. */
const kind = { space: 0, latin: 1, digit: 2, letter: 3, line: 4, wide: 5, sign: 6 } as const

/** Units of a run that one token holds, by kind; none for spaces. */
const perToken = [Infinity, 5, 3, 3, Infinity, 1, 1]

const kindOfUnit = Uint8Array.from({ length: 65_536 }, (_, unit) => kindOf(unit))

/** The estimated number of tokens. */
export function estimateTokens(text: string): number {
  let tokens = 0
  let run: number = kind.space
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const next = kindOfUnit[text.charCodeAt(at)] ?? kind.space
    if (next === run) {
      length += 1
      continue
    }
    tokens += costOf(run, length)
    run = next
    length = 1
  }
  return tokens + costOf(run, length)
}

function costOf(run: number, length: number): number {
  if (run === kind.space || length === 0) return 0
  return Math.max(1, Math.ceil(length / (perToken[run] ?? 1)))
}

function kindOf(unit: number): number {
  const small = unit | 32
  if (small >= 97 && small <= 122 && unit < 128) return kind.latin
  if (unit === 10) return kind.line
  if (unit <= 32) return kind.space
  if (unit >= 48 && unit <= 57) return kind.digit
  if (unit < 128) return kind.sign
  // The second half of a pair was counted with the first.
  if (unit >= 0xdc00 && unit <= 0xdfff) return kind.space
  if (unit >= 0xd800 && unit <= 0xdbff) return kind.sign
  if (unit >= 0x2e80 && unit <= 0x9fff) return kind.wide
  if (unit >= 0xac00 && unit <= 0xd7a3) return kind.wide
  if (unit >= 0xf900 && unit <= 0xfaff) return kind.wide
  return unit >= 0x2000 && unit <= 0x2bff ? kind.sign : kind.letter
}
