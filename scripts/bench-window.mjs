/**
 * `node scripts/bench-window.mjs [--zip] [--mb 1000] [--assets 2000]`: one import through the real app in Electron, and
 * how the window felt meanwhile.
 *
 * Prints the highest memory of all processes together, how often progress was told, and the slowest answers to a person's
 * hand: a frame of the window, a question to the main process, one to the archive.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from '@playwright/test'
import { build } from 'vite'
import { openDisplay } from './display.mjs'
import { memoryByKind } from './process-memory.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { cacheFolder } from './set-up/cache-folder.mjs'
import { installedElectron } from './set-up/installed-electron.mjs'

const { values } = parseArgs({
  options: {
    zip: { type: 'boolean', default: false },
    mb: { type: 'string', default: '1000' },
    assets: { type: 'string', default: '2000' },
  },
})
const root = resolve(import.meta.dirname, '..')
const memoryPause = 250

await buildApp()
const exported = await generate()
const folder = mkdtempSync(join(tmpdir(), 'stemma-window-'))
/** What all processes held, each time that it was looked at. */
const memory = []
try {
  const app = await _electron.launch({
    executablePath: installedElectron().program,
    cwd: root,
    args: ['.', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--archive', join(folder, 'archive')],
    env: { ...(await openDisplay()), XDG_CONFIG_HOME: join(folder, 'config') },
  })
  const window = await app.firstWindow()
  await window.getByRole('navigation', { name: 'Views' }).waitFor()
  const watching = setInterval(() => lookAtMemory(app.process().pid), memoryPause)
  const felt = await window.evaluate(importAndFeel, exported.file)
  clearInterval(watching)
  tell(felt)
  await app.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Runs in the window: imports a file and notes how long everything takes that a person would wait for. */
async function importAndFeel(file) {
  const bridge = globalThis.stemma
  const pings = { frame: [], main: [], archive: [] }
  const progress = { opening: [], reading: [], keeping: [], indexing: [] }
  const state = { isDone: false }
  const framesBetweenQuestions = 6
  let begun = 0

  const ended = new Promise((done) => {
    bridge.on((event) => {
      if (event.kind !== 'job' || event.job.kind !== 'import') return
      progress[event.job.progress.phase]?.push(performance.now())
      if (event.job.state !== 'running') done(event.job)
    })
  })
  const frames = async () => {
    let last = performance.now()
    while (!state.isDone) {
      await new Promise(requestAnimationFrame)
      const drawn = performance.now()
      pings.frame.push(drawn - last)
      last = drawn
    }
  }
  const ask = async (name, list) => {
    while (!state.isDone) {
      const asked = performance.now()
      await bridge.call(name, {})
      list.push(performance.now() - asked)
      // Asking without a pause would fill the window with garbage of the questions themselves.
      for (let frame = 0; frame < framesBetweenQuestions; frame++) await new Promise(requestAnimationFrame)
    }
  }
  // What a start costs is not what an import costs.
  await new Promise((next) => requestIdleCallback(next))
  begun = performance.now()
  const started = await bridge.call('import.start', { paths: [file] })
  if (!started.ok) throw new Error(started.error.message)
  const feeling = [frames(), ask('desktop.environment', pings.main), ask('settings.get', pings.archive)]
  const job = await ended
  state.isDone = true
  await Promise.all(feeling)
  const [report] = job.result?.reports ?? []
  const { timeOrigin } = performance
  const took = performance.now() - begun
  return { pings, progress, timeOrigin, took, state: job.state, error: job.error, report }
}

function tell({ pings, progress, timeOrigin, took, state, error, report }) {
  if (state !== 'done' || report === undefined)
    throw new Error(`The import ended as ${state}: ${error?.message}`)
  const { attachments } = report
  const megabytes = (exported.bytes / 1e6).toFixed(0)
  console.log(
    `${megabytes} MB, ${exported.conversations} conversations, ${exported.messages} messages, ${exported.assets ?? 0} pictures`,
  )
  line(
    'import until found by search',
    `${(took / 1000).toFixed(1)} s, ${report.new} new, ${report.failed.length} failed`,
  )
  line('pictures', `${attachments.matched} matched, ${attachments.missing} missing`)
  line('highest memory, all processes', memoryText(memory))
  for (const [phase, times] of Object.entries(progress)) {
    if (times.length < 2) continue
    const [from, to] = [times[0], times.at(-1)].map((time) => timeOrigin + time)
    line(`memory, ${phase}`, memoryText(memory.filter(({ at }) => at >= from && at <= to)))
    const seconds = (times.at(-1) - times[0]) / 1000
    const gaps = times.slice(1).map((time, index) => time - times[index])
    line(
      `progress, ${phase}`,
      `${(times.length / Math.max(seconds, 0.001)).toFixed(1)} a second, longest silence ${Math.max(...gaps).toFixed(0)} ms`,
    )
  }
  for (const [name, list] of Object.entries(pings)) {
    const sorted = list.toSorted((a, b) => a - b)
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0)
    const slow = list.filter((ping) => ping > 100).length
    line(
      `ping, ${name}`,
      `slowest ${at(1)} ms, 99 in 100 below ${at(0.99)} ms, ${slow} of ${list.length} above 100 ms`,
    )
  }
}

function line(name, text) {
  console.log(`${name.padEnd(34)} ${text}`)
}

function lookAtMemory(pid) {
  const parts = memoryByKind(pid)
  memory.push({ at: Date.now(), sum: Object.values(parts).reduce((sum, part) => sum + part, 0), parts })
}

function memoryText(samples) {
  const highest = samples.toSorted((a, b) => b.sum - a.sum)[0]
  if (highest === undefined) return 'not looked at'
  const parts = Object.entries(highest.parts).map(([kind, megabytes]) => `${kind} ${megabytes.toFixed(0)}`)
  return `${highest.sum.toFixed(0)} MB (${parts.join(', ')})`
}

/** The export, generated once for each size and kept in the cache folder. */
async function generate() {
  const cache = join(cacheFolder(), 'bench')
  mkdirSync(cache, { recursive: true })
  const name = values.zip ? `chatgpt-${values.mb}-${values.assets}.zip` : `chatgpt-${values.mb}.json`
  const file = join(cache, name)
  const facts = `${file}.facts`
  if (!existsSync(facts)) {
    console.log(`Generating ${file} …`)
    const program = await buildGenerator()
    const given = [program, file, values.mb, ...(values.zip ? [values.assets] : [])]
    const child = spawnSync(process.execPath, given, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (child.status !== 0) throw new Error('The export could not be generated.')
    writeFileSync(facts, child.stdout)
  }
  return { file, bytes: statSync(file).size, ...JSON.parse(readFileSync(facts, 'utf8')) }
}

async function buildGenerator() {
  const name = values.zip ? 'generate-zip' : 'generate'
  const outDir = join(root, 'out/bench-generator')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, `scripts/bench/${name}.ts`),
      target: 'node20',
      outDir,
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  })
  return join(outDir, `${name}.mjs`)
}
