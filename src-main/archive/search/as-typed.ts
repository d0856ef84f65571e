/** Finds a term whose capitals count: where its needle finds it in the folded text, and the letters are those that were typed. */
import { foldTraceably } from './fold.ts'
import type { Needle, Place } from './needle.ts'
import type { AsWritten } from './pattern.ts'

/** What is compared beside capitals has been found to be the same already. */
const beside = /[^\p{L}\p{N}]/gu

/** A finder for a text as it was typed, over its needle; accents do not count, as everywhere. */
export function asTyped(typed: string, needle: Needle): AsWritten {
  const letters = lettersOf(typed)
  function* found(text: string): Generator<Place> {
    const traceable = foldTraceably(text)
    let place = needle.find(traceable.folded, 0)
    while (place !== null) {
      const start = traceable.startInOriginal(place.start)
      const end = traceable.endInOriginal(place.end)
      const isSame = lettersOf(text.slice(start, end)) === letters
      if (isSame) yield { start, end }
      place = needle.find(traceable.folded, isSame ? place.end : place.start + 1)
    }
  }
  return {
    test: (texts) => texts.map((text) => found(text).next().done === false),
    places: (text) => [...found(text)],
  }
}

/** Letters and digits with their capitals, without accents. */
function lettersOf(text: string): string {
  return text.normalize('NFKD').replaceAll(beside, '')
}
