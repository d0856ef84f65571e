import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installedElectron } from './installed-electron.mjs'
import { runProgram } from './run-program.mjs'
import { SetUpFailure } from './set-up-failure.mjs'
import { isDone, noteDone } from './stamp.mjs'

/** Stops where Electron could not start its sandbox, without which it aborts. */
export async function checkSandbox() {
  const command = await missingSandboxCommand()
  if (!command) return
  throw new SetUpFailure(
    'Electron cannot start its sandbox: this system grants no user namespaces, and the helper program does not belong to root.',
    `sudo sh -c '${command}'`,
  )
}

/**
 * Returns the command that makes the sandbox work, or undefined where it works.
 *
 * Chromium uses the kernel's user namespaces, or where a system forbids them to ordinary users (Ubuntu since 23.10, many
 * containers), a helper program that belongs to root. Root itself runs without a sandbox.
 */
export async function missingSandboxCommand() {
  if (process.platform !== 'linux' || process.getuid() === 0) return undefined
  const helper = join(dirname(installedElectron().program), 'chrome-sandbox')
  if (belongsToRoot(helper)) return undefined
  const state = `user namespaces for ${process.getuid()}`
  if (isDone('sandbox', state)) return undefined

  // Mapping the user is part of the test: some systems grant the namespace and no rights in it.
  const { code } = await runProgram('unshare', ['--user', '--map-root-user', 'true'], { isQuiet: true })
  if (code !== 0) return `chown root:root ${helper} && chmod 4755 ${helper}`
  noteDone('sandbox', state)
  return undefined
}

function belongsToRoot(helper) {
  const { uid, mode } = statSync(helper)
  return uid === 0 && (mode & 0o4755) === 0o4755
}
