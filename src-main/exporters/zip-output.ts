/**
 * Writes a ZIP of any number of files and any size at constant memory: whole or absent, as every output of ours, and so is
 * each entry in it.
 */
import { createReadStream, existsSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { AssetNames, assetFolderName, missing } from './asset-folder.ts'
import { openAtomicOutput, type AtomicOutput } from './atomic-output.ts'
import { directoryRecord, endRecords, localHeader, type ZipEntry } from '../zip/zip-records.ts'
import { openSpool, type Spool } from './zip-spool.ts'

export interface ZipOutput {
  /**
   * Begins an entry, with its numbered and added files beside it. One at a time: it is finished or aborted before the next
   * begins. `finish` answers the names of its entries.
   */
  open(name: string): AtomicOutput
  /** Writes the directory and gives the file its name; answers its full path. */
  finish(): Promise<readonly string[]>
  /** Removes what was written; does nothing after `finish`. */
  abort(): Promise<void>
}

export interface ZipOptions {
  readonly replace: boolean
  /** A folder for passing files. */
  readonly temporaryFolder: string
}

/** Begins the file `path`. Throws what `openAtomicOutput` throws. */
export async function openZip(path: string, { replace, temporaryFolder }: ZipOptions): Promise<ZipOutput> {
  const file = await openAtomicOutput(path, { replace })
  const modifiedAt = new Date()
  const entries: ZipEntry[] = []
  let offset = 0

  async function put(bytes: Uint8Array): Promise<void> {
    await file.write(bytes)
    offset += bytes.byteLength
  }

  async function add(name: string, spool: Spool): Promise<void> {
    const { chunks, ...facts } = await spool.packed()
    const entry: ZipEntry = { name, ...facts, modifiedAt, offset }
    await put(localHeader(entry))
    for await (const chunk of chunks()) await put(chunk)
    entries.push(entry)
  }

  return {
    open: (name) => openEntry(name, temporaryFolder, add),
    async finish() {
      const start = offset
      for (const entry of entries) await put(directoryRecord(entry))
      await put(endRecords(entries.length, start, offset - start))
      return file.finish()
    },
    abort: () => file.abort(),
  }
}

function openEntry(
  name: string,
  folder: string,
  add: (name: string, spool: Spool) => Promise<void>,
): AtomicOutput {
  const parts = [{ name, spool: openSpool(name, folder) }]
  const assets = new AssetNames()
  const sources: { readonly name: string; readonly source: string }[] = []
  const removeAll = async (): Promise<void> => {
    for (const { spool } of parts) await spool.remove()
  }
  return {
    write: (chunk) => parts.at(-1)?.spool.write(chunk) ?? Promise.resolve(),
    nextFile() {
      const extension = extname(name)
      const next = `${basename(name, extension)}-${parts.length + 1}${extension}`
      parts.push({ name: next, spool: openSpool(next, folder) })
      return Promise.resolve()
    },
    addAsset(source, wanted) {
      if (!existsSync(source)) return Promise.reject(missing(wanted))
      const { name: own, isNew } = assets.of(source, wanted)
      const path = `${assetFolderName(name)}/${own}`
      if (isNew) sources.push({ name: path, source })
      return Promise.resolve(path)
    },
    async finish() {
      try {
        for (const part of parts) await add(part.name, part.spool)
        for (const asset of sources) await addFile(asset.name, asset.source, folder, add)
      } finally {
        await removeAll()
      }
      return [...parts, ...sources].map((one) => one.name)
    },
    abort: removeAll,
  }
}

async function addFile(
  name: string,
  source: string,
  folder: string,
  add: (name: string, spool: Spool) => Promise<void>,
): Promise<void> {
  const spool = openSpool(name, folder)
  try {
    for await (const chunk of createReadStream(source)) await spool.write(chunk as Uint8Array)
    await add(name, spool)
  } finally {
    await spool.remove()
  }
}
