import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stampFolder } from './project-folder.mjs'

/**
 * Whether a step noted that it was done in exactly this state: all that its result hangs on, as one line.
 *
 * @param {string} step
 * @param {string} state
 */
export function isDone(step, state) {
  const file = join(stampFolder, step)
  return existsSync(file) && readFileSync(file, 'utf8') === state
}

export function noteDone(step, state) {
  const file = join(stampFolder, step)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, state)
}
