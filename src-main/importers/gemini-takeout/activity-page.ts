/**
 * Reads My Activity as a web page (the form that Takeout writes unless asked for JSON): its cells, one for each row.
 *
 * The page is cut into cells as it streams in, so that its size does not matter; what a row means is activity.ts's work.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { extraOf } from '../fields.ts'
import {
  elementsIn,
  hasClass,
  parseHtml,
  textOfHtml,
  type HtmlElement,
  type HtmlNode,
} from '../html/parse.ts'
import { nodesToHtml } from '../html/to-html.ts'
import { isBlock } from '../html/to-markdown.ts'
import { conversationIdIn, isDeed, splitVerb, type ActivityRow, type RowFile } from './activity.ts'
import { isLocalTime, localTimeOf } from './local-time.ts'

/** A row of the page with the names of its products, the header first. */
export interface PageRow {
  readonly products: readonly string[]
  readonly row: ActivityRow
}

export interface Cell {
  readonly html: string
  /** Bytes of the page that were read when the cell was complete. */
  readonly end: number
}

/** Letters of one cell: an answer is seldom longer than a hundred thousand. */
const longestCell = 64 * 2 ** 20
/** Letters of the tag that begins a cell, with room for more classes than it has. */
const longestTag = 400
/** A verb is a word or three. */
const longestVerb = 40

/** Whether the start of a file looks like an activity page. Its style sheet alone may be longer than 100 KiB. */
export function looksLikeActivityPage(head: string): boolean {
  return /^\uFEFF?\s*</.test(head) && /\bmdl-/.test(head) && /outer-cell|mdl-typography/.test(head)
}

/** The cells of a page. Throws AppError `file-too-large`, and what the chunks throw. */
export async function* cellsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Cell, void, undefined> {
  const decoder = new TextDecoder()
  const beginning = /<div\s[^<>]{0,400}?\bouter-cell\b/g
  let text = ''
  let searched = 0
  let isInCell = false
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    text += decoder.decode(chunk, { stream: true })
    beginning.lastIndex = searched
    for (let found = beginning.exec(text); found !== null; found = beginning.exec(text)) {
      if (isInCell) yield { html: text.slice(0, found.index), end: bytes }
      isInCell = true
      text = text.slice(found.index)
      searched = found[0].length
      beginning.lastIndex = searched
    }
    searched = Math.max(searched, text.length - longestTag)
    if (!isInCell) {
      text = text.slice(-longestTag)
      searched = 0
    }
    if (text.length > longestCell) {
      throw new AppError('file-too-large', 'An entry of this page is too large to be read.')
    }
  }
  if (isInCell) yield { html: text + decoder.decode(), end: bytes }
}

/** Reads one cell; null when it has not the parts of one. */
export function rowOfCell(html: string): PageRow | null {
  const nodes = parseHtml(html)
  const header = elementsIn(nodes, (element) => hasClass(element, 'header-cell'))[0]
  const contents = elementsIn(nodes, (element) => hasClass(element, 'content-cell'))
  const body = contents.find((element) => hasClass(element, 'mdl-typography--body-1'))
  const caption = contents.find((element) => hasClass(element, 'mdl-typography--caption'))
  if (body === undefined) return null
  const lines = linesOf(body.children)
  const timeAt = timeLine(lines)
  const timeText = lines[timeAt]?.text ?? null
  const isAnswer = (line: Line, index: number): boolean => (timeAt < 0 ? line.isBlock : index > timeAt)
  const said = saidIn(lines.filter((line, index) => !isAnswer(line, index) && index !== timeAt))
  const answer = htmlOf(lines.filter(isAnswer))
  const title = said.verb === null ? said.prompt : `${said.verb} ${said.prompt}`
  const isSaid = !isDeed(title)
  const addresses = [...said.addresses, ...linksIn(caption?.children ?? []).map(({ href }) => href)]
  const ids = [...new Set(addresses.flatMap((address) => conversationIdIn(address) ?? []))]
  const products = [header ? oneLine(textOfHtml(header.children)) : '', ...(caption ? listIn(caption) : [])]
  return {
    products: products.filter((name) => name !== ''),
    row: {
      prompt: isSaid ? said.prompt : title,
      isSaid,
      time: timeText === null ? null : localTimeOf(timeText),
      answers: answer === '' ? [] : [answer],
      files: said.files,
      conversationId: ids[0] ?? null,
      extra: extraOf({
        verb: isSaid ? said.verb : null,
        // Written for people and in the zone of the account: the words stay beside what was read from them.
        timeText,
        conversationIds: ids.length > 1 ? ids : null,
      }),
    },
  }
}

