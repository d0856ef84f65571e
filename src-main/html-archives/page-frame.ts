/** What every page of an HTML archive begins and ends with: its policy, its style, its script. */
import { createHash } from 'node:crypto'
import { archiveMark } from '@shared/html-archive.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import { archiveTitle, runningHeader, type ArchiveHead } from './overview.ts'
import { archiveStyle } from './page-style.ts'

export interface PageKind {
  /** Of the data in it: its version, `none`, or `index` for the page that leads to others with data. */
  readonly mark: string
  /** The only script that the page may run. */
  readonly script: string
  /** What the link for keyboards says: "Skip to the conversations". */
  readonly skip: string
}

/** Up to the frame's parts. The policy allows one script, ours, by its hash, and no request at all. */
export function pageStart(head: ArchiveHead, { mark, script, skip }: PageKind): string {
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">`,
    '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="color-scheme" content="light dark">\n${archiveMark}${mark}">`,
    `<title>${escapeHtml(archiveTitle(head))}</title>\n<style>${archiveStyle}\n${runningHeader(head)}</style></head>\n`,
    `<body class="archive"><a class="skip" href="#main">${skip}</a><div class="frame">\n`,
  ].join('')
}

/** The sentences at the foot, of HTML, without the empty ones; and the end of the page. */
export function pageEnd(sentences: readonly string[], { script }: PageKind): string {
  const foot = sentences.filter((sentence) => sentence !== '').map((sentence) => `<p>${sentence}</p>`)
  return `<footer class="foot">${foot.join('')}</footer></div><script>${script}</script></body></html>\n`
}

function policyFor(script: string): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'media-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
