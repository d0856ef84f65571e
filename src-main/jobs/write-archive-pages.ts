/**
 * Writes the pages of an HTML archive as files: one, or one for each month and then the index that leads to them.
 *
 * Which files there are is told while they are written; taking them back when something fails is the caller's business.
 */
import { basename, dirname, join } from 'node:path'
import { stat } from 'node:fs/promises'
import { AppError } from '@shared/contract/app-error.ts'
import type { ArchiveOptions, Assistant } from '@shared/contract/html-archives.ts'
import type { Conversation } from '@shared/conversation.ts'
import { redact, type SensitiveCounts } from '@shared/sensitive-data.ts'
import packageJson from '../../package.json?raw'
import type { Archive } from '../archive/archive.ts'
import {
  assistantOf,
  conversationsInSpan,
  countInSpan,
  undatedConversations,
  type Span,
} from '../archive/assistants.ts'
import { pathOfFile } from '../archive/files.ts'
import type { StoredHtmlArchive } from '../archive/html-archives.ts'
import { libraryCounts } from '../archive/library-counts.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { archivePage } from '../html-archives/archive-page.ts'
import { pageFileName } from '../html-archives/file-name.ts'
import { indexPage } from '../html-archives/index-page.ts'
import { inlinedFiles } from '../html-archives/inlined-files.ts'
import { monthPages } from '../html-archives/months.ts'
import { noConversations } from '../html-archives/no-conversations.ts'
import type { ArchiveHead, PageLink } from '../html-archives/overview.ts'
import { spanOf } from '../html-archives/span.ts'
import { statisticsOf } from '../html-archives/statistics.ts'
import type { PagesOrder } from './html-archive-order.ts'
import type { JobContext } from './job.ts'
import { createSensitivePass } from './sensitive-pass.ts'

export interface PagesTarget {
  /** Full path of the one page, or of the index; the others stand beside it. */
  readonly path: string
  /** Takes in the path of each file as soon as it is there. */
  readonly written: string[]
}

/** What the list keeps of an archive, and what was found in it; null when nobody looked. */
type WrittenPages = Omit<StoredHtmlArchive, 'id' | 'size' | 'pages'> & {
  readonly sensitive: SensitiveCounts | null
}

const version = (JSON.parse(packageJson) as { version: string }).version

/** Progress is told at most this often, in ms. */
const tellEvery = 100

/** @throws AppError `not-found` when there is nothing in that period, `cancelled`, and as `openAtomicOutput` */
export async function writeArchivePages(
  context: JobContext,
  archive: Archive,
  order: PagesOrder,
  target: PagesTarget,
): Promise<WrittenPages> {
  const { assistantId, period, options, now } = order
  const assistant = assistantOf(archive, assistantId)
  const { days, ...span } = spanOf(period, now)
  const fileName = basename(target.path)
  const planned = plannedPages(archive, assistant, span, { options, fileName })
  const total = planned.reduce((sum, { ids }) => sum + ids.length, 0)
  const read = inTurn(context, archive, total)
  const sensitive = createSensitivePass(options)
  const pages = planned.map((page) => ({
    ...page,
    statistics: statisticsOf(sensitive.first(read(page.ids, 'counting'))),
  }))
  const found = sensitive.found()
  const head = headOf(archive, assistant, span, {
    order,
    days,
    takenOut: options.sensitive === 'redact' ? found : null,
  })
  const { hasData, showsPeople, largestFile } = options
  const names = new Map(libraryCounts(archive).sources.map(({ source, name }) => [source, name]))
  const indexed = []
  for (const [index, page] of pages.entries()) {
    const { label, ids, statistics } = page
    const place = label === null ? null : { label, index: fileName, ...neighboursOf(pages, index) }
    const files = inlinedFiles({ largest: largestFile, fileOf: (hash) => pathOfFile(archive, hash) })
    const sourceName = (source: string): string => names.get(source) ?? source
    const parts = { head: { ...head, place }, statistics, hasData, showsPeople, files, sourceName }
    const path = join(dirname(target.path), page.fileName)
    await writeFile(context, path, archivePage(parts, sensitive.second(read(ids, 'writing'))))
    target.written.push(path)
    if (label !== null) {
      indexed.push({ label, fileName: page.fileName, statistics, size: (await stat(path)).size })
    }
  }
  if (options.split === 'month') {
    await writeFile(context, target.path, indexPage({ head, pages: indexed, hasData }))
    target.written.push(target.path)
  }
  return {
    fileName,
    assistantId,
    assistantName: assistant.name,
    source: assistant.source,
    days,
    ...span,
    createdAt: now,
    conversations: total,
    messages: pages.reduce((sum, { statistics }) => sum + statistics.messages, 0),
    hasData,
    sensitive: found,
  }
}

