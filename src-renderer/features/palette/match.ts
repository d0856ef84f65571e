/** How well a name meets what was typed: by words and their beginnings, pieces of words, or initials. Pure. */
import { findWords, type TextRange } from '../../ui/find-words.ts'

export interface Match {
  /** The higher the better: 4 for the very name, 3 for its beginning, 2 for beginnings of words, less for pieces. */
  readonly score: number
  /** What of the name was typed, in its order. */
  readonly ranges: readonly TextRange[]
}

const letter = /[\p{L}\p{N}\p{M}]/u
const words = /[\p{L}\p{N}\p{M}]+/gu
/** Words of what was typed that count: nobody needs more to say which one is meant. */
const mostWords = 12
const byInitials = 0.5

/** The words of what was typed, without signs, which names are not told apart by. */
export function typedWords(typed: string): string[] {
  return [...(typed.match(words) ?? [])].slice(0, mostWords)
}

/** Null where the name lacks one of the words. Without words every name meets them. */
export function matchOf(name: string, typed: readonly string[]): Match | null {
  const places = typed.map((word) => placeOf(name, word))
  const found = places.flatMap((place) => place ?? [])
  if (found.length < places.length) return initialsMatch(name, typed)
  if (found.length === 0) return { score: 0, ranges: [] }
  const isWhole = found.length === 1 && found[0]?.range.start === 0 && found[0].range.end === name.length
  const score = found.reduce((sum, place) => sum + place.score, 0) / found.length
  return { score: isWhole ? score + 1 : score, ranges: findWords(name, typed) }
}

/**
 * Where a word stands best in a name: at its beginning, at that of a word, or inside of one. A letter or two stand
 * inside of half of all words and name nothing there, but for scripts that have a sign for a word.
 */
function placeOf(name: string, word: string): { readonly range: TextRange; readonly score: number } | null {
  const ranges = findWords(name, [word])
  const range = ranges.find(({ start }) => beginsWord(name, start)) ?? ranges[0]
  if (range === undefined) return null
  if (!beginsWord(name, range.start) && /^[ -~]{1,2}$/u.test(word)) return null
  return { range, score: range.start === 0 ? 3 : beginsWord(name, range.start) ? 2 : 1 }
}

function beginsWord(name: string, at: number): boolean {
  return at === 0 || !letter.test(name.charAt(at - 1))
}

/** "ial" for “Import a library”. One letter says too little. */
function initialsMatch(name: string, typed: readonly string[]): Match | null {
  const [only = ''] = typed
  if (typed.length !== 1 || only.length < 2) return null
  const initials = (name.match(words) ?? []).map((word) => word.charAt(0)).join('')
  return initials.toLowerCase().startsWith(only.toLowerCase()) ? { score: byInitials, ranges: [] } : null
}
