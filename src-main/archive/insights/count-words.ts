/** Counts words in any language without a dictionary. */

/**
 * Runs of letters, digits and apostrophes; of Chinese, Japanese and Thai, which put no spaces between words, each
 * character counts as one.
 */
export function countWords(text: string): number {
  let words = 0
  let isInWord = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isCounted(code)) {
      words += 1
      isInWord = false
    } else if (isLetter(code)) {
      if (!isInWord) words += 1
      isInWord = true
    } else if (!isInWord || !isInside(code)) {
      isInWord = false
    }
  }
  return words
}

/** Kana, Han (with its extensions' first halves), Thai, Lao, Khmer, Myanmar. */
function isCounted(code: number): boolean {
  if (code < 0x0e00) return false
  return (
    (code >= 0x3041 && code <= 0x9fff && code !== 0x30fb) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xd888) ||
    (code >= 0x0e01 && code <= 0x0eff) ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff)
  )
}

function isLetter(code: number): boolean {
  if (code < 0x80) {
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
    )
  }
  return !(
    code <= 0xbf ||
    (code >= 0x2000 && code <= 0x303f) ||
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xfe10 && code <= 0xff0f) ||
    (code >= 0xff1a && code <= 0xff20)
  )
}

/** Apostrophes do not end a word. */
function isInside(code: number): boolean {
  return code === 0x27 || code === 0x2019
}
