/** The job that writes an HTML archive: where the archive, the page and its file meet. */
import { join } from 'node:path'
import { stat } from 'node:fs/promises'
import { AppError } from '@shared/contract/app-error.ts'
import type { ArchiveOptions, Assistant, Period } from '@shared/contract/html-archives.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { JobResult } from '@shared/job.ts'
import { redact, type SensitiveCounts } from '@shared/sensitive-data.ts'
import packageJson from '../../package.json?raw'
import type { Archive } from '../archive/archive.ts'
import { assistantOf, conversationsInSpan, type Span } from '../archive/assistants.ts'
import { pathOfFile } from '../archive/files.ts'
import { addHtmlArchive, listHtmlArchives } from '../archive/html-archives.ts'
import { libraryCounts } from '../archive/library-counts.ts'
import { countInSpan } from '../archive/assistants.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { archivePage } from '../html-archives/archive-page.ts'
import { eraseFile } from '../html-archives/erase-file.ts'
import { archiveFileName } from '../html-archives/file-name.ts'
import { inlinedFiles } from '../html-archives/inlined-files.ts'
import { noConversations } from '../html-archives/no-conversations.ts'
import { spanOf } from '../html-archives/span.ts'
import { statisticsOf, type Statistics } from '../html-archives/statistics.ts'
import type { JobContext } from './job.ts'
import { applyLimits, htmlArchivesFolder } from './keep-html-archives.ts'
import { createSensitivePass } from './sensitive-pass.ts'

export interface HtmlArchiveOrder {
  readonly kind: 'html-archive'
  readonly assistantId: string
  readonly period: Period
  readonly options: ArchiveOptions
  /** How many conversations it will hold, as far as is known when it is asked for. */
  readonly conversations: number
  /** When it was asked for: what the last days are counted from. */
  readonly now: number
}

const version = (JSON.parse(packageJson) as { version: string }).version

/** Progress is told at most this often, in ms. */
const tellEvery = 100

/**
 * Writes an archive into the archive's folder and the list, and takes away what the reader's limits do not allow beside
 * it. Throws AppError `not-found` when there is nothing in that period, `cancelled`, `disk-full`, `cannot-write`; then
 * nothing is left.
 */
export async function writeHtmlArchive(context: JobContext, order: HtmlArchiveOrder): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder)
  try {
    const folder = await htmlArchivesFolder(archive)
    const taken = new Set(listHtmlArchives(archive).map(({ fileName }) => fileName))
    const fileName = archiveFileName(order.assistantId, order.now, taken)
    const path = join(folder, fileName)
    const { facts, sensitive } = await inSnapshot(archive, () => writePage(context, archive, order, path))
    try {
      const row = addHtmlArchive(archive, { fileName, ...facts, size: (await stat(path)).size })
      return { kind: 'html-archive', archive: row, removed: await applyLimits(archive, order.now), sensitive }
    } catch (error) {
      await eraseFile(path)
      throw error
    }
  } finally {
    archive.close()
  }
}

/** One state of the archive for all that is read, however much is imported meanwhile. */
async function inSnapshot<Result>(archive: Archive, work: () => Promise<Result>): Promise<Result> {
  archive.statement('BEGIN').run()
  try {
    return await work()
  } finally {
    archive.statement('ROLLBACK').run()
  }
}

interface WrittenPage {
  readonly facts: Omit<Parameters<typeof addHtmlArchive>[1], 'fileName' | 'size'>
  readonly sensitive: SensitiveCounts | null
}

async function writePage(
  context: JobContext,
  archive: Archive,
  order: HtmlArchiveOrder,
  path: string,
): Promise<WrittenPage> {
  const { assistantId, period, options, now } = order
  const assistant = assistantOf(archive, assistantId)
  const { days, ...span } = spanOf(period, now)
  const ids = conversationsInSpan(archive, assistant, span)
  if (ids.length === 0) throw noConversations(assistant, span)
  const sensitive = createSensitivePass(options)
  const statistics = statisticsOf(sensitive.first(passOver(context, archive, ids, 'counting')))
  const found = sensitive.found()
  const page = pageOf(archive, assistant, span, {
    order,
    days,
    statistics,
    takenOut: options.sensitive === 'redact' ? found : null,
  })
  const output = await openAtomicOutput(path, { replace: false })
  try {
    for (const piece of archivePage(page, sensitive.second(passOver(context, archive, ids, 'writing')))) {
      await output.write(piece)
    }
    throwIfCancelled(context.signal)
    await output.finish()
  } catch (error) {
    await output.abort()
    throw error
  }
  const facts = {
    assistantId,
    assistantName: assistant.name,
    source: assistant.source,
    days,
    ...span,
    createdAt: now,
    conversations: statistics.conversations.length,
    messages: statistics.messages,
    hasData: options.hasData,
  }
  return { facts, sensitive: found }
}

function pageOf(
  archive: Archive,
  assistant: Assistant,
  span: Span,
  {
    order: { options, now },
    days,
    statistics,
    takenOut,
  }: {
    readonly order: HtmlArchiveOrder
    readonly days: number | null
    readonly statistics: Statistics
    readonly takenOut: SensitiveCounts | null
  },
): Parameters<typeof archivePage>[0] {
  const names = new Map(libraryCounts(archive).sources.map(({ source, name }) => [source, name]))
  return {
    head: {
      assistantName: takenOut === null ? assistant.name : redact(assistant.name).text,
      sourceName: assistant.sourceName,
      ...span,
      days,
      createdAt: now,
      version,
      largestFile: options.largestFile,
      showsPeople: options.showsPeople,
      takenOut,
      undated: countInSpan(archive, assistant, span).undated,
    },
    statistics,
    hasData: options.hasData,
    showsPeople: options.showsPeople,
    files: inlinedFiles({ largest: options.largestFile, fileOf: (hash) => pathOfFile(archive, hash) }),
    sourceName: (source) => names.get(source) ?? source,
  }
}

/** The conversations one after the other, telling how far it is: counting is the first half of the work, writing the second. */
function* passOver(
  context: JobContext,
  archive: Archive,
  ids: readonly string[],
  step: 'counting' | 'writing',
): Generator<Conversation> {
  let told = 0
  for (const [index, id] of ids.entries()) {
    throwIfCancelled(context.signal)
    const now = Date.now()
    if (now - told >= tellEvery) {
      told = now
      const done = step === 'writing' ? index : 0
      const share = step === 'counting' ? `counting ${index + 1}` : null
      context.tell({
        kind: 'progress',
        progress: { kind: 'html-archive', done, total: ids.length, step: share },
      })
    }
    yield readConversation(archive, id)
  }
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('cancelled', 'The export was cancelled; no unfinished file was left.')
}
