/**
 * `node scripts/bench-window.mjs [--zip] [--mb 1000] [--assets 2000]`: one import through the real app in Electron, and
 * how the window felt meanwhile.
 *
 * Prints the highest memory of all processes together, how often progress was told, and the slowest answers to a person's
 * hand: a frame of the window, a question to the main process, one to the archive.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildBenches } from './bench/build-benches.mjs'
import { exportOf, zippedExportOf } from './bench/prepared.mjs'
import { importInWindow } from './bench/window/import.mjs'
import { buildApp } from './set-up/build-app.mjs'

const { values } = parseArgs({
  options: {
    zip: { type: 'boolean', default: false },
    mb: { type: 'string', default: '1000' },
    assets: { type: 'string', default: '2000' },
  },
})

await buildApp()
await buildBenches()
const megabytes = Number(values.mb)
const exported = values.zip ? zippedExportOf(megabytes, Number(values.assets)) : exportOf(megabytes)
const folder = mkdtempSync(join(tmpdir(), 'stemma-window-'))
try {
  tell(await importInWindow(exported.file, join(folder, 'archive')))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function tell({ pings, progress, timeOrigin, took, state, error, report, memory }) {
  if (state !== 'done' || report === undefined)
    throw new Error(`The import ended as ${state}: ${error?.message}`)
  const { attachments } = report
  console.log(
    `${(statSync(exported.file).size / 1e6).toFixed(0)} MB, ${exported.conversations} conversations, ${exported.messages} messages, ${exported.assets ?? 0} pictures`,
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

function memoryText(samples) {
  const highest = samples.toSorted((a, b) => b.sum - a.sum)[0]
  if (highest === undefined) return 'not looked at'
  const parts = Object.entries(highest.parts).map(([kind, held]) => `${kind} ${held.toFixed(0)}`)
  return `${highest.sum.toFixed(0)} MB (${parts.join(', ')})`
}
