/**
 * Finds formulas in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, as models write them.
 *
 * Prices are no formulas: "$5 and $6" stays as it is. A text full of opening marks costs no more than
 * any other: what a search found is remembered.
 */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'
import { longestFormula, mathToHtml, type MathEnvironment } from './math.ts'

/** Teaches a Markdown parser to read formulas. */
export function addMath(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'math', readInline)
  markdown.block.ruler.before('fence', 'math_block', readBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  markdown.renderer.rules['math'] = (tokens, index, _options, environment) => {
    const token = tokens[index]
    if (!token) return ''
    const isBlock = token.block || token.info === 'display'
    return mathToHtml(token.content, isBlock, environment as unknown as MathEnvironment)
  }
}

interface Marks {
  readonly open: string
  readonly close: string
  readonly isDisplay: boolean
}

const inlineMarks: readonly Marks[] = [
  { open: '$$', close: '$$', isDisplay: true },
  { open: '$', close: '$', isDisplay: false },
  { open: '\\(', close: '\\)', isDisplay: false },
  { open: '\\[', close: '\\]', isDisplay: true },
]
const blockMarks = inlineMarks.filter((marks) => marks.isDisplay)

function readInline(state: StateInline, silent: boolean): boolean {
  const marks = inlineMarks.find(({ open }) => state.src.startsWith(open, state.pos))
  if (!marks) return false
  const start = state.pos + marks.open.length
  const end =
    marks.open === '$'
      ? endOfDollarFormula(state.src, start)
      : nextIndexOf(closersOf(state.env), state.src, marks.close, start)
  const tex = end < 0 || end - start > longestFormula ? '' : state.src.slice(start, end)
  if (tex.trim() === '') return false
  if (!silent) {
    const token = state.push('math', 'span', 0)
    token.content = tex
    token.info = marks.isDisplay ? 'display' : ''
  }
  state.pos = end + marks.close.length
  return true
}

/** Where a formula in single dollars ends, by Pandoc's rule and with prices left alone; -1 when it is none. */
function endOfDollarFormula(text: string, start: number): number {
  if (/[\p{L}\p{N}$\\]/u.test(text.slice(Math.max(0, start - 2), start - 1))) return -1
  const reach = text.slice(start, start + longestFormula + 2)
  if (/^[\s$]/.test(reach)) return -1
  const length = /^(?:\\[^]|[^\\$])*/.exec(reach)?.[0].length ?? 0
  if (!/^\$(?![\d$])/.test(reach.slice(length, length + 2)) || /\s/.test(reach.charAt(length - 1))) return -1
  const tex = reach.slice(0, length)
  const readsAsPrice = /^\d/.test(tex) && /\s/.test(tex) && !/[\\^_={}+*/<>-]/.test(tex)
  return readsAsPrice ? -1 : start + length
}

function readBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const opening = startOf(state, startLine)
  const marks = blockMarks.find(({ open }) => state.src.startsWith(open, opening))
  if (!marks) return false
  const start = opening + marks.open.length
  const end = nextIndexOf(closersOf(state.env), state.src, marks.close, start)
  if (end < 0 || end - start > longestFormula) return false
  let lastLine = startLine
  while (lastLine < endLine && (state.eMarks[lastLine] ?? 0) < end) lastLine += 1
  const after = state.src.slice(end + marks.close.length, state.eMarks[lastLine])
  // Something follows on the line: a formula inside a sentence, which the inline rule reads.
  if (lastLine >= endLine || after.trim() !== '') return false
  const lines: string[] = []
  for (let line = startLine; line <= lastLine; line++) {
    const isOutside = line > startLine && !state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent
    if (isOutside) return false
    const from = line === startLine ? start : startOf(state, line)
    lines.push(state.src.slice(from, line === lastLine ? end : state.eMarks[line]))
  }
  return addBlock(state, startLine, lastLine + 1, lines.join('\n').trim(), silent)
}

function addBlock(state: StateBlock, from: number, to: number, tex: string, silent: boolean): boolean {
  if (tex === '') return false
  if (silent) return true
  const token = state.push('math', 'div', 0)
  token.block = true
  token.content = tex
  token.map = [from, to]
  state.line = to
  return true
}

function startOf(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
}

/** The last answer for each closing mark: asked again from further on, it mostly still holds. */
type Closers = Map<string, { readonly text: string; readonly from: number; readonly at: number }>

const closersByParse = new WeakMap<object, Closers>()

function closersOf(parse: object): Closers {
  const closers = closersByParse.get(parse) ?? new Map()
  closersByParse.set(parse, closers)
  return closers
}

/** `text.indexOf(close, from)`, linear in all over a text full of opening marks. */
function nextIndexOf(closers: Closers, text: string, close: string, from: number): number {
  const last = closers.get(close)
  if (last?.text === text && last.from <= from && (last.at < 0 || last.at >= from)) return last.at
  const at = text.indexOf(close, from)
  closers.set(close, { text, from, at })
  return at
}
