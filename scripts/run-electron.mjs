import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { installedElectron } from './set-up/installed-electron.mjs'
import { projectFolder } from './set-up/project-folder.mjs'

/**
 * Runs the built app in the checkout's Electron until it ends.
 *
 * @param {string[]} argv the app's own arguments
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<number>} the exit code
 */
export function runElectron(argv, environment) {
  // Chromium's sandbox refuses to run as root. This is the only place that turns it off.
  const flags = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  const child = spawn(installedElectron().program, [...flags, projectFolder, ...argv], {
    stdio: 'inherit',
    env: environment,
  })
  passSignalsTo(child)
  endWithNpm(child)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code))
  })
}

/**
 * Ends the app when this process is asked to end, and gives it time to close its archive.
 *
 * Ctrl+C in a terminal and the end of a CI step reach the app directly as well, and Chromium takes a second signal of the same kind
 * for an order to die at once. Of another kind, it is just one more request to quit.
 */
function passSignalsTo(child) {
  process.on('SIGINT', () => child.kill('SIGTERM'))
  process.on('SIGTERM', () => child.kill('SIGHUP'))
  process.on('SIGHUP', () => child.kill('SIGTERM'))
}

/** npm that is told to end takes only its shell along, not what the shell has started. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}
