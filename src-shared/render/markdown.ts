/**
 * Markdown of a message to HTML: markdown-it without raw HTML, with formulas and coloured code.
 *
 * Safe by construction: every text is escaped, links pass safeLink, pictures named by a message are never fetched, no
 * attribute value comes from a message but an address, a picture's description and an alignment of ours. What is too
 * long to be laid out is shown as it stands.
 */
import MarkdownParser, { type MarkdownIt, type RendererRule, type Token } from 'markdown-it'
import { codeToHtml, type CodeLook } from './code.ts'
import { countLabel } from './count-words.ts'
import { escapeHtml } from './escape-html.ts'
import { addMath } from './markdown-math.ts'
import { newMathBudget, type MathEnvironment } from './math.ts'
import { safeLink } from './safe-link.ts'

/** Characters; longer texts are shown as plain text. */
export const longestMarkdown = 200_000

interface Environment extends MathEnvironment {
  readonly look: CodeLook
}

const rules: Record<string, RendererRule> = {
  heading_open: (tokens, index) => `<h${demoted(tokens[index])}>`,
  heading_close: (tokens, index) => `</h${demoted(tokens[index])}>\n`,
  fence: (tokens, index, _options, environment) => {
    const language = tokens[index]?.info.trim().split(/\s+/)[0] ?? ''
    return codeToHtml(tokens[index]?.content ?? '', language, lookOf(environment))
  },
  code_block: (tokens, index, _options, environment) =>
    codeToHtml(tokens[index]?.content ?? '', null, lookOf(environment)),
  link_open: (tokens, index) =>
    `<a href="${escapeHtml(String(tokens[index]?.attrGet('href') ?? ''))}" rel="noopener noreferrer">`,
  image: (tokens, index, options, environment, renderer) => {
    const token = tokens[index]
    const address = String(token?.attrGet('src') ?? '')
    const description = renderer.renderInlineAsText(token?.children ?? [], options, environment)
    return unstoredImage(address, description, token?.meta?.['isInLink'] === true)
  },
  th_open: (tokens, index) => cell('th', tokens[index]),
  td_open: (tokens, index) => cell('td', tokens[index]),
  table_open: () => '<div class="table" tabindex="0"><table>\n',
  table_close: () => '</table></div>\n',
}

const markdown = newMarkdown()

/** The HTML of a Markdown text, with its headings two levels deeper, under the heading of the message. */
export function markdownToHtml(text: string, look: CodeLook): string {
  if (text.length > longestMarkdown) return plainToHtml(text)
  const environment: Environment = { look, mathBudget: newMathBudget() }
  return markdown.render(text, { ...environment })
}

/** A text as it stands, with a line that says why it is not laid out. */
function plainToHtml(text: string): string {
  const note = `Shown as plain text because of its length: ${countLabel(text.length, 'character')}.`
  return `<p class="note">${note}</p><pre class="plain" tabindex="0">${escapeHtml(text)}</pre>`
}

function newMarkdown(): MarkdownIt {
  const parser = new MarkdownParser({ html: false, linkify: true, breaks: true, maxNesting: 60 })
  // Only what is written as an address becomes a link: "example.com" and "readme.md" stay words.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  parser.validateLink = (address) => safeLink(address) !== null
  // An address is shown as it was written: a decoded one can look like another host.
  parser.normalizeLinkText = (address) => address
  addMath(parser)
  parser.core.ruler.push('images_in_links', markImagesInLinks)
  parser.core.ruler.push('column_widths', markWideColumns)
  Object.assign(parser.renderer.rules, rules)
  return parser
}

function demoted(heading: Token | undefined): number {
  return Math.min(6, Number(heading?.tag.slice(1) ?? 1) + 2)
}

function cell(tag: 'th' | 'td', token: Token | undefined): string {
  const alignment = /center|right/.exec(String(token?.attrGet('style') ?? ''))?.[0]
  const classes = [
    ...(alignment === undefined ? [] : [`align-${alignment}`]),
    ...(token?.meta?.['isInWideColumn'] === true ? ['wide'] : []),
  ]
  return classes.length === 0 ? `<${tag}>` : `<${tag} class="${classes.join(' ')}">`
}

/** Characters of a cell from which on its column is not to be squeezed to its longest word. */
const wideCell = 24

/** A browser would give each column of a wide table the width of its longest word: a sentence becomes a tower of words. */
function markWideColumns({ tokens }: { readonly tokens: readonly Token[] }): void {
  let wide = new Set<number>()
  let cells: { readonly token: Token; readonly column: number }[] = []
  let column = -1
  for (const token of tokens) {
    if (token.type === 'table_open') [wide, cells] = [new Set(), []]
    else if (token.type === 'tr_open') column = -1
    else if (token.type === 'th_open' || token.type === 'td_open') cells.push({ token, column: ++column })
    else if (token.type === 'inline' && column >= 0 && shownLength(token) >= wideCell) wide.add(column)
    else if (token.type === 'table_close') {
      for (const one of cells) if (wide.has(one.column)) one.token.meta = { isInWideColumn: true }
      column = -1
    }
  }
}

/** A picture that a text names by its address is not in the archive, and asking for it would tell someone. */
function unstoredImage(address: string, description: string, isInLink: boolean): string {
  const name = escapeHtml(description.trim() === '' ? address : description)
  const text = isInLink ? name : `<a href="${escapeHtml(address)}" rel="noopener noreferrer">${name}</a>`
  return `<span class="unstored-image">${text} <small>image not stored</small></span>`
}

function markImagesInLinks({ tokens }: { readonly tokens: readonly Token[] }): void {
  for (const block of tokens) {
    let depth = 0
    for (const token of block.children ?? []) {
      if (token.type === 'link_open') depth += 1
      else if (token.type === 'link_close') depth -= 1
      else if (token.type === 'image' && depth > 0) token.meta = { isInLink: true }
    }
  }
}

/** Characters of a text as they are read: without the addresses of its links. */
function shownLength({ children }: Token): number {
  return (children ?? []).reduce((sum, { content }) => sum + content.length, 0)
}

function lookOf(environment: unknown): CodeLook {
  return (environment as Environment).look
}