/** What stands between two line breaks, or one block. */
interface Line {
  readonly nodes: readonly HtmlNode[]
  /** Its words, trimmed, with single spaces. */
  readonly text: string
  readonly isBlock: boolean
}

/** Line breaks stand between two lines, and not beside a block. */
function htmlOf(lines: readonly Line[]): string {
  const written = lines.map((line, index) => {
    const isBroken = !line.isBlock && lines[index + 1]?.isBlock === false
    return nodesToHtml(line.nodes) + (isBroken ? '<br>' : '')
  })
  return written.join('').trim()
}

function linesOf(nodes: readonly HtmlNode[]): Line[] {
  const lines: Line[] = []
  let run: HtmlNode[] = []
  const add = (found: readonly HtmlNode[], block: boolean): void => {
    lines.push({ nodes: found, text: oneLine(textOfHtml(found)), isBlock: block })
  }
  for (const node of nodes) {
    const block = isBlock(node)
    const isBreak = typeof node !== 'string' && node.name === 'br'
    if (!block && !isBreak) {
      run.push(node)
      continue
    }
    if (isBreak || !isBlank(run)) add(run, false)
    run = []
    if (block) add([node], true)
  }
  if (!isBlank(run)) add(run, false)
  return lines
}

function isBlank(nodes: readonly HtmlNode[]): boolean {
  return nodes.every((node) => typeof node === 'string' && node.trim() === '')
}

/** The last line before the answer's first block that is a time; a question may hold one as well. */
function timeLine(lines: readonly Line[]): number {
  const firstBlock = lines.findIndex((line) => line.isBlock)
  const before = firstBlock < 0 ? lines : lines.slice(0, firstBlock)
  return before.findLastIndex((line) => isLocalTime(line.text))
}

interface Said {
  readonly verb: string | null
  readonly prompt: string
  readonly files: readonly RowFile[]
  readonly addresses: readonly string[]
}

function saidIn(lines: readonly Line[]): Said {
  const words: string[] = []
  const files: RowFile[] = []
  const addresses: string[] = []
  lines.forEach((line, index) => {
    const links = linksIn(line.nodes)
    const [link] = links
    const isOnlyLink =
      link !== undefined && links.length === 1 && line.text.replace(/^-\s*/, '') === link.text
    if (isOnlyLink && !/^[a-z][a-z\d+.-]*:|^\/\//i.test(link.href)) {
      files.push({ path: decodedPath(link.href), name: link.text === '' ? link.href : link.text })
      return
    }
    addresses.push(...links.map(({ href }) => href))
    if (isOnlyLink && index > 0 && conversationIdIn(link.href) !== null) return
    words.push(textOfHtml(line.nodes).trim())
  })
  while (words.at(-1) === '') words.pop()
  // "Attached 2 files." in whatever language: it stands last and says how many follow.
  const last = words.at(-1) ?? ''
  const isCount =
    words.length > 1 && last.length < longestVerb && new RegExp(`\\b${files.length}\\b`).test(last)
  if (files.length > 0 && isCount) words.pop()
  // The verb is set off by a no-break space, which nobody types: this tells verbs in all languages.
  const [, verb = null, rest = ''] = /^([^\u00A0\n]{1,40})\u00A0([^]*)$/.exec(words[0] ?? '') ?? []
  if (verb === null) return { ...splitVerb(words.join('\n')), files, addresses }
  return {
    verb: verb.replace(/:$/, '').trim(),
    prompt: [rest, ...words.slice(1)].join('\n'),
    files,
    addresses,
  }
}

function linksIn(nodes: readonly HtmlNode[]): readonly { readonly href: string; readonly text: string }[] {
  return elementsIn(nodes, ({ name }) => name === 'a').map((element) => ({
    href: element.attributes.get('href') ?? '',
    text: oneLine(textOfHtml(element.children)),
  }))
}

/** The entries of the first list of a caption: its products. The next list begins with a bold word. */
function listIn(caption: HtmlElement): string[] {
  const lines = linesOf(caption.children).slice(1)
  const next = lines.findIndex((line) => elementsIn(line.nodes, ({ name }) => name === 'b').length > 0)
  return lines
    .slice(0, next < 0 ? lines.length : next)
    .map(({ text }) => text)
    .filter((text) => text !== '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Links escape what file names may hold. */
function decodedPath(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    // A name with a percent sign of its own.
    return href
  }
}
