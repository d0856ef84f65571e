import { resolve } from 'node:path'
import { projectFolder } from './set-up/project-folder.mjs'

/**
 * Goes to the folder in which the command was typed, so that relative file names mean what they say: npm runs every
 * script in the project's folder and notes the caller's in INIT_CWD. Started without npm, that note is someone else's.
 *
 * @param {string} script the script's name in package.json
 */
export function enterFolderOfCaller(script) {
  const { INIT_CWD, npm_lifecycle_event } = process.env
  if (!INIT_CWD || npm_lifecycle_event !== script || resolve(process.cwd()) !== resolve(projectFolder)) return
  process.chdir(INIT_CWD)
}
