/**
 * Lists the files of a dropped folder. Follows no links, opens nothing; zips among them are nested-zips.ts's work.
 */
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dirent, Stats } from 'node:fs'
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import { stopIfCancelled } from './cancellation.ts'
import type { Entry } from './entry.ts'
import { isSystemFile } from './entry.ts'
import { asUnreadable, bytesOfFile } from './file-bytes.ts'
import type { Limits } from './limits.ts'

export interface Listing {
  readonly entries: Entry[]
  readonly remarks: ImportProblem[]
}

/**
 * All regular files under a folder, sorted by name so that shards come in order.
 * What is passed over (links, pipes, unreadable folders, too deep ones) is a remark.
 * Throws AppError `file-too-large` past `limits.entries`, `unreadable-file` when the folder itself cannot be listed.
 */
export async function listFolder(folder: string, limits: Limits, signal?: AbortSignal): Promise<Listing> {
  const listing: Listing = { entries: [], remarks: [] }
  const waiting: { path: string; name: string; depth: number }[] = [{ path: folder, name: '', depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    stopIfCancelled(signal)
    let children: Dirent[]
    try {
      children = await childrenOf(next.path, limits)
    } catch (error) {
      const unreadable = asUnreadable(next.path, error)
      if (next.depth === 0 || unreadable.kind === 'file-too-large') throw unreadable
      listing.remarks.push({ where: next.name, reason: unreadable.message })
      continue
    }
    for (const child of children) {
      const path = join(next.path, child.name)
      const name = next.name === '' ? child.name : `${next.name}/${child.name}`
      if (isSystemFile(child.isDirectory() ? `${name}/` : name)) continue
      if (child.isDirectory()) {
        if (next.depth + 1 < limits.folderDepth) waiting.push({ path, name, depth: next.depth + 1 })
        else
          listing.remarks.push({ where: name, reason: 'The folder lies too deep and was not looked into.' })
      } else if (child.isFile()) {
        await addFile(listing, path, name)
        if (listing.entries.length > limits.entries) throw tooManyFiles(limits)
      } else {
        listing.remarks.push({
          where: name,
          reason: child.isSymbolicLink()
            ? 'It is a link to another place and was not followed.'
            : 'It is not a regular file and was passed over.',
        })
      }
    }
  }
  listing.entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return listing
}

async function childrenOf(path: string, limits: Limits): Promise<Dirent[]> {
  const children: Dirent[] = []
  for await (const child of await opendir(path)) {
    children.push(child)
    if (children.length > limits.entries) throw tooManyFiles(limits)
  }
  return children
}

async function addFile(listing: Listing, path: string, name: string): Promise<void> {
  let stats: Stats
  try {
    stats = await lstat(path)
  } catch (error) {
    listing.remarks.push({ where: name, reason: asUnreadable(path, error).message })
    return
  }
  const { size } = stats
  listing.entries.push({ name, size, file: path, read: (signal) => bytesOfFile(path, size, signal) })
}

function tooManyFiles(limits: Limits): AppError {
  return new AppError(
    'file-too-large',
    `The folder holds more than ${limits.entries.toLocaleString('en')} files. Choose the folder of one export.`,
  )
}
