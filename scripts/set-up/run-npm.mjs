import { basename } from 'node:path'
import { runProgram } from './run-program.mjs'

/**
 * Runs npm: the very one that started this script, where there is one, because a machine may have several.
 * Windows has no `npm` program but a command file, which only a shell can start.
 */
export function runNpm(argv, how = {}) {
  const { npm_execpath: npmScript } = process.env
  // pnpm and yarn set the variable too, to themselves.
  if (npmScript && basename(npmScript) === 'npm-cli.js')
    return runProgram(process.execPath, [npmScript, ...argv], how)
  return runProgram('npm', argv, { ...how, isShell: process.platform === 'win32' })
}
