/** Where the files of an export go: one file, a folder, or a zip. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Conversation } from '@shared/conversation.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { openAtomicOutput, type AtomicOutput } from '../exporters/atomic-output.ts'
import type { Exporter } from '../exporters/exporter.ts'
import { told } from '../exporters/file-failures.ts'
import { fileNameBy, uniqueName } from '../exporters/file-names.ts'
import { openZip } from '../exporters/zip-output.ts'
import type { ExportOrder } from './export-order.ts'

export interface ExportTarget {
  /** Begins the file of a conversation, named after it. One at a time. */
  open(conversation: Conversation): Promise<AtomicOutput>
  /** Ends it all; answers the full path of the one file that holds everything, or null where each is a file of its own. */
  finish(): Promise<string | null>
  /** Removes what cannot stand by itself; finished files in a folder stay. */
  abort(): Promise<void>
}

/** @throws AppError `cannot-write` when the place may not be written */
export async function openTarget(
  exporter: Exporter,
  { into, path, replace, nameTemplate }: ExportOrder,
  temporaryFolder: string,
): Promise<ExportTarget> {
  if (into === 'file') {
    return { open: () => openAtomicOutput(path, { replace }), finish: nothing, abort: nothingDone }
  }
  const now = Date.now()
  const taken = new Set<string>()
  const nameOf = (conversation: Conversation): string =>
    uniqueName(
      `${fileNameBy(nameTemplate, { ...conversation, title: shownTitle(conversation) }, now)}.${exporter.extension}`,
      taken,
    )
  if (into === 'zip') {
    const zip = await openZip(path, { replace, temporaryFolder })
    return {
      open: (conversation) => Promise.resolve(zip.open(nameOf(conversation))),
      finish: async () => (await zip.finish())[0] ?? path,
      abort: () => zip.abort(),
    }
  }
  if (!replace) for (const name of await told(path, () => readdir(path))) uniqueName(name, taken)
  return {
    open: (conversation) =>
      openAtomicOutput(join(path, nameOf(conversation)), { replace, isOneOfMany: true }),
    finish: nothing,
    abort: nothingDone,
  }
}

function nothing(): Promise<null> {
  return Promise.resolve(null)
}

function nothingDone(): Promise<void> {
  return Promise.resolve()
}
