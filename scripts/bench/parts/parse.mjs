/** Reading the records of an export, against `JSON.parse` of the whole file. */
import { measure, median } from '../measure.mjs'
import { exportOf } from '../prepared.mjs'
import { judge, leaveOut } from '../targets.mjs'
import { line, ratio, timeLine } from '../telling.mjs'

const small = 50
const large = 1000
const cpuLimit = 0.8
const memoryLimit = 160
const growthLimit = 2.2

export function benchParse({ megabytes, runs, isLarge }) {
  const sizes = [...new Set([Math.min(small, megabytes), megabytes])].filter((size) => size <= 500)
  const ratios = sizes.map((size) => againstWhole(size, runs))
  judge(
    'P1',
    ratios.map((one) => one.toFixed(2)).join(', '),
    ratios.every((one) => one <= cpuLimit),
    megabytes,
  )
  judge('P3', '10,000 whole, 2,000 cut, 2,000 damaged: `src-main/importers/json/records.test.ts`', true)
  if (!isLarge) return leaveOut(['P2'], 'only with `--large`')
  const little = measure('parse', [exportOf(small).file]).peakMegabytes
  const { peakMegabytes: much, parsing } = measure('parse', [exportOf(large).file])
  timeLine('reading the records of 1 GB', parsing)
  const growth = much / little
  judge('P2', `${much.toFixed(0)} MB; ${growth.toFixed(1)} ×`, much <= memoryLimit && growth <= growthLimit)
}

function againstWhole(size, runs) {
  const { file } = exportOf(size)
  const ways = { whole: [], elements: [], records: [] }
  for (let run = 0; run < runs; run++) {
    for (const [way, of] of Object.entries(ways)) of.push(measure('parse', [file, way]))
  }
  const { whole, elements, records } = ways
  for (const key of ['conversations', 'messages', 'characters']) {
    if (new Set(Object.values(ways).map(([one]) => one[key])).size > 1)
      throw new Error(`The ways to read ${file} differ in ${key}.`)
  }
  timeLine(`JSON.parse of ${size} MB`, median(whole, 'parsing'))
  timeLine('  cut and parsed', median(elements, 'parsing'), median(whole, 'parsing'), 'JSON.parse')
  timeLine(
    '  as an import reads, with SHA-1',
    median(records, 'parsing'),
    median(whole, 'parsing'),
    'JSON.parse',
  )
  const cpu = (of) => ratio(median(of, 'cpu'), median(whole, 'cpu'))
  line('  CPU of these two', `${cpu(elements)}, ${cpu(records)} × JSON.parse`)
  line('  highest memory of all three', Object.values(ways).map(memoryOf).join(', '))
  return median(elements, 'cpu') / median(whole, 'cpu')
}

const memoryOf = (measured) => `${median(measured, 'peakMegabytes').toFixed(0)} MB`
