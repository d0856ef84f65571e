/** Web addresses found in foreign files, as Markdown links. Where in a text they go is the importers' work. */
import type { Json } from '@shared/json.ts'

export interface Link {
  readonly title: string
  readonly url: string
}

/** True for an http(s) address. */
export function isWebAddress(url: Json | undefined): url is string {
  return typeof url === 'string' && /^https?:\/\/[^\s]/i.test(url)
}

/** The host of an address, or the address itself where it has none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}

/** Markdown links in parentheses, each address once; an empty text for an empty list. */
export function linksInParentheses(links: readonly Link[]): string {
  const once = new Map(links.map((link) => [link.url, link]))
  return once.size === 0 ? '' : `(${[...once.values()].map(markdownLink).join(', ')})`
}

function markdownLink({ title, url }: Link): string {
  const label = title
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]]/g, '\\$&')
  const address = url.replace(
    /[\s()<>]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `[${label}](${address})`
}
