/**
 * The folder of files that lie beside an exported one: `NAME_assets`. It is filled under a passing name and gets its own
 * when all is written; a folder that is there already is never touched, the new one gets a number.
 */
import { constants, existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import { told } from './file-failures.ts'
import { safeFileName, uniqueName } from './file-names.ts'

export interface AssetFolder {
  /** Copies a file into it; answers its path from the exported file. The same source is copied once. */
  add(source: string, name: string): Promise<string>
  /** Gives the folder its name. */
  place(): Promise<void>
  /** Removes it under whichever name it has. */
  remove(): Promise<void>
}

let foldersMade = 0

/** The folder of a file; nothing is made before something is added. */
export function openAssets(path: string): AssetFolder {
  const names = new AssetNames()
  let target: string | null = null
  let part = ''
  let isPlaced = false

  async function begin(): Promise<string> {
    target = freeFolder(path)
    foldersMade += 1
    part = join(dirname(path), `.${basename(target)}.${process.pid}.${foldersMade}.part`)
    await told(target, () => mkdir(part, { mode: 0o700 }))
    return target
  }

  return {
    async add(source, name) {
      const folder = target ?? (await begin())
      const { name: own, isNew } = names.of(source, name)
      if (isNew) {
        if (!existsSync(source)) throw missing(name)
        await told(join(folder, own), () => copyFile(source, join(part, own), constants.COPYFILE_FICLONE))
      }
      return `${basename(folder)}/${own}`
    },
    async place() {
      if (target === null) return
      const folder = target
      await told(folder, () => rename(part, folder))
      isPlaced = true
    },
    async remove() {
      if (target !== null) await rm(isPlaced ? target : part, { recursive: true, force: true })
    },
  }
}

/** The names of assets in one folder: unique, and one for each source. */
export class AssetNames {
  readonly #bySource = new Map<string, string>()
  readonly #taken = new Set<string>()

  of(source: string, wanted: string): { readonly name: string; readonly isNew: boolean } {
    const before = this.#bySource.get(source)
    if (before !== undefined) return { name: before, isNew: false }
    const name = uniqueName(safeFileName(wanted), this.#taken)
    this.#bySource.set(source, name)
    return { name, isNew: true }
  }
}

/** The name of the folder of assets of a file. */
export function assetFolderName(path: string): string {
  return `${basename(path, extname(path))}_assets`
}

export function missing(name: string): AppError {
  return new AppError(
    'not-found',
    `The file “${name}” is no longer in the archive, so it could not be copied.`,
  )
}

function freeFolder(path: string): string {
  const first = join(dirname(path), assetFolderName(path))
  let folder = first
  for (let number = 2; existsSync(folder); number++) folder = `${first}-${number}`
  return folder
}
