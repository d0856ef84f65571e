/** Whether there is room on a disk before much is written to it. */
import { statfs } from 'node:fs/promises'
import { AppError } from '@shared/contract/app-error.ts'
import { told } from '../exporters/file-failures.ts'

/** Bytes that are free for this user on the disk of a folder. @throws AppError `cannot-write` for none */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await told(folder, () => statfs(folder))
  return bavail * bsize
}

/** @throws AppError `disk-full`, which says how much is needed */
export async function refuseWithoutRoom(folder: string, bytes: number, what: string): Promise<void> {
  const free = await freeBytes(folder)
  if (free >= bytes) return
  throw new AppError(
    'disk-full',
    `${what} needs about ${megabytes(bytes, Math.ceil)} in ${folder}, and ${megabytes(free, Math.floor)} are free there. Nothing was written. Make room or choose another disk.`,
  )
}

/** The first of some folders with room for so many bytes. @throws AppError `disk-full` */
export async function folderWithRoom(
  folders: readonly [string, ...string[]],
  bytes: number,
  what: string,
): Promise<string> {
  for (const folder of folders) if ((await freeBytes(folder)) >= bytes) return folder
  await refuseWithoutRoom(folders[0], bytes, what)
  return folders[0]
}

function megabytes(bytes: number, round: (size: number) => number): string {
  return `${round(bytes / 1_000_000).toLocaleString('en-GB')} MB`
}
