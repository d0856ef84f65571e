/** How long a folded text is, in the words of its summary line. */

const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu

/** Words of a text; of scripts written without spaces each character counts as one. */
export function countWords(text: string): number {
  let count = 0
  for (const [characters] of text.matchAll(word)) {
    if (/[\p{L}\p{N}]/u.test(characters)) count += 1
  }
  return count
}

/** "1 word", "1,204 words". */
export function wordsLabel(text: string): string {
  return countLabel(countWords(text), 'word')
}

/** A number and its noun: "1 line", "1,204 lines". */
export function countLabel(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
