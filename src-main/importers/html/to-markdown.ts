/**
 * Turns the HTML of an answer into Markdown for reading and searching.
 *
 * It loses what Markdown has no word for (colours, widths): whoever calls it keeps the HTML beside it.
 */
import { parseHtml, textOfHtml, type HtmlElement, type HtmlNode } from './parse.ts'

const blockElements = new Set(
  (
    'address article aside blockquote body div dl dd dt details summary fieldset figure figcaption footer form h1 h2 h3 ' +
    'h4 h5 h6 header hr html li main nav ol p pre section table ul'
  ).split(' '),
)

/** Whether an element begins a new line of its own. */
export function isBlock(node: HtmlNode): boolean {
  return typeof node !== 'string' && blockElements.has(node.name)
}

/** The Markdown of a piece of HTML, without empty lines at its ends. Never throws. */
export function htmlToMarkdown(html: string): string {
  return blocksOf(parseHtml(html)).join('\n\n')
}

/** Runs of words and inline elements are paragraphs; every block element is one or more of its own. */
function blocksOf(nodes: readonly HtmlNode[]): string[] {
  const blocks: string[] = []
  let run: HtmlNode[] = []
  const endRun = (): void => {
    const paragraph = inline(run)
      .replace(/[^\S\u00A0\n]{2,}/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim()
    if (paragraph !== '') blocks.push(paragraph)
    run = []
  }
  for (const node of nodes) {
    if (typeof node === 'string' || !isBlock(node)) {
      // An inline element around blocks (a link around a whole card) is taken for what is in it.
      if (typeof node !== 'string' && node.children.some(isBlock)) {
        endRun()
        for (const block of blocksOf(node.children)) blocks.push(block)
      } else run.push(node)
      continue
    }
    endRun()
    for (const block of blockToMarkdown(node)) blocks.push(block)
  }
  endRun()
  return blocks
}

function blockToMarkdown(element: HtmlElement): string[] {
  const { name, children } = element
  switch (name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const heading = inline(children).replace(/\s+/g, ' ').trim()
      return heading === '' ? [] : [`${'#'.repeat(Number(name[1]))} ${heading}`]
    }
    case 'ul':
    case 'ol':
      return listToMarkdown(element)
    case 'pre':
      return [codeBlock(element)]
    case 'blockquote':
      return [prefixed(blocksOf(children).join('\n\n'), '> ', '> ')].filter((quote) => quote.trim() !== '>')
    case 'hr':
      return ['---']
    case 'table':
      return tableToMarkdown(element)
    default:
      return blocksOf(children)
  }
}

function listToMarkdown(list: HtmlElement): string[] {
  let number = Number(list.attributes.get('start') ?? 1)
  if (!Number.isSafeInteger(number)) number = 1
  const items = list.children.flatMap((child): string[] => {
    if (typeof child === 'string') return child.trim() === '' ? [] : [child.trim()]
    const mark = list.name === 'ol' ? `${number++}. ` : '- '
    // Lists inside lists close up to the line above them, as Markdown's tight lists do.
    const blocks = blocksOf(child.name === 'li' ? child.children : [child])
    const text = blocks.map((block, index) => (index === 0 ? '' : separator(block)) + block).join('')
    return [prefixed(text, mark, ' '.repeat(mark.length))]
  })
  return items.length === 0 ? [] : [items.join('\n')]
}

function separator(block: string): string {
  return /^(?:- |\d+\. )/.test(block) ? '\n' : '\n\n'
}

function codeBlock(pre: HtmlElement): string {
  const code = textOfHtml(pre.children).replace(/^\n/, '').replace(/\s+$/, '')
  const inner = pre.children.find((child) => typeof child !== 'string' && child.name === 'code')
  const classes = [pre, inner].map((element) =>
    typeof element === 'object' ? (element.attributes.get('class') ?? '') : '',
  )
  const language = /(?:^|\s)lang(?:uage)?-([\w+#.-]+)/.exec(classes.join(' '))?.[1] ?? ''
  const fence = '`'.repeat(Math.max(3, longestRun(code, /`+/g) + 1))
  return `${fence}${language}\n${code}\n${fence}`
}

function tableToMarkdown(table: HtmlElement): string[] {
  const rows = rowsOf(table).map((row) =>
    row.children.flatMap((cell) =>
      typeof cell === 'string'
        ? []
        : [blocksOf(cell.children).join(' ').replace(/\s+/g, ' ').replaceAll('|', '\\|')],
    ),
  )
  const [head, ...body] = rows.filter((row) => row.length > 0)
  if (head === undefined) return blocksOf(table.children)
  const captions = table.children.filter((child) => typeof child !== 'string' && child.name === 'caption')
  const width = body.reduce((most, row) => Math.max(most, row.length), head.length)
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const rule = line(Array.from({ length: width }, () => '---'))
  return [...blocksOf(captions), [line(head), rule, ...body.map(line)].join('\n')]
}

function rowsOf(table: HtmlElement): readonly HtmlElement[] {
  return table.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return child.name === 'tr' ? [child] : child.name === 'table' ? [] : rowsOf(child)
  })
}

function inline(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) =>
      // A no-break space is a letter of the text, other space only separates words.
      typeof node === 'string' ? node.replace(/[^\S\u00A0]+/g, ' ') : inlineElement(node),
    )
    .join('')
}

function inlineElement({ name, attributes, children }: HtmlElement): string {
  switch (name) {
    case 'br':
      return '\n'
    case 'strong':
    case 'b':
      return marked(inline(children), '**')
    case 'em':
    case 'i':
      return marked(inline(children), '*')
    case 'del':
    case 's':
    case 'strike':
      return marked(inline(children), '~~')
    case 'code':
    case 'kbd':
    case 'tt':
      return inlineCode(textOfHtml(children))
    case 'a':
      return link(inline(children), attributes.get('href') ?? '')
    case 'img': {
      const source = attributes.get('src') ?? ''
      const alt = (attributes.get('alt') ?? '').replace(/[[\]\s]+/g, ' ').trim()
      // A picture that lies in the page or beside it is no link but a file: its reader's business.
      return /^https?:/i.test(source) ? `![${alt}](${destination(source)})` : ''
    }
    default:
      return inline(children)
  }
}

/** The marks stand at the words: `** bold **` would be no bold. */
function marked(text: string, mark: string): string {
  const words = text.trim()
  if (words === '' || words.includes('\n\n')) return text
  const [before = '', after = ''] = text.split(words)
  return `${before}${mark}${words}${mark}${after}`
}

function inlineCode(text: string): string {
  if (text.trim() === '') return text
  const ticks = '`'.repeat(longestRun(text, /`+/g) + 1)
  const space = /^`|`$/.test(text) ? ' ' : ''
  return `${ticks}${space}${text.replace(/\s+/g, ' ')}${space}${ticks}`
}

function link(text: string, href: string): string {
  const words = text.trim()
  if (!/^(?:https?:|mailto:)/i.test(href)) return text
  if (words === '' || words === href) return `<${href.replace(/[\s<>]/g, encodeURIComponent)}>`
  return `[${words.replaceAll(']', '\\]')}](${destination(href)})`
}

function destination(address: string): string {
  return address.replace(/[\s()<>]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' && others.trim() === '' ? '' : others) + line)
    .join('\n')
}

function longestRun(text: string, run: RegExp): number {
  return (text.match(run) ?? []).reduce((longest, found) => Math.max(longest, found.length), 0)
}
