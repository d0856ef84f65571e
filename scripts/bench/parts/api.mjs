/** Lists and searches over HTTP, against the same in the process. */
import { measure } from '../measure.mjs'
import { counted } from '../telling.mjs'

export function benchApi({ records }) {
  const times = measure('http', [String(records)])
  const names = Object.keys(times).flatMap((name) => /^(.*): in process p50$/.exec(name)?.[1] ?? [])
  console.log(`local API, ${counted(records)} conversations, p50 and p95 in ms:`)
  for (const name of names) {
    const pair = (way) => ['p50', 'p95'].map((at) => times[`${name}: ${way} ${at}`].toFixed(1)).join(' and ')
    const crowd = `ten at once ${times[`${name}: HTTP ten at once p95`].toFixed(1)} (p95), ${times[`${name}: HTTP answers per second`].toFixed(0)} answers/s`
    console.log(`  ${name.padEnd(26)} ${pair('HTTP')}, in the process ${pair('in process')}; ${crowd}`)
  }
}
