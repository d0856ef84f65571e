/** What is language in a message: without code, addresses, quoted logs and the signs of Markdown. */

/** Lines that are code or output though nothing marks them: they end as code does, or are more signs than letters. */
function isCode(line: string): boolean {
  const text = line.trim()
  if (text === '') return false
  if (
    /^(?:import|from|def|class|const|let|var|function|public|private|static|return|#include|package|using|SELECT|INSERT|CREATE|Traceback|File "|at\s+[\w.$<>]+\s*\()/.test(
      text,
    )
  ) {
    return /[;{}()=:*,'"]/.test(text)
  }
  if (/^(?:npm (?:ERR|WARN)|error\b.{0,40}:\s*\S+[:/]|\[?\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)/i.test(text))
    return true
  if (/[;{}]$|^[}\])]|=>|^\S+\s*=\s*\S|^[$>]\s|^\w+\(.*\)$/.test(text)) return true
  const signs = text.replaceAll(/[\p{L}\p{M}\p{N}\s]/gu, '').length
  return text.length > 12 && signs / text.length > 0.3
}

/** One paragraph stays one line; what is no language becomes the end of a line. */
export function proseOf(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gmu, '\n')
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/giu, ' ')
    .replaceAll(/!?\[([^\][]{0,500})\]\([^()\s]{0,2000}\)/gu, '$1')
    .replaceAll(
      /\b(?:explain|describe)\b[^.:?!\n]{0,40}\blike i(?:['’]?m| am) (?:a )?(?:five|5)\b(?: years? old)?/giu,
      ' ',
    )
    .replaceAll(/(?:https?:\/\/|www\.)\S+/giu, ' ')
    .replaceAll(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gmu, '')
    .replaceAll(/\*{1,3}|`+|~~|\|/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .split('\n')
    .map((line) => (isCode(line) ? '' : line))
    .join('\n')
}
