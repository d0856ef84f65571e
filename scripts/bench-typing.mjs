/**
 * `node scripts/bench-typing.mjs --archive FOLDER [--rounds 5]`: types searches into the real window and prints how long
 * each letter waits for its results. The first keystroke of each round is the first of a fresh process.
 */
import { parseArgs } from 'node:util'
import { typeInFreshProcess } from './bench/window/typing.mjs'
import { buildApp } from './set-up/build-app.mjs'

const { values } = parseArgs({
  options: { archive: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
if (values.archive === undefined) throw new Error('Name an archive: --archive FOLDER')

await buildApp()
const first = []
const others = []
for (let round = 0; round < Number(values.rounds); round++) {
  const [opening, ...later] = await typeInFreshProcess(values.archive, round)
  first.push(opening)
  others.push(...later)
}
tell('first keystroke to first results', first)
tell('any other keystroke to its results', others)

function tell(name, times) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0)
  console.log(
    `${name.padEnd(36)} median ${at(0.5)} ms, 95 in 100 below ${at(0.95)} ms, slowest ${at(1)} ms (${times.length})`,
  )
}
