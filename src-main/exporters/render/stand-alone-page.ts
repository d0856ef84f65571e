/** What stands round the conversations of an HTML file that needs nothing beside itself: its head, its style, its contents. */
import { escapeHtml } from '@shared/render/escape-html.ts'
import { standAloneStyle } from './stand-alone-style.ts'

export type PageTheme = 'auto' | 'light' | 'dark'

/** Nothing is loaded and nothing runs, whatever a message may hold. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** Everything up to the first conversation. */
export function pageStart(title: string, theme: PageTheme): string {
  return [
    `<!doctype html><html lang="en" data-theme="${theme}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${standAloneStyle}</style></head>`,
    '<body class="page"><main class="reading">',
  ].join('')
}

export const pageEnd = '</main></body></html>\n'

/** The list of conversations, each a link to its section `c1`, `c2` … */
export function contents(titles: readonly string[]): string {
  const entries = titles.map((title, index) => `<li><a href="#c${index + 1}">${escapeHtml(title)}</a></li>`)
  return `<nav class="contents" aria-labelledby="contents"><h1 id="contents">Contents</h1><ol>${entries.join('')}</ol></nav>`
}
