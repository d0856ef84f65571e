/**
 * Reads a piece of HTML into a tree, as tolerantly as a browser would for the markup that exports write.
 *
 * Nothing is ever loaded or run: scripts, styles and comments are dropped here, and what remains is only words and names.
 */
import { decodeEntities } from './entities.ts'

export interface HtmlElement {
  /** In lower case. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly HtmlNode[]
}

/** A text is a string, with its character references read. */
export type HtmlNode = string | HtmlElement

interface OpenElement extends HtmlElement {
  readonly children: HtmlNode[]
}

/** Deeper elements lie flat in the last one, so that walking the tree never overflows the stack. */
const deepestElement = 200

const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
const rawElements = new Set(['script', 'style', 'template', 'noscript', 'title'])

/** What an element closes when it opens, where its writer left the end tag out. */
const closedBy: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    li: 'li',
    tr: 'tr td th',
    td: 'td th',
    th: 'td th',
    p: 'p',
    div: 'p',
    ul: 'p',
    ol: 'p',
    pre: 'p',
    table: 'p',
    blockquote: 'p',
    h1: 'p',
    h2: 'p',
    h3: 'p',
    h4: 'p',
    h5: 'p',
    h6: 'p',
    hr: 'p',
  }).map(([name, closed]) => [name, new Set(closed.split(' '))]),
)

/** The nodes of a piece of HTML. Takes time in proportion to its length, whatever is in it; never throws. */
export function parseHtml(html: string): readonly HtmlNode[] {
  const root: OpenElement = { name: '', attributes: new Map(), children: [] }
  const open: OpenElement[] = [root]
  const current = (): OpenElement => open.at(-1) ?? root
  const addText = (text: string): void => {
    if (text !== '') current().children.push(decodeEntities(text))
  }
  let at = 0
  while (at < html.length) {
    const start = html.indexOf('<', at)
    if (start < 0) break
    const next = html[start + 1] ?? ''
    if (!/[a-z/!?]/i.test(next)) {
      addText(html.slice(at, start + 1))
      at = start + 1
      continue
    }
    addText(html.slice(at, start))
    at = start
    const end = html.startsWith('<!--', start) ? html.indexOf('-->', start) + 2 : tagEnd(html, start)
    // What is never closed is no tag: the rest is text.
    if (end < start + 2) break
    at = end + 1
    const tag = html.slice(start + 1, end)
    const name = /^\/?([a-z][^\s/>]*)/i.exec(tag)?.[1]?.toLowerCase()
    if (name === undefined) continue
    if (next === '/') close(open, name)
    else {
      const element: OpenElement = { name, attributes: attributesOf(tag.slice(name.length)), children: [] }
      if (rawElements.has(name)) {
        at = endOfRaw(html, name, at)
        continue
      }
      closeImplied(open, name)
      current().children.push(element)
      if (!voidElements.has(name) && open.length < deepestElement) open.push(element)
    }
  }
  addText(html.slice(at))
  return root.children
}

/** All words in some nodes, without any markup. */
export function textOfHtml(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOfHtml(node.children))).join('')
}

/** All elements in some nodes that a test accepts, in the order of the text; those inside an accepted one too. */
export function elementsIn(
  nodes: readonly HtmlNode[],
  isWanted: (element: HtmlElement) => boolean,
): readonly HtmlElement[] {
  const found: HtmlElement[] = []
  const look = (inside: readonly HtmlNode[]): void => {
    for (const node of inside) {
      if (typeof node === 'string') continue
      if (isWanted(node)) found.push(node)
      look(node.children)
    }
  }
  look(nodes)
  return found
}

/** Whether an element has a class. */
export function hasClass({ attributes }: HtmlElement, name: string): boolean {
  const classes = attributes.get('class')
  return classes !== undefined && classes.split(/\s+/).includes(name)
}

/** The attributes written in a tag, by their names in lower case. The first of several of one name counts. */
export function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>()
  const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g
  for (const match of tag.matchAll(attribute)) {
    const name = match[1]?.toLowerCase() ?? ''
    if (!found.has(name)) found.set(name, decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''))
  }
  return found
}

/** Index of the `>` that ends a tag, which may stand inside quotes without ending it; -1 when none does. */
function tagEnd(html: string, start: number): number {
  const first = html.indexOf('>', start)
  if (first < 0 || !/["']/.test(html.slice(start, first))) return first
  let quote = ''
  for (let index = start + 1; index < html.length; index++) {
    const letter = html[index] ?? ''
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return index
  }
  return -1
}

function endOfRaw(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}\\s*>`, 'gi')
  end.lastIndex = from
  const found = end.exec(html)
  return found ? found.index + found[0].length : html.length
}

function close(open: OpenElement[], name: string): void {
  const place = open.findLastIndex((element) => element.name === name)
  if (place > 0) open.length = place
}

function closeImplied(open: OpenElement[], name: string): void {
  const closed = closedBy.get(name)
  for (let last = open.at(-1); last && closed?.has(last.name); last = open.at(-1)) open.pop()
}
