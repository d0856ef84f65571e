/** Takes files that stand in a text as base64 out of it: nobody reads them, and in the index they would be millions of words. */

/** A text that is shorter holds no file worth taking out. */
const shortestData = 64
const dataUrls =
  /data:[\w.+-]{0,100}(?:\/[\w.+-]{0,100})?(?:;[\w.+=-]{1,100}){0,8};base64,[A-Za-z0-9+/_=-]{16,}/g
const marks = /stemma-file:[0-9a-f]{64};(?:data:[\w.+/;=-]{0,200},)?/g
/** No word of any language is as long; what is must still look like base64. */
const shortestRun = 2000

/** The text without data URLs, marks of stored files (src-shared/stored-data.ts) and very long runs of base64. */
export function withoutData(text: string): string {
  if (text.length < shortestData) return text
  let left = text
  if (left.includes(';base64,')) left = left.replace(dataUrls, '')
  if (left.includes('stemma-file:')) left = left.replace(marks, '')
  return left.length < shortestRun ? left : withoutLongRuns(left)
}

/** A run so long stands at one of every so many characters: only there is it looked for, which costs next to nothing. */
function withoutLongRuns(text: string): string {
  let left = ''
  let kept = 0
  for (let at = shortestRun - 1; at < text.length; at += shortestRun) {
    if (at < kept || !isOfBase64(text.charCodeAt(at))) continue
    let start = at
    while (start > kept && isOfBase64(text.charCodeAt(start - 1))) start--
    let end = at + 1
    while (end < text.length && isOfBase64(text.charCodeAt(end))) end++
    if (end - start < shortestRun || !looksLikeBase64(text.slice(start, end))) continue
    while (end < text.length && text.charAt(end) === '=') end++
    left += text.slice(kept, start)
    kept = end
  }
  return left + text.slice(kept)
}

function isOfBase64(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x2f && unit <= 0x39) ||
    unit === 0x2b
  )
}

/** Capitals, small letters and digits mixed throughout; a line of dashes, a genome or a number are not. */
function looksLikeBase64(run: string): boolean {
  const start = run.slice(0, 200)
  return /[A-Z]/.test(start) && /[a-z]/.test(start) && /\d/.test(start)
}
