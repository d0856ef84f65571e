import { existsSync } from 'node:fs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'

/** Whether the system is of the Debian family, whose package names these scripts know. */
export const hasApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get')

/**
 * The one command for a person to type.
 *
 * @param {string[]} packages
 * @param {string} [further] another command that takes root's rights
 */
export function debianCommand(packages, further) {
  const install = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
  return `sudo sh -c '${further ? `${install} && ${further}` : install}'`
}

/**
 * Installs system packages when run as root; otherwise stops with the command to run.
 *
 * @param {string[]} packages
 * @param {string} reason
 * @param {string} [further] what else root will be needed for, so that a person has one command to run and not two
 */
export async function installDebianPackages(packages, reason, further) {
  const names = packages.join(' ')
  const remedy = hasApt
    ? debianCommand(packages, further)
    : `install what Debian calls ${names}, by your system's own means`
  if (!hasApt || process.getuid() !== 0) {
    throw new SetUpFailure(
      `This system lacks ${names}: ${reason}. Installing them takes root's rights.`,
      remedy,
    )
  }
  say(`• System packages: installing ${names}, because ${reason} …`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Lists first: a new machine has none or old ones, and then apt-get finds nothing. One list that fails is no reason to stop yet.
  await runProgram('apt-get', ['update'], { environment, isQuiet: true })
  const argv = ['install', '-y', '--no-install-recommends', ...packages]
  const { code, output } = await runProgram('apt-get', argv, { environment, isQuiet: true })
  if (code === 0) return
  say(output.split('\n').slice(-20).join('\n'))
  throw new SetUpFailure(`apt-get could not install ${names}; its last words are above.`, remedy)
}
