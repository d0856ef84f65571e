import { spawn } from 'node:child_process'
import { projectFolder } from '../set-up/project-folder.mjs'
import { say } from '../set-up/say.mjs'

/**
 * Runs one program of node_modules with its output shown as it comes, and returns its exit code.
 *
 * @param {string[]} argv a script below node_modules, then its arguments
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<number>}
 */
export function runStep([script, ...argv], environment) {
  const child = spawn(process.execPath, [`${projectFolder}node_modules/${script}`, ...argv], {
    cwd: projectFolder,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(error.message)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}
