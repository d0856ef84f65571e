import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './project-folder.mjs'
import { runNpm } from './run-npm.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'

/**
 * Makes node_modules what package-lock.json says.
 *
 * Without install scripts: no package here needs its own, and better-sqlite3's would start a compiler on an
 * npm 10, where the SQLite step knows better when to. With development packages even under NODE_ENV=production: the build is made of them.
 */
export async function installDependencies() {
  if (isInstalled()) return
  say('• Packages: node_modules differs from package-lock.json, installing with npm ci …')
  const argv = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = await runNpm(argv)
  if (code !== 0) {
    throw new SetUpFailure(
      `Packages could not be installed: npm ci ended with code ${code}; its own words are above.`,
      `npm ci --ignore-scripts --include=dev`,
    )
  }
}

/**
 * Whether each package stands in node_modules in the version of the lock file. npm keeps its own note of what it put there, so two small files
 * tell, and a package added by `npm install` counts as well as one that came by `npm ci`.
 */
function isInstalled() {
  const wanted = readPackages('package-lock.json')
  const present = readPackages('node_modules/.package-lock.json')
  if (!present) return false
  delete wanted['']
  for (const [path, entry] of Object.entries(wanted)) {
    // An optional package for another system is rightly missing here.
    if (!present[path] && !entry.optional && !entry.devOptional && !entry.peer) return false
    if (present[path] && present[path].version !== entry.version) return false
  }
  return Object.keys(present).every((path) => wanted[path])
}

function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(join(projectFolder, lockFile), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