interface PlannedPage {
  readonly fileName: string
  /** Null for the page that holds everything. */
  readonly label: string | null
  readonly ids: readonly string[]
}

function plannedPages(
  archive: Archive,
  assistant: Assistant,
  span: Span,
  {
    options: { split },
    fileName,
  }: { readonly options: Pick<ArchiveOptions, 'split'>; readonly fileName: string },
): PlannedPage[] {
  const dated = conversationsInSpan(archive, assistant, span)
  if (dated.length === 0) throw noConversations(assistant, span)
  if (split === 'none') return [{ fileName, label: null, ids: dated.map(({ id }) => id) }]
  return monthPages(dated, undatedConversations(archive, assistant), span).map(({ month, label, ids }) => ({
    fileName: pageFileName(fileName, month),
    label,
    ids,
  }))
}

/** The pages stand newest first. */
function neighboursOf(
  pages: readonly PlannedPage[],
  index: number,
): { readonly earlier: PageLink | null; readonly later: PageLink | null } {
  return { earlier: linkTo(pages[index + 1]), later: linkTo(pages[index - 1]) }
}

function linkTo(page: PlannedPage | undefined): PageLink | null {
  if (page === undefined || page.label === null) return null
  return { label: page.label, fileName: page.fileName }
}

function headOf(
  archive: Archive,
  assistant: Assistant,
  span: Span,
  {
    order: { options, now },
    days,
    takenOut,
  }: {
    readonly order: PagesOrder
    readonly days: number | null
    readonly takenOut: SensitiveCounts | null
  },
): ArchiveHead {
  return {
    assistantName: takenOut === null ? assistant.name : redact(assistant.name).text,
    sourceName: assistant.sourceName,
    ...span,
    days,
    createdAt: now,
    version,
    largestFile: options.largestFile,
    showsPeople: options.showsPeople,
    takenOut,
    undated: options.split === 'none' ? countInSpan(archive, assistant, span).undated : 0,
    place: null,
  }
}

async function writeFile({ signal }: JobContext, path: string, pieces: Iterable<string>): Promise<void> {
  const output = await openAtomicOutput(path, { replace: false })
  try {
    for (const piece of pieces) await output.write(piece)
    throwIfCancelled(signal)
    await output.finish()
  } catch (error) {
    await output.abort()
    throw error
  }
}

type Step = 'counting' | 'writing'

/**
 * Reads conversations one after the other, page by page, telling how far it is in all of them: counting is the first half
 * of the work, writing the second.
 */
function inTurn(
  context: JobContext,
  archive: Archive,
  total: number,
): (ids: readonly string[], step: Step) => Iterable<Conversation> {
  const read: Record<Step, number> = { counting: 0, writing: 0 }
  let told = 0
  return function* (ids, step) {
    for (const id of ids) {
      throwIfCancelled(context.signal)
      const now = Date.now()
      if (now - told >= tellEvery) {
        told = now
        const share = step === 'counting' ? `counting ${read.counting + 1}` : null
        context.tell({
          kind: 'progress',
          progress: { kind: 'html-archive', done: read.writing, total, step: share },
        })
      }
      yield readConversation(archive, id)
      read[step] += 1
    }
  }
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('cancelled', 'The export was cancelled; no unfinished file was left.')
}
