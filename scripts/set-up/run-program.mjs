import { spawn } from 'node:child_process'
import { projectFolder } from './project-folder.mjs'

/**
 * Runs a program to its end and never throws: a program that cannot be started has the code -1.
 *
 * Its output goes to stderr as it comes, or with `isQuiet` is only collected, for the caller to show when
 * something went wrong.
 *
 * @param {string} program
 * @param {string[]} argv
 * @param {{ folder?: string, environment?: NodeJS.ProcessEnv, isQuiet?: boolean, timeoutMs?: number, isShell?: boolean }} [how]
 * @returns {Promise<{ code: number, output: string, isTimedOut: boolean }>}
 */
export function runProgram(program, argv, how = {}) {
  const {
    folder = projectFolder,
    environment = process.env,
    isQuiet = false,
    timeoutMs,
    isShell = false,
  } = how
  return new Promise((resolve) => {
    const child = spawn(program, argv, {
      cwd: folder,
      env: environment,
      shell: isShell,
      stdio: ['ignore', isQuiet ? 'pipe' : 2, isQuiet ? 'pipe' : 2],
    })
    let output = ''
    let isTimedOut = false
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    const timer =
      timeoutMs &&
      setTimeout(() => {
        isTimedOut = true
        child.kill('SIGKILL')
      }, timeoutMs)
    const finish = (code) => {
      clearTimeout(timer)
      resolve({ code, output, isTimedOut })
    }
    child.on('error', (error) => {
      output += error.message
      finish(-1)
    })
    child.on('close', (code) => finish(code ?? -1))
  })
}
