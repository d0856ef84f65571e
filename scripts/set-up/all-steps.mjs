import { buildSqliteAddon } from './build-sqlite-addon.mjs'
import { checkSandbox } from './check-sandbox.mjs'
import { installDependencies } from './install-dependencies.mjs'
import { installElectron } from './install-electron.mjs'
import { installSystemLibraries } from './install-system-libraries.mjs'

/**
 * Makes a fresh checkout ready to build and run. Each step looks whether it is done, which takes milliseconds, and does
 * what is missing. Nothing but Node's own modules is used until the packages are there.
 *
 * @param {{ needsWindow?: boolean, isForTests?: boolean }} [purpose] the command line's text commands need no Electron, and run on machines
 *   that could not start it
 */
export async function setUp({ needsWindow = true, isForTests = false } = {}) {
  await installDependencies()
  if (needsWindow) {
    await installElectron()
    await installSystemLibraries({ isForTests })
    await checkSandbox()
  }
  await buildSqliteAddon({ needsElectron: needsWindow })
}
