/**
 * The kept files of an import as the source that they were. JSON is read straight out of the archive, so that what stands
 * at its beginning is there at once; anything else is written to a temporary folder first.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { readOriginal } from '../archive/original-files.ts'
import type { KeptFile } from '../archive/originals.ts'
import type { Member, Source } from '../importers/source.ts'
import { openParts } from '../importers/source/open-parts.ts'
import type { JobContext } from './job.ts'
import { restoreKept } from './reread-import.ts'

export interface OpenedOriginal {
  readonly source: Source
  /** What went wrong with reading the kept bytes so far: importers go on with the next file then. */
  readonly damage: () => unknown
  readonly close: () => Promise<void>
}

/**
 * Opens them; the caller closes what it gets.
 *
 * @param file what was imported, as the import names it
 * @throws AppError `corrupt-file`, `disk-full`, `cancelled`
 */
export async function openKept(
  context: JobContext,
  kept: readonly KeptFile[],
  file: string,
): Promise<OpenedOriginal> {
  if (kept.length > 0 && kept.every(isPlainJson)) return openInPlace(context, kept, file)
  const folder = await mkdtemp(join(tmpdir(), 'stemma-kept-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const source = await openParts(await restoreKept(context, kept, folder), context.signal)
    const close = async (): Promise<void> => {
      await source.close()
      await remove()
    }
    return { source, damage: () => null, close }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Of several parts it depends on all of them what their members are called. */
function isPlainJson({ part, name, original }: KeptFile): boolean {
  return part === 0 && original.isPacked && /\.jsonl?$/i.test(name)
}

function openInPlace(
  { archiveFolder, signal }: JobContext,
  kept: readonly KeptFile[],
  file: string,
): OpenedOriginal {
  let damage: unknown = null
  // What was in a folder is kept with the folder's name before its own.
  const isFolder = kept.some(({ name }) => name.includes('/'))
  const files = new Map(
    kept.map((one) => [isFolder ? one.name.slice(one.name.indexOf('/') + 1) : one.name, one.original]),
  )
  async function* read(member: Member): AsyncGenerator<Buffer, void, undefined> {
    const original = files.get(member.name)
    if (original === undefined) throw new Error(`"${member.name}" is not a member of ${file}`)
    try {
      yield* readOriginal(archiveFolder, original, signal)
    } catch (error) {
      damage ??= error
      throw error
    }
  }
  const source: Source = {
    path: file,
    name: basename(file),
    kind: isFolder ? 'folder' : 'file',
    size: kept.reduce((sum, { original }) => sum + original.size, 0),
    members: [...files].map(([name, { size }]) => ({ name, size })),
    remarks: [],
    read,
    head: async (member, bytes) => {
      const chunks: Buffer[] = []
      let length = 0
      for await (const chunk of read(member)) {
        chunks.push(chunk)
        length += chunk.length
        if (length >= bytes) break
      }
      return Buffer.concat(chunks).subarray(0, bytes)
    },
    close: () => Promise.resolve(),
  }
  return { source, damage: () => damage, close: () => source.close() }
}
