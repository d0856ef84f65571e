/** Which imports are saved in a thread of their own (save-thread.ts); the others are in before a thread has got up. */
import { statSync } from 'node:fs'

/** Bytes of the source. */
const worthThread = 16 << 20

/** @param size bytes of a source */
export function isWorthThread(size: number): boolean {
  return size >= worthThread
}

/** Whether one of these files is; folders are not looked into, and what cannot be read is told by whoever imports it. */
export function isOneWorthThread(paths: readonly string[]): boolean {
  return paths.some((path) => isWorthThread(fileSize(path)))
}

function fileSize(path: string): number {
  try {
    const stats = statSync(path)
    return stats.isFile() ? stats.size : 0
  } catch {
    return 0
  }
}
