/** Writes parsed HTML again, for the pieces of a page that are kept as they were received. */
import type { HtmlNode } from './parse.ts'

const withoutEnd = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col', 'source'])

/** HTML that means the same as what the nodes were parsed from; without its scripts, styles and comments. */
export function nodesToHtml(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? escaped(node) : elementToHtml(node))).join('')
}

function elementToHtml({ name, attributes, children }: Exclude<HtmlNode, string>): string {
  const written = [...attributes].map(
    ([key, value]) => ` ${key}="${escaped(value).replaceAll('"', '&quot;')}"`,
  )
  const start = `<${name}${written.join('')}>`
  return withoutEnd.has(name) ? start : `${start}${nodesToHtml(children)}</${name}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
