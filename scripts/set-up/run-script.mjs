import { cacheFolder } from './cache-folder.mjs'
import { checkNodeVersion } from './check-node-version.mjs'
import { projectFolder } from './project-folder.mjs'
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
    const failure = error instanceof SetUpFailure ? error : explainFileError(error)
    say(`\n✗ ${failure.message}\n  To mend it: ${failure.remedy}`)
    process.exitCode = 1
  }
}

/** A folder that may not be written and a full disk are no mistakes of these scripts. */
function explainFileError(error) {
  if (error.code === 'ENOSPC') {
    return new SetUpFailure(`The disk is full: ${error.message}`, `df -h ${projectFolder} ${cacheFolder()}`)
  }
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(error.code)) throw error
  return new SetUpFailure(
    `A file could not be written: ${error.message}`,
    `ls -ld ${projectFolder} ${cacheFolder()}  (both must be yours; XDG_CACHE_HOME names another cache folder)`,
  )
}
