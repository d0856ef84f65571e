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

/** Imported files as they came in. */
export function originalsFolderOf(folder: string): string {
  return join(folder, 'originals')
}

/** The locks of imports that are running. */
export function runningFolderOf(folder: string): string {
  return join(folder, 'running')
}

/** The HTML archives that were written. */
export function htmlArchivesFolderOf(folder: string): string {
  return join(folder, 'html-archives')
}

/** The datasets that were made. */
export function datasetsFolderOf(folder: string): string {
  return join(folder, 'datasets')
}
