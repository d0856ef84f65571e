/** The index of an HTML archive in several pages: what they hold together, and the way to each conversation in them. */
import { escapeHtml } from '@shared/render/escape-html.ts'
import { findingsText } from '@shared/sensitive-words.ts'
import frameScript from '../../resources/export/archive.js?raw'
import searchScript from '../../resources/export/archive-index-search.js?raw'
import { monthRule } from './months.ts'
import {
  entriesStart,
  entryToHtml,
  headToHtml,
  numberText,
  statisticsToHtml,
  type ArchiveHead,
} from './overview.ts'
import { pageEnd, pageStart } from './page-frame.ts'
import { mergeStatistics, type Statistics } from './statistics.ts'

export interface IndexedPage {
  /** "October 2026", "Without a date" */
  readonly label: string
  readonly fileName: string
  readonly statistics: Statistics
  /** Bytes of its file. */
  readonly size: number
}

export interface IndexPage {
  readonly head: ArchiveHead
  /** The newest month first. */
  readonly pages: readonly IndexedPage[]
  readonly hasData: boolean
}

const script = `${frameScript}\n${searchScript}`

/** The document, in pieces of at most one line of the contents. */
export function* indexPage({ head, pages, hasData }: IndexPage): Generator<string> {
  const kind = { mark: hasData ? 'index' : 'none', script, skip: 'Skip to the months' }
  const statistics = mergeStatistics(pages.map((page) => page.statistics))
  const pageById = new Map(
    pages.flatMap(({ fileName, statistics: { conversations } }) =>
      conversations.map(({ id }): [string, string] => [id, fileName]),
    ),
  )
  yield pageStart(head, kind)
  yield headToHtml(head, statistics, { isIndex: true })
  yield* contentsToHtml(pages)
  yield '<main class="reading" tabindex="-1" id="main">'
  yield monthsToHtml(pages)
  yield statisticsToHtml(statistics, (id) => pageById.get(id) ?? '')
  yield '</main>\n'
  yield pageEnd(footSentences(head, hasData), kind)
}

/** Every title under its month. Without a script they are all there, and the search is not. */
function* contentsToHtml(pages: readonly IndexedPage[]): Generator<string> {
  yield [
    '<nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2>',
    '<div role="search" id="search" hidden=""><label for="query">Search the titles</label>',
    '<input type="search" id="query" autocomplete="off" spellcheck="false" aria-describedby="query-help">',
    '<p id="query-help">The page of each month searches its messages.</p>',
    '<div class="hits"><output id="hits" aria-live="polite"></output></div></div>',
    entriesStart,
  ].join('')
  for (const { label, fileName, statistics } of pages) {
    yield `<section class="month"><h3><a href="${fileName}">${escapeHtml(label)}</a></h3><ol>`
    for (const facts of statistics.conversations) yield entryToHtml(facts, fileName)
    yield '</ol></section>'
  }
  yield '</div></nav>\n'
}

function monthsToHtml(pages: readonly IndexedPage[]): string {
  const rows = pages.map(
    ({ label, fileName, size, statistics: { conversations, messages } }) =>
      `<tr><th scope="row"><a href="${fileName}">${escapeHtml(label)}</a></th><td>${numberText(conversations.length)}</td><td>${numberText(messages)}</td><td>${sizeText(size)}</td></tr>`,
  )
  return [
    '<section class="statistics months" aria-labelledby="months"><h2 id="months">Months</h2>',
    `<p>${monthRule} This page leads to ${pages.length === 1 ? 'one other file' : `${pages.length} other files`} that must stand in the same folder.</p>`,
    '<div class="shares"><table><thead><tr><th scope="col">Month</th><th scope="col">Conversations</th><th scope="col">Messages</th><th scope="col">Size</th></tr></thead>',
    `<tbody>${rows.join('')}</tbody></table></div></section>\n`,
  ].join('')
}

/** "1.2 MB"; never nothing. */
function sizeText(bytes: number): string {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, 'KB'] : [bytes / 1e6, 'MB']
  return `${Math.max(0.1, amount).toLocaleString('en-US', { maximumFractionDigits: 1 })} ${unit}`
}

function footSentences({ version, takenOut, showsPeople }: ArchiveHead, hasData: boolean): string[] {
  return [
    `Written by Stemma ${escapeHtml(version)}, which opens no connection; neither do these pages.`,
    'Conversations in the trash, tokens, costs and settings are not shown on them.',
    showsPeople ? '' : 'Names and addresses of people are left out above each conversation.',
    takenOut === null
      ? ''
      : `Sensitive data was looked for by its form and taken out: ${findingsText(takenOut) || 'none was found'}.`,
    hasData
      ? 'The conversations also stand in the pages of the months as data; Stemma imports these files, together or in one ZIP.'
      : '',
  ]
}
