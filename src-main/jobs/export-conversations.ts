/** The export job: the place where the archive, an exporter and the files it writes meet. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { JobResult } from '@shared/job.ts'
import { withDefaults } from '@shared/option.ts'
import { pathOfFile } from '../archive/files.ts'
import type { Archive } from '../archive/archive.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import type { Exporter, ExportTools } from '../exporters/exporter.ts'
import { fileNameOf, uniqueName } from '../exporters/file-names.ts'
import { exporterOf } from '../exporters/registry.ts'
import type { PagePrinter } from '../ports.ts'
import type { JobContext, JobOrder } from './job.ts'

type ExportOrder = Extract<JobOrder, { kind: 'export' }>

/**
 * Writes one conversation to a file, or each into a file of its own in a folder, named after its title.
 * Throws `cancelled` when it was cancelled; files that were finished by then stay, an unfinished one leaves no trace.
 */
export async function exportConversations(
  context: JobContext,
  order: ExportOrder,
  printer: PagePrinter,
): Promise<JobResult> {
  const exporter = exporterOf(order.format)
  const archive = openArchive(context.archiveFolder)
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'stemma-export-'))
  try {
    const files: string[] = []
    const taken = new Set<string>()
    for (const [index, id] of order.ids.entries()) {
      const tell = (step: string | null): void =>
        context.tell({
          kind: 'progress',
          progress: { kind: 'export', done: index, total: order.ids.length, step },
        })
      tell(null)
      const tools: ExportTools = {
        signal: context.signal,
        printer,
        fileOf: (hash) => pathOfFile(archive, hash),
        temporaryFolder,
        step: tell,
      }
      files.push(...(await exportOne(archive, exporter, order, id, taken, tools)))
    }
    return { kind: 'export', files }
  } finally {
    archive.close()
    await rm(temporaryFolder, { recursive: true, force: true })
  }
}

async function exportOne(
  archive: Archive,
  exporter: Exporter,
  order: ExportOrder,
  id: string,
  taken: Set<string>,
  tools: ExportTools,
): Promise<readonly string[]> {
  throwIfCancelled(tools.signal)
  const conversation = readConversation(archive, id)
  const path =
    order.into === 'file'
      ? order.path
      : join(order.path, uniqueName(`${fileNameOf(conversation.title)}.${exporter.extension}`, taken))
  const output = await openAtomicOutput(path, { replace: order.replace })
  try {
    await exporter.write(conversation, output, withDefaults(exporter.options, order.options), tools)
    throwIfCancelled(tools.signal)
    return await output.finish()
  } catch (error) {
    await output.abort()
    throw error
  }
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('cancelled', 'The export was cancelled; no unfinished file was left.')
}
