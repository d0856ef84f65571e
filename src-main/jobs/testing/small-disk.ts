/** A disk of a few hundred KB for tests of what happens when it is full: a tmpfs, which only root may mount. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'

const [mounter, unmounter] = ['/bin/mount', '/bin/umount'] as const

/**
 * Puts an empty disk of so many KB at a folder; answers why that cannot be had here, or how to take it away again.
 *
 * @param folder empty, or not there
 */
export function mountSmallDisk(
  folder: string,
  kilobytes: number,
): { readonly refused: string } | { readonly refused: null; unmount(): void } {
  if (process.platform !== 'linux') return { refused: 'A tmpfs is had on Linux only.' }
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync(mounter, ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    return { refused: `A tmpfs may not be mounted here: ${String(error)}` }
  }
  return { refused: null, unmount: () => void execFileSync(unmounter, [folder]) }
}

/** The names of all files on it, hidden ones too. */
export function filesOn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted()
}
