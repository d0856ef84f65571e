/** Runs a built bench in a fresh process of the system's Node. */
import { spawnSync } from 'node:child_process'
import { builtBench } from './build-benches.mjs'

/**
 * @param {string} name
 * @param {readonly string[]} given its arguments
 * @returns {Record<string, number>} what it measured
 */
export function measure(name, given) {
  writeOut()
  const child = spawnSync(process.execPath, [builtBench(name), ...given], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  })
  if (child.status !== 0) throw new Error(`The bench “${name}” ended with ${child.status ?? child.signal}.`)
  return JSON.parse(child.stdout.trim().split('\n').at(-1))
}

/** What a process has left to the system to be written would else be written while the next one is measured. */
function writeOut() {
  if (process.platform !== 'win32') spawnSync('sync')
}

/** As `measure`, so many times. */
export const measures = (times, name, given) => Array.from({ length: times }, () => measure(name, given))

/** Of one key of several measurements. */
export function median(of, key) {
  const sorted = of.map((one) => one[key]).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
