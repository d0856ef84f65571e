/**
 * The parts of a message as HTML: one look for the window, for paper and for pictures.
 *
 * Everything is kept visible: thinking and tools fold, a file that is not here leaves a card that says so, and a kind of
 * content that this version has no name for is shown as the JSON it is. The style is resources/export/reading.css.
 */
import type { Attachment, AttachmentPart, Part, QuotePart, ToolCallPart } from '../conversation.ts'
import type { Json } from '../json.ts'
import { codeToHtml } from './code.ts'
import { countLabel, wordsLabel } from './count-words.ts'
import { escapeHtml, nameToHtml } from './escape-html.ts'
import { longestMarkdown, markdownToHtml } from './markdown.ts'
import { safeLink } from './safe-link.ts'

export interface RenderLook {
  /** The address of a stored file by its SHA-256. */
  fileUrl(hash: string): string
  /** For paper and pictures: folded parts stand open, and there are no buttons and players. */
  readonly isStatic: boolean
  /** Folded parts stand open at first, for readers who may have no way to unfold them. */
  readonly isUnfolded?: boolean
  readonly formulas?: 'mathml'
}

/** The body of a message. Attachments are found by the `ref` of their part. */
export function partsToHtml(
  parts: readonly Part[],
  attachments: readonly Attachment[],
  look: RenderLook,
): string {
  return runsOf(parts)
    .map((run) =>
      isLongQuotes(run)
        ? fold('quotes', quotesSummary(run), run.map(quote).join(''), look)
        : run.map((part) => partToHtml(part, attachments, look)).join(''),
    )
    .join('')
}

/** Characters of a single quote that stand open; a search brings dozens of pages, longer than the answer itself. */
const longestOpenQuote = 600

/** Parts one by one, except for quotes that follow each other. */
function runsOf(parts: readonly Part[]): (readonly Part[])[] {
  const runs: Part[][] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (part.type === 'quote' && last?.[0]?.type === 'quote') last.push(part)
    else runs.push([part])
  }
  return runs
}

function isLongQuotes(run: readonly Part[]): run is readonly QuotePart[] {
  const [first] = run
  return first?.type === 'quote' && (run.length > 1 || first.text.length > longestOpenQuote)
}

function quotesSummary(quotes: readonly QuotePart[]): (string | undefined)[] {
  const [first, ...others] = quotes
  const name = others.length === 0 ? (first?.title ?? first?.url ?? undefined) : undefined
  return [countLabel(quotes.length, 'source'), name, wordsLabel(quotes.map(({ text }) => text).join(' '))]
}

function partToHtml(part: Part, attachments: readonly Attachment[], look: RenderLook): string {
  switch (part.type) {
    case 'text':
      return part.text === '' ? '' : prose(part.text, look)
    case 'thinking':
      return fold('thinking', ['Thinking', part.title, wordsLabel(part.text)], prose(part.text, look), look)
    case 'code':
      return codeToHtml(part.text, part.language, look)
    case 'tool-call':
      return toolCall(part, look)
    case 'tool-result':
      return fold(
        'tool',
        [`Tool answer${part.name === undefined ? '' : `: ${part.name}`}`, wordsLabel(part.text)],
        plain(part.text),
        look,
      )
    case 'quote':
      return quote(part)
    case 'transcript':
      return `<div class="transcript"><p class="label">${spokenBy(part.direction)}</p>${paragraphs(part.text)}</div>`
    case 'attachment':
      return attachment(
        part,
        attachments.find(({ ref }) => ref === part.ref),
        look,
      )
    case 'context':
      return fold('context', [part.title, wordsLabel(part.text)], prose(part.text, look), look)
    case 'error':
      return `<div class="error-block"><p class="label">${part.name === undefined ? 'Error' : nameToHtml(part.name)}</p>${paragraphs(part.text)}</div>`
    case 'unknown':
      return fold('unknown', [`Content of the kind ${part.kind}`], jsonBlock(part.raw, look), look)
  }
}

function prose(text: string, look: RenderLook): string {
  return `<div class="prose" dir="auto">${markdownToHtml(text, look)}</div>`
}

/** A folded part: its summary says what is inside and how much of it. */
function fold(
  kind: string,
  summary: readonly (string | undefined)[],
  body: string,
  { isStatic, isUnfolded = isStatic }: RenderLook,
): string {
  const words = summary
    .filter((item) => item !== undefined && item.trim() !== '')
    .map((item) => nameToHtml(item ?? ''))
  return `<details class="fold ${kind}"${isUnfolded ? ' open=""' : ''}><summary>${words.join(' · ')}</summary><div class="fold-body">${body}</div></details>`
}

