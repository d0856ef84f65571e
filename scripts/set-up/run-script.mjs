import { checkNodeVersion } from './check-node-version.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'

/**
 * Runs a script's main function and exits with the code it returns. A step that failed is told in two lines
 * instead of a stack; anything else is a mistake in these scripts and is shown whole.
 *
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    checkNodeVersion()
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetUpFailure)) throw error
    say(`\n✗ ${error.message}\n  To mend it: ${error.remedy}`)
    process.exitCode = 1
  }
}
