/**
 * How many tokens a text is for a language model, estimated without any model's vocabulary.
 *
 * A word of Latin letters costs one token for each five letters begun, one of another alphabet one for three, digits one
 * for three; each Chinese, Japanese or Korean character, each sign and each run of line ends one. For prose and code that
 * comes near what byte-pair vocabularies give, but each model cuts its own way: it is an estimate and to be called one.
 */

type Kind = 'latin' | 'digit' | 'letter' | 'wide' | 'sign' | 'line' | 'space'

/** Characters of a word or number that one token holds. */
const perToken = { latin: 5, digit: 3, letter: 3 } as const

/** The estimated number of tokens. */
export function estimateTokens(text: string): number {
  let tokens = 0
  let kind: Kind = 'space'
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const next = kindOf(text.charCodeAt(at))
    const goesOn =
      next === kind && (next === 'latin' || next === 'digit' || next === 'letter' || next === 'line')
    if (goesOn) {
      length += 1
      continue
    }
    tokens += costOf(kind, length)
    kind = next
    length = 1
  }
  return tokens + costOf(kind, length)
}

function costOf(kind: Kind, length: number): number {
  switch (kind) {
    case 'latin':
    case 'digit':
    case 'letter':
      return Math.ceil(length / perToken[kind])
    case 'wide':
    case 'sign':
    case 'line':
      return 1
    case 'space':
      return 0
  }
}

function kindOf(unit: number): Kind {
  const small = unit | 32
  if (small >= 97 && small <= 122 && unit < 128) return 'latin'
  if (unit === 10) return 'line'
  if (unit <= 32) return 'space'
  if (unit >= 48 && unit <= 57) return 'digit'
  if (unit < 128) return 'sign'
  // The second half of a pair was counted with the first.
  if (unit >= 0xdc00 && unit <= 0xdfff) return 'space'
  if (unit >= 0xd800 && unit <= 0xdbff) return 'sign'
  if (unit >= 0x2e80 && unit <= 0x9fff) return 'wide'
  if (unit >= 0xac00 && unit <= 0xd7a3) return 'wide'
  if (unit >= 0xf900 && unit <= 0xfaff) return 'wide'
  if (unit >= 0x2000 && unit <= 0x2bff) return 'sign'
  return 'letter'
}
