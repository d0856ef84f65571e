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
 * Makes better-sqlite3 load in this Node and, where it is installed, in Electron.
 *
 * Its prebuilt file asks for Node-API 10. Node 20 and Electron 33 offer 9, and crash on loading it, so it is tried in child
 * processes, and only where it fails is the addon compiled: once for each user, for both runtimes.
 */
export async function buildSqliteAddon() {
  if (isDone('sqlite-addon', describeState())) return
  if (await firstFailure()) {
    await useCompiledAddon()
    const failing = await firstFailure()
    if (failing) {
      rmSync(compiledAddon, { force: true })
      throw new SetUpFailure(
        `SQLite was compiled, but does not load in ${failing.name}: ${failing.output.trim()}`,
        `rm -rf ${dirname(cachedAddon())} && npm run setup`,
      )
    }
  }
  noteDone('sqlite-addon', describeState())
}

/** All that the answer of the probe hangs on. */
function describeState() {
  const electron = installedElectron()
  const compiled = existsSync(compiledAddon) ? statSync(compiledAddon).size : 'none'
  return [addonVersion(), process.execPath, process.version, process.arch, electron?.version, compiled].join(
    ' ',
  )
}

function addonVersion() {
  return JSON.parse(readFileSync(join(addonPackage, 'package.json'), 'utf8')).version
}

/** Opens a database in each runtime, in a process of its own: a crash there is an exit code here. */
async function firstFailure() {
  const script = `new (require(${JSON.stringify(addonPackage)}))(':memory:').prepare('select sqlite_version()').get()`
  const electron = installedElectron()
  const runtimes = [{ name: `Node ${process.versions.node}`, program: process.execPath }]
  if (electron) runtimes.push({ name: `Electron ${electron.version}`, program: electron.program })
  for (const { name, program } of runtimes) {
    const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const { code, output } = await runProgram(program, ['-e', script], { environment, isQuiet: true })
    if (code !== 0) return { name, output: output || 'it crashed' }
  }
  return undefined
}

/** `1` is raised whenever the way of compiling changes. */
function cachedAddon() {
  const build = `${addonVersion()}-${process.platform}-${process.arch}-1`
  return join(cacheFolder(), 'sqlite', build, 'better_sqlite3.node')
}

async function useCompiledAddon() {
  const cached = cachedAddon()
  if (existsSync(cached)) {
    say('• SQLite: using the addon compiled earlier.')
    placeFile(cached, compiledAddon)
    return
  }
  say('• SQLite: the prebuilt addon does not load here, compiling it (one or two minutes, only this once) …')
  const missing = missingCompilerPackages()
  if (missing.length > 0 && process.platform === 'linux') {
    await installDebianPackages(missing, 'compiling SQLite needs them')
  }
  await compile()
  placeFile(compiledAddon, cached)
}

/**
 * The Debian packages that compiling will ask for, told before it is known for sure that the prebuilt addon fails, so that a person
 * who must have packages installed by someone else is sent there once. (Program and package bear the same name here.)
 */
export function missingCompilerPackages() {
  const isNodeApiTooOld = Number(process.versions.napi) < 10 || installedElectron()?.isFallback
  if (!isNodeApiTooOld || existsSync(compiledAddon) || existsSync(cachedAddon())) return []
  return ['g++', 'make', 'python3'].filter((program) => !isOnPath(program))
}

async function compile() {
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
  if (code === 0) return
  say(output.split('\n').slice(-40).join('\n'))
  rmSync(join(addonPackage, 'build'), { recursive: true, force: true })
  throw new SetUpFailure(
    'SQLite could not be compiled; the last words of node-gyp are above. It needs g++, make and Python 3, or no compiler at all with Node 22 or newer and the official Electron.',
    process.platform === 'linux' ? 'sudo apt-get install -y g++ make python3' : 'install Node 22 or newer',
  )
}

/** A copy under the final name only when it is whole. */
function placeFile(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  const unfinished = `${to}.${process.pid}.new`
  copyFileSync(from, unfinished)
  renameSync(unfinished, to)
}
