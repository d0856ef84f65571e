/** Where the things of an archive stand in its folder. */
import { join } from 'node:path'

export function databaseOf(folder: string): string {
  return join(folder, 'archive.sqlite')
}

export function filesFolderOf(folder: string): string {
  return join(folder, 'files')
}

export function backupsFolderOf(folder: string): string {
  return join(folder, 'backups')
}
