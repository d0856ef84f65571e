/**
 * The export job: the place where the archive, an exporter and the files it writes meet.
 *
 * One conversation is in memory at a time, however many there are, and one that fails costs no other.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { JobResult } from '@shared/job.ts'
import { withDefaults, type ChosenOptions } from '@shared/option.ts'
import { hasAny, redactConversation, sensitiveIn } from '@shared/redact-conversation.ts'
import { nothingSensitive } from '@shared/sensitive-data.ts'
import type { Archive } from '../archive/archive.ts'
import { pathOfFile } from '../archive/files.ts'
import { openArchive } from '../archive/open.ts'
import { nameOfSource } from '../archive/library-counts.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { openAtomicOutput, type AtomicOutput } from '../exporters/atomic-output.ts'
import type { Exporter, ExportTools } from '../exporters/exporter.ts'
import { told } from '../exporters/file-failures.ts'
import { heldBy } from '../exporters/held-by.ts'
import { exporterOf } from '../exporters/registry.ts'
import { throwIfCancelled } from '../exporters/throw-if-cancelled.ts'
import { endsEverything } from '../exporters/write-joined.ts'
import type { PagePrinter } from '../ports.ts'
import type { ExportOrder } from './export-order.ts'
import { createExportTally, type ExportTally } from './export-tally.ts'
import { openTarget } from './export-target.ts'
import type { JobContext } from './job.ts'
import { tellInSteps } from './tell-in-steps.ts'

/**
 * Writes conversations as ordered and reports what came of each. Where there is but one, its failure is thrown.
 *
 * Throws `cancelled` when it was cancelled and nothing may stay; files in a folder that were finished by then stay and are
 * reported. An unfinished file leaves no trace, whatever ends the work.
 */
export async function exportConversations(
  context: JobContext,
  order: ExportOrder,
  printer: PagePrinter,
): Promise<JobResult> {
  const exporter = exporterOf(order.format)
  const archive = openArchive(context.archiveFolder)
  const passing = join(tmpdir(), 'stemma-export-')
  const temporaryFolder = await told(passing, () => mkdtemp(passing))
  const tally = createExportTally(order.sensitive === 'off' ? null : nothingSensitive)
  const tell = tellInSteps(context, 'export', order.ids.length)
  const work: Work = {
    tell,
    archive,
    exporter,
    order,
    tally,
    chosen: withDefaults(exporter.options, order.options),
    tools: {
      signal: context.signal,
      printer,
      fileOf: (hash) => pathOfFile(archive, hash),
      sourceName: (source) => nameOfSource(archive, source),
      temporaryFolder,
      step: (text) => void tell(tally.count(), text),
    },
  }
  try {
    const stoppedBy = await (order.into === 'file' && order.ids.length > 1 ? writeOne(work) : writeEach(work))
    return { kind: 'export', ...tally.report(stoppedBy === null ? null : toErrorValue(stoppedBy)) }
  } finally {
    archive.close()
    await rm(temporaryFolder, { recursive: true, force: true })
  }
}

interface Work {
  readonly tell: ReturnType<typeof tellInSteps>
  readonly archive: Archive
  readonly exporter: Exporter
  readonly order: ExportOrder
  readonly tally: ExportTally
  readonly chosen: ChosenOptions
  readonly tools: ExportTools
}

/** A file for each; answers what made it stop before the end, or null. */
async function writeEach(work: Work): Promise<unknown> {
  const { exporter, order, tally, chosen, tools } = work
  const target = await openTarget(exporter, order, tools.temporaryFolder)
  try {
    for (const id of order.ids) {
      await work.tell(tally.count(), null)
      let conversation: Conversation | null = null
      try {
        throwIfCancelled(tools.signal)
        conversation = prepared(work, id)
        const output = await target.open(conversation)
        const files = await whole(output, tools.signal, exporter.write(conversation, output, chosen, tools))
        tally.written(order.into === 'zip' ? [] : files)
      } catch (error) {
        if (order.ids.length === 1) throw error
        if (!endsEverything(error)) tally.failed(id, conversation?.title ?? null, error)
        else if (order.into === 'folder' && tally.count() > 0) return error
        else throw error
      }
    }
    const file = await target.finish()
    if (file !== null) tally.file(file)
    return null
  } catch (error) {
    await target.abort()
    throw error
  }
}

/** All in one file. */
async function writeOne(work: Work): Promise<null> {
  const { exporter, order, tally, chosen, tools } = work
  const { writeJoined } = exporter
  if (writeJoined === null) {
    const sentence = `A file of the format ${exporter.name} holds one conversation. Choose a folder or a zip instead.`
    throw new AppError('invalid-input', sentence)
  }
  async function* readable(): AsyncGenerator<Conversation> {
    for (const id of order.ids) {
      await work.tell(tally.count(), null)
      throwIfCancelled(tools.signal)
      try {
        yield prepared(work, id)
      } catch (error) {
        if (endsEverything(error)) throw error
        tally.failed(id, null, error)
      }
    }
  }
  const output = await openAtomicOutput(order.path, { replace: order.replace })
  const writing = writeJoined(readable(), output, chosen, {
    ...tools,
    written: () => tally.written([]),
    failed: ({ id, title }, error) => tally.failed(id, title, error),
  })
  for (const file of await whole(output, tools.signal, writing)) tally.file(file)
  return null
}

/** Finishes an output once it is written, or gives it up. */
async function whole(
  output: AtomicOutput,
  signal: AbortSignal,
  writing: Promise<void>,
): Promise<readonly string[]> {
  try {
    await writing
    throwIfCancelled(signal)
    return await output.finish()
  } catch (error) {
    await output.abort()
    throw error
  }
}

/** A conversation as it is to be written: redacted where that was asked for, and counted. */
function prepared({ archive, exporter, order, tally, chosen }: Work, id: string): Conversation {
  const read = readConversation(archive, id)
  tally.lost(exporter.lossesOf?.(read, chosen) ?? [])
  if (order.sensitive === 'off') return read
  const held = (): Conversation => heldBy(exporter, read, chosen)
  if (order.sensitive === 'warn') {
    tally.found(sensitiveIn(held()).counts)
    return read
  }
  const { conversation, counts } = redactConversation(read)
  if (hasAny(counts)) tally.found(sensitiveIn(held()).counts)
  return conversation
}
