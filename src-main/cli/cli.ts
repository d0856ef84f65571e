/**
 * The entry of the command line in plain Node: what needs no window runs here.
 *
 * `scripts/stemma.mjs` starts it, or Electron instead where `needsDesktop` says so.
 */
import { runCommandLine } from './run-command-line.ts'

/** Carries out one command and answers with the exit code: 0 all well, 1 something failed, 2 wrong usage. */
export function main(argv: readonly string[]): Promise<number> {
  return runCommandLine(argv, null)
}

export { needsDesktop } from './run-command-line.ts'
