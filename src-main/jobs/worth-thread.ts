/** Which imports are saved in a thread of their own (save-thread.ts); the others are in before a thread has got up. */
import { statSync } from 'node:fs'

/** Bytes of the source. */
const worthThread = 16 << 20

/** @param size bytes of a source */
export function isWorthThread(size: number): boolean {
  return size >= worthThread
}

/** Whether one of these files is; folders and what cannot be read are not looked into. */
export function isOneWorthThread(paths: readonly string[]): boolean {
  return paths.some((path) => {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() === true && isWorthThread(stats.size)
  })
}
