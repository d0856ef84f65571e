import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'
import { installDebianPackages } from './install-debian-packages.mjs'
import { installedElectron } from './installed-electron.mjs'
import { isOnPath } from './is-on-path.mjs'
import { nodeHeaders } from './node-headers.mjs'
import { projectFolder } from './project-folder.mjs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'
import { isDone, noteDone } from './stamp.mjs'

const addonPackage = join(projectFolder, 'node_modules/better-sqlite3')
/** better-sqlite3 prefers this file to its prebuilt ones when it exists. */
const compiledAddon = join(addonPackage, 'build/Release/better_sqlite3.node')

/**
 * Makes better-sqlite3 load in this Node and in Electron.
 *
 * Its prebuilt file asks for Node-API 10. Node 20 and Electron 33 offer 9, and crash on loading it, so it is tried in child
 * processes, and only where it fails is the addon compiled: once for each user, for both runtimes.
 *
 * @param {{ needsElectron: boolean }} purpose
 */
export async function buildSqliteAddon({ needsElectron }) {
  if (!(await firstFailure(needsElectron)) || (await usesEarlierBuild(needsElectron))) return
  say('• SQLite: the prebuilt addon does not load here, compiling it (a minute or two, only this once) …')
  await compile()
  const failing = await firstFailure(needsElectron)
  if (failing) {
    rmSync(cachedAddon(), { force: true })
    throw new SetUpFailure(
      `SQLite was compiled, but does not load in ${failing.name}: ${failing.output.trim()}`,
      'rm -rf node_modules && npm run setup',
    )
  }
}

/** Tries what was compiled for another checkout; it may have been on another system with the same home folder. */
async function usesEarlierBuild(needsElectron) {
  if (!existsSync(cachedAddon()) || existsSync(compiledAddon)) return false
  say('• SQLite: the prebuilt addon does not load here, using the one compiled earlier.')
  placeFile(cachedAddon(), compiledAddon)
  return !(await firstFailure(needsElectron))
}

/**
 * Opens a database in each runtime, in a process of its own, since a crash there is only an exit code here. A success is noted
 * with all that it hangs on, and not tried again.
 */
async function firstFailure(needsElectron) {
  const compiled = existsSync(compiledAddon) ? statSync(compiledAddon).size : 'none'
  for (const { id, name, program } of runtimes(needsElectron)) {
    const state = [addonVersion(), name, program, process.arch, compiled].join(' ')
    if (isDone(`sqlite-in-${id}`, state)) continue
    const script = `new (require(${JSON.stringify(addonPackage)}))(':memory:').prepare('select 1').get()`
    const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const { code, output } = await runProgram(program, ['-e', script], { environment, isQuiet: true })
    if (code !== 0) return { name, output: output || 'it crashed' }
    noteDone(`sqlite-in-${id}`, state)
  }
  return undefined
}

function runtimes(needsElectron) {
  const node = { id: 'node', name: `Node ${process.versions.node}`, program: process.execPath }
  if (!needsElectron) return [node]
  const { version, program } = installedElectron()
  return [node, { id: 'electron', name: `Electron ${version}`, program }]
}

function addonVersion() {
  return JSON.parse(readFileSync(join(addonPackage, 'package.json'), 'utf8')).version
}

/** `1` is raised whenever the way of compiling changes. */
function cachedAddon() {
  const build = `${addonVersion()}-${process.platform}-${process.arch}-1`
  return join(cacheFolder(), 'sqlite', build, 'better_sqlite3.node')
}

/**
 * The Debian packages that compiling will ask for, told before it is known for sure that the prebuilt addon fails, so that a person
 * who must have packages installed by someone else is sent there once.
 */
export function packagesForCompiling() {
  const isNodeApiTooOld = Number(process.versions.napi) < 10 || installedElectron().isFallback
  return isNodeApiTooOld && !existsSync(compiledAddon) && !existsSync(cachedAddon()) ? missingCompilers() : []
}

/** Program and Debian package bear the same name. */
function missingCompilers() {
  return process.platform === 'linux' ? ['g++', 'make', 'python3'].filter((name) => !isOnPath(name)) : []
}

/** Leaves the addon in the cache and in its package, and nothing else of what compiling makes. */
async function compile() {
  const missing = missingCompilers()
  if (missing.length > 0) await installDebianPackages(missing, 'compiling SQLite needs them')
  const nodeGyp = fileURLToPath(import.meta.resolve('node-gyp/bin/node-gyp.js'))
  const argv = [nodeGyp, 'rebuild', '--release', '--force_build=1', '--jobs=max']
  const environment = {
    ...process.env,
    // Not -DNAPI_VERSION=9: the addon makes references to strings, which version 9 refuses.
    CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL',
    // Not an argument: node-gyp prefers the variable, and npm sets it where the user's settings name another folder.
    npm_config_nodedir: await nodeHeaders(),
  }
  const { code, output } = await runProgram(process.execPath, argv, {
    folder: addonPackage,
    environment,
    isQuiet: true,
  })
  if (code === 0) placeFile(compiledAddon, cachedAddon())
  rmSync(join(addonPackage, 'build'), { recursive: true, force: true })
  if (code !== 0) {
    say(output.split('\n').slice(-40).join('\n'))
    throw new SetUpFailure(
      'SQLite could not be compiled; the last words of node-gyp are above. It needs g++, make and Python 3, or no compiler at all with Node 22 or newer and the official Electron.',
      process.platform === 'linux' ? 'sudo apt-get install -y g++ make python3' : 'install Node 22 or newer',
    )
  }
  placeFile(cachedAddon(), compiledAddon)
}

/** A copy under the final name only when it is whole. */
function placeFile(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  const unfinished = `${to}.${process.pid}.new`
  copyFileSync(from, unfinished)
  renameSync(unfinished, to)
}
