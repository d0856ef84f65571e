import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneAtATime } from './one-at-a-time.mjs'
import { projectFolder } from './project-folder.mjs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'

const output = join(projectFolder, 'out')
const builtFrom = join(output, '.built-from')
const results = ['main/main.js', 'preload/preload.cjs', 'renderer/index.html']

/** Everything at the top level that goes into the build. */
const isSource = (name) =>
  name.startsWith('src-') ||
  ['resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'].includes(name)

/** Lies among the sources and is not built: a new test or picture is no reason to build. */
const isLeftOut = (name) => name === 'fixtures' || name === 'screenshots' || /\.test\.tsx?$/.test(name)

/** Builds the app into `out/`, unless it was built from these very sources. */
export async function buildApp() {
  if (isBuilt(fingerprint())) return
  await oneAtATime('build', async () => {
    // Taken before building: what is edited meanwhile makes the next start build again.
    const sources = fingerprint()
    if (isBuilt(sources)) return
    say('• Build: the sources are newer than out/, building the app …')
    // A build that fails half-way leaves something, but not what was noted.
    rmSync(builtFrom, { force: true })
    const electronVite = join(projectFolder, 'node_modules/electron-vite/bin/electron-vite.js')
    const { code, output: words } = await runProgram(process.execPath, [electronVite, 'build'], {
      isQuiet: true,
    })
    if (code !== 0) {
      say(words)
      throw new SetUpFailure('The app could not be built; the reason is above.', 'npm run build')
    }
    writeFileSync(builtFrom, sources)
  })
}

function isBuilt(sources) {
  return (
    results.every((name) => existsSync(join(output, name))) &&
    existsSync(builtFrom) &&
    readFileSync(builtFrom, 'utf8') === sources
  )
}

/** A hash over name, size and time of every source: unlike the newest time alone, it notices removed and older files. */
function fingerprint() {
  const hash = createHash('sha256')
  const addFile = (path) => {
    const { size, mtimeMs } = statSync(join(projectFolder, path))
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  const addFolder = (folder) => {
    for (const entry of readdirSync(join(projectFolder, folder), { withFileTypes: true })) {
      if (folder === '' ? !isSource(entry.name) : isLeftOut(entry.name)) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) addFolder(path)
      else addFile(path)
    }
  }
  addFolder('')
  return hash.digest('hex')
}
