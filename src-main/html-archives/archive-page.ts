/**
 * An HTML archive as one document, piece by piece: readable without scripts and without a network, whoever opens it.
 *
 * It is the whole archive, or one of its months beside the index that index-page.ts writes. The conversations are gone
 * through twice, first to count them, then to write them; of each only some facts are kept between.
 */
import { createHash } from 'node:crypto'
import type { Conversation } from '@shared/conversation.ts'
import { archiveVersion, dataLine } from '@shared/html-archive.ts'
import { countLabel } from '@shared/render/count-words.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import { findingsText } from '@shared/sensitive-words.ts'
import frameScript from '../../resources/export/archive.js?raw'
import searchScript from '../../resources/export/archive-search.js?raw'
import type { InlinedFiles } from './inlined-files.ts'
import { monthRule } from './months.ts'
import { contentsToHtml, headToHtml, statisticsToHtml, type ArchiveHead } from './overview.ts'
import { pageEnd, pageStart } from './page-frame.ts'
import type { Statistics } from './statistics.ts'
import { threadToHtml } from './thread.ts'

export interface ArchivePage {
  readonly head: ArchiveHead
  /** Counted from the very conversations, in their order. */
  readonly statistics: Statistics
  readonly hasData: boolean
  readonly showsPeople: boolean
  readonly files: InlinedFiles
  sourceName(source: string): string
}

const script = `${frameScript}\n${searchScript}`

/** The document, in pieces of at most one message or one conversation's data. */
export function* archivePage(page: ArchivePage, conversations: Iterable<Conversation>): Generator<string> {
  const { head, statistics, hasData } = page
  const kind = { mark: hasData ? archiveVersion : 'none', script, skip: 'Skip to the conversations' }
  yield pageStart(head, kind)
  yield headToHtml(head, statistics)
  yield* contentsToHtml(statistics.conversations)
  yield '<main class="reading" tabindex="-1" id="main">'
  yield statisticsToHtml(statistics)
  yield '<section class="threads" aria-labelledby="conversations"><h2 id="conversations">Conversations</h2>\n'
  const digest = createHash('sha256')
  let place = 0
  for (const conversation of conversations) {
    const { height = 0 } = statistics.conversations[place] ?? {}
    const previous = statistics.conversations[place - 1]?.id ?? null
    const next = statistics.conversations[place + 1]?.id ?? null
    yield* threadToHtml(conversation, { height, previous, next }, page)
    if (hasData) {
      const line = dataLine(conversation)
      digest.update(line)
      yield line
      // Nobody looks into a file: one whose text no reader sees would bring out again what was taken out.
      if (head.takenOut === null) yield* page.files.unshownFiles(conversation)
    }
    place += 1
  }
  yield '</section></main>\n'
  yield pageEnd(footSentences(page, hasData ? digest.digest('hex') : null), kind)
}

function footSentences({ head, files, showsPeople, hasData }: ArchivePage, sha256: string | null): string[] {
  const { leftOut } = files
  return [
    `Written by Stemma ${escapeHtml(head.version)}, which opens no connection; neither does this page.`,
    'Conversations in the trash, tokens, costs and settings are not shown on it.',
    head.place === null ? '' : monthRule,
    leftOut === 0
      ? ''
      : `${countLabel(leftOut, 'picture')} or other ${leftOut === 1 ? 'file is' : 'files are'} left out for ${leftOut === 1 ? 'its' : 'their'} size and named where ${leftOut === 1 ? 'it belongs' : 'they belong'}.`,
    head.undated === 0
      ? ''
      : `${countLabel(head.undated, 'conversation')} without a date ${head.undated === 1 ? 'belongs' : 'belong'} to no period and ${head.undated === 1 ? 'is' : 'are'} not in it.`,
    showsPeople ? '' : 'Names and addresses of people are left out above each conversation.',
    head.takenOut === null
      ? ''
      : `Sensitive data was looked for by its form and taken out: ${findingsText(head.takenOut) || 'none was found'}. Pictures and sounds were not looked into${hasData ? ', and other files are not in this page' : ''}.`,
    hasData
      ? 'The conversations also stand in it as data, with all that their source said; Stemma imports this file.'
      : '',
    sha256 === null ? '' : `SHA-256 of that data: <code>${sha256}</code>`,
  ]
}