function toolCall(part: ToolCallPart, look: RenderLook): string {
  const output =
    part.output === undefined || part.output === '' ? '' : `<p class="label">Answer</p>${plain(part.output)}`
  const size = part.output === undefined ? undefined : wordsLabel(part.output)
  return fold('tool', [`Tool: ${part.name}`, size], input(part.input, look) + output, look)
}

function input(value: Json, look: RenderLook): string {
  if (value === null || value === '') return ''
  return typeof value === 'string' ? plain(value) : jsonBlock(value, look)
}

function jsonBlock(value: Json, look: RenderLook): string {
  return codeToHtml(prettyJson(value), 'json', look)
}

/** JSON over several lines; nested deeper than the runtime can walk, a sentence instead. */
function prettyJson(value: Json): string {
  try {
    return JSON.stringify(value, null, 2)
  } catch (error) {
    if (error instanceof RangeError) return '"nested too deeply to be shown"'
    throw error
  }
}

function quote({ title, url, text }: QuotePart): string {
  const link = url === null ? null : safeLink(url)
  const name = nameToHtml(title ?? url ?? 'Quote')
  const heading = link === null ? name : `<a href="${escapeHtml(link)}" rel="noopener noreferrer">${name}</a>`
  const address =
    url === null || title === null
      ? ''
      : ` <small>${nameToHtml(link === null ? url : new URL(link).host)}</small>`
  return `<blockquote class="quote-card"><p class="label">${heading}${address}</p>${paragraphs(text)}</blockquote>`
}

function spokenBy(direction: 'in' | 'out' | null): string {
  if (direction === null) return 'Spoken'
  return direction === 'in' ? 'Spoken by you' : 'Spoken by the assistant'
}

/** Pictures that every Chromium draws; others are offered as files. */
const drawnPictures = /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/i

function attachment(part: AttachmentPart, stored: Attachment | undefined, look: RenderLook): string {
  const hash = stored?.hash ?? null
  if (hash === null) return fileCard(part, stored?.missing ?? 'not in this archive', true)
  const mime = stored?.mime ?? part.mime
  // Asked for only where it is shown: an address may be the whole file.
  const address = (): string => escapeHtml(look.fileUrl(hash))
  if (part.kind === 'image' && (mime === null || drawnPictures.test(mime))) return picture(part, address())
  if (part.kind === 'audio' && !look.isStatic) {
    return `<figure class="player"><audio controls="" preload="none" src="${address()}"></audio><figcaption>${nameOf(part)}</figcaption></figure>`
  }
  if (part.kind === 'video' && !look.isStatic) {
    return `<figure class="player"><video controls="" preload="none" src="${address()}"></video><figcaption>${nameOf(part)}</figcaption></figure>`
  }
  return fileCard(part, 'kept in the archive', false)
}

function picture(part: AttachmentPart, address: string): string {
  const size = hasSize(part) ? ` width="${Math.round(part.width)}" height="${Math.round(part.height)}"` : ''
  const alternative = escapeHtml(part.description ?? part.name ?? 'Picture')
  const caption = part.name === null ? '' : `<figcaption>${nameToHtml(part.name)}</figcaption>`
  return `<figure class="picture"><img src="${address}" alt="${alternative}"${size}>${caption}</figure>`
}

function hasSize(
  part: AttachmentPart,
): part is AttachmentPart & { readonly width: number; readonly height: number } {
  return isDrawable(part.width) && isDrawable(part.height)
}

function isDrawable(length: number | null): boolean {
  return length !== null && length >= 1 && length <= 100_000
}

function fileCard(part: AttachmentPart, state: string, isMissing: boolean): string {
  const facts = [part.mime ?? part.kind, part.size === null ? null : bytesLabel(part.size), state]
  const description = part.description === null ? '' : paragraphs(part.description)
  return [
    `<div class="file-card${isMissing ? ' missing' : ''}"><p class="file-name">${nameOf(part)}</p>`,
    `<p class="file-facts">${facts
      .filter((fact) => fact !== null)
      .map(nameToHtml)
      .join(' · ')}</p>`,
    `${description}</div>`,
  ].join('')
}

function nameOf(part: AttachmentPart): string {
  return nameToHtml(part.name ?? part.ref)
}

function bytesLabel(bytes: number): string {
  if (bytes < 1000) return countLabel(bytes, 'byte')
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

function plain(text: string): string {
  return `<pre class="plain" tabindex="0">${escapeHtml(text)}</pre>`
}

/** Text without Markdown: its lines and empty lines kept. */
function paragraphs(text: string): string {
  if (text.length > longestMarkdown) return plain(text)
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('')
}
