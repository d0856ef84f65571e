/** Makes a folder that a person has named, which may lie anywhere. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it that are not there; one that is there stays as it is. Throws what the system says.
 *
 * Node's own `recursive` takes "no such file" for a missing parent and begins again, for ever where a file system
 * answers so to every new folder (`/proc`).
 *
 * @param mode of the folders that are made
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = []
  for (let at = resolve(folder); !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.push(at)
  for (const path of missing.toReversed()) {
    try {
      mkdirSync(path, { mode })
    } catch (error) {
      // Another program may have made it meanwhile.
      if (!existsSync(path)) throw error
    }
  }
  // Refuses a file of that name.
  mkdirSync(folder, { recursive: true, mode })
}
