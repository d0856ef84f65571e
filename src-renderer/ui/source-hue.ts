/** Which of the ten hues of base.css stands for a source: the same one on every screen and every day. */

const hues = 10

/** Those that are met most often, so that no two of them share a hue. */
const familiar = new Map([
  ['chatgpt', 5],
  ['claude', 1],
  ['gemini', 8],
  ['librechat', 7],
  ['open-webui', 2],
])

/** A number from 0 to 9, for any id of a source. */
export function hueOf(source: string): number {
  let sum = 7
  for (const letter of source) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return familiar.get(source) ?? sum % hues
}
