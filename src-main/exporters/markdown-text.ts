/**
 * Texts inside a Markdown document of ours: each reads as it did in its conversation and changes nothing around it.
 *
 * A message may hold headings, a fence it never closes, HTML, or what looks like our own structure. Only what would reach
 * beyond the message is touched; everything else stays as it was written.
 */
import MarkdownParser, { type Token } from 'markdown-it'
import { longestMarkdown } from '@shared/render/markdown.ts'

const parser = new MarkdownParser({ html: false, maxNesting: 60 })

/** Levels by which headings inside a message go down, so that they stand below the message's own (level 3). */
const demotion = 3

/**
 * A Markdown text as part of a larger document: headings go below those of the document, an open fence is closed, and
 * HTML, which Stemma shows as text, is escaped so that every other reader shows it as text too.
 */
export function containMarkdown(text: string): string {
  if (text.length > longestMarkdown) return fenced(text, '')
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const tokens = parser.parse(lines.join('\n'), {})
  for (const token of tokens) {
    if (token.type === 'inline' || token.type === 'table_open') escapeTags(lines, token)
  }
  for (const token of tokens) if (token.type === 'heading_open') demote(lines, token)
  const last = tokens.at(-1)
  if (last?.type === 'fence' && !isClosed(lines, last)) lines.push(last.markup)
  return lines.join('\n').trimEnd()
}

/** Text as a fenced block whose fence is longer than any inside. */
export function fenced(text: string, language: string | null): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const info = (language ?? '').replace(/[^\w+#.-]/g, '')
  return `${fence}${info}\n${text.replace(/\r\n?/g, '\n').replace(/\n$/, '')}\n${fence}`
}

/** Text for a heading or a list entry: on one line, with what Markdown would read as markup escaped. */
export function inlineText(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\`*_[\]<>~|$]|&(?=[#\w])/g, '\\$&')
      // Number signs at the end of a heading would close it and not be shown.
      .replace(/(?<=^|\s)#+$/, '\\$&')
  )
}

/** Blocks as a quote, which ends where they end, whatever they hold. */
export function quoted(blocks: readonly string[]): string {
  return blocks
    .join('\n\n')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

function escapeTags(lines: string[], { map }: Token): void {
  if (!map) return
  const [from, to] = map
  const escaped = withoutTags(lines.slice(from, to).join('\n')).split('\n')
  lines.splice(from, to - from, ...escaped)
}

/** What readers of Markdown take for HTML: a whole tag, or the beginning of a comment, a declaration or a block. */
const tagStart = /\\?<(?=[!?/]|[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>|[a-z][a-z0-9-]*[ \t]*(?:\n|$))/gi

function withoutTags(text: string): string {
  let result = ''
  let at = 0
  for (const span of codeSpans(text)) {
    result += escapeTagStarts(text.slice(at, span.from)) + text.slice(span.from, span.to)
    at = span.to
  }
  return result + escapeTagStarts(text.slice(at))
}

function escapeTagStarts(text: string): string {
  return text.replace(tagStart, (start) => (start.startsWith('\\') ? start : `\\${start}`))
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Code spans by CommonMark's rule: a run of backticks up to the next run of the same length. */
function codeSpans(text: string): Span[] {
  const runs = Array.from(text.matchAll(/(?<!\\)`+/g), (match) => ({
    start: match.index,
    length: match[0].length,
  }))
  const nextOfLength = new Map<number, number>()
  const partners = new Int32Array(runs.length)
  for (const [back, { length }] of runs.toReversed().entries()) {
    const index = runs.length - 1 - back
    partners[index] = nextOfLength.get(length) ?? -1
    nextOfLength.set(length, index)
  }
  const spans: Span[] = []
  let index = 0
  while (index < runs.length) {
    const partner = partners[index] ?? -1
    const [open, close] = [runs[index], runs[partner]]
    if (open && close) spans.push({ from: open.start, to: close.start + close.length })
    index = Math.max(partner, index) + 1
  }
  return spans
}

function demote(lines: string[], { map, markup, level }: Token): void {
  if (!map) return
  const [from, to] = map
  if (markup.startsWith('#')) {
    const deeper = '#'.repeat(Math.min(6, markup.length + demotion))
    lines[from] = (lines[from] ?? '').replace(/#{1,6}(?=\s|$)/, deeper)
  } else if (level === 0) {
    const words = lines.slice(from, to - 1).map((line) => line.trim())
    const deeper = '#'.repeat((markup === '=' ? 1 : 2) + demotion)
    lines.splice(
      from,
      to - from,
      `${deeper} ${words.join(' ')}`,
      ...Array.from({ length: to - from - 1 }, () => ''),
    )
  }
}

function isClosed(lines: readonly string[], { map, markup }: Token): boolean {
  if (!map || map[1] - map[0] < 2) return false
  const end = (lines[map[1] - 1] ?? '').trim()
  return end.startsWith(markup) && end.replaceAll(markup.charAt(0), '') === ''
}
