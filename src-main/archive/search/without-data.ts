/** Takes files that stand in a text as base64 out of it: nobody reads them, and in the index they would be millions of words. */

/** A text that is shorter holds no file worth taking out. */
const shortestData = 64
const dataUrls =
  /data:[\w.+-]{0,100}(?:\/[\w.+-]{0,100})?(?:;[\w.+=-]{1,100}){0,8};base64,[A-Za-z0-9+/_=-]{16,}/g
const marks = /stemma-file:[0-9a-f]{64};(?:data:[\w.+/;=-]{0,200},)?/g
/** No word of any language is as long; what is must still look like base64. */
const longRuns = /[A-Za-z0-9+/]{2000,}={0,2}/g

/** The text without data URLs, marks of stored files (src-shared/stored-data.ts) and very long runs of base64. */
export function withoutData(text: string): string {
  if (text.length < shortestData) return text
  let left = text
  if (left.includes(';base64,')) left = left.replace(dataUrls, '')
  if (left.includes('stemma-file:')) left = left.replace(marks, '')
  if (left.length >= 2000) left = left.replace(longRuns, (run) => (looksLikeBase64(run) ? '' : run))
  return left
}

/** Capitals, small letters and digits mixed throughout; a line of dashes, a genome or a number are not. */
function looksLikeBase64(run: string): boolean {
  const start = run.slice(0, 200)
  return /[A-Z]/.test(start) && /[a-z]/.test(start) && /\d/.test(start)
}
