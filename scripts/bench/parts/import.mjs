/** Imports through the app: the first of a file, and the same file again; in turn with their yardstick. */
import { rmSync } from 'node:fs'
import { measure, median } from '../measure.mjs'
import { exportOf, freshFolder, readOnce, sizeOfDatabases } from '../prepared.mjs'
import { judge, leaveOut } from '../targets.mjs'
import { line, ratio, timeLine } from '../telling.mjs'

/** V8 holds no longer string, and the yardstick needs the file as one. */
const largestFloor = 500
const large = 1000

export function benchImport({ megabytes, runs, isLarge }) {
  const generated = exportOf(megabytes)
  const floors = []
  const imports = []
  const agains = []
  let databaseBytes = 0
  for (let run = 0; run < runs; run++) {
    const archive = freshFolder()
    const measured = (name) => {
      readOnce(generated.file)
      return measure(name, [generated.file, archive])
    }
    imports.push(measured('import'))
    databaseBytes = sizeOfDatabases(archive)
    // Its rows are those that the import has made.
    if (megabytes <= largestFloor) floors.push(measured('floor'))
    agains.push(measured('import'))
    rmSync(archive, { recursive: true })
  }
  const of = { imports, agains, megabytes }
  const perText = databaseBytes / median(imports, 'textBytes')
  const perJson = databaseBytes / (megabytes * 1e6)
  tell(of)
  line('databases / text, / JSON', `${perText.toFixed(2)}, ${perJson.toFixed(2)}`)
  judgeImport(of)
  judge('I7', `${perText.toFixed(2)}; ${perJson.toFixed(2)}`, perText <= 2.3 && perJson <= 1.3, megabytes)
  if (floors.length === 0) leaveOut(['I1', 'I2', 'I3', 'I6'], 'the yardstick ends at 500 MB')
  else againstFloor(floors, of)
  if (isLarge) importLarge(megabytes / median(imports, 'searchable'))
  else leaveOut(['I4'], 'only with `--large`')
}

function tell({ imports, agains, megabytes }) {
  const [last] = imports.slice(-1)
  timeLine('import: browsable', median(imports, 'browsable'))
  timeLine('import: searchable', median(imports, 'searchable'))
  timeLine('the same file again', median(agains, 'searchable'))
  line('throughput', `${(megabytes / (median(imports, 'searchable') / 1000)).toFixed(1)} MB/s`)
  line(
    'highest memory: import, again',
    [imports, agains].map((of) => `${median(of, 'peakMegabytes').toFixed(0)} MB`).join(', '),
  )
  line('longest delay of the app’s thread', `${median(imports, 'longestDelay').toFixed(0)} ms`)
  line(
    'counts',
    `${last.found} found = ${last.new} new + ${last.updated} updated + ${last.unchanged} unchanged + ${last.failed} not imported`,
  )
}

function judgeImport({ imports, megabytes }) {
  const delay = median(imports, 'longestDelay')
  const memory = median(imports, 'peakMegabytes')
  judge('I5', `${delay.toFixed(0)} ms`, delay <= 50, megabytes)
  judge('I8', `${memory.toFixed(0)} MB`, memory <= 450, megabytes)
}

function againstFloor(floors, { imports, agains, megabytes }) {
  const floor = median(floors, 'total')
  const parse = median(floors, 'parse')
  const [browsable, searchable] = ['browsable', 'searchable'].map((key) => median(imports, key))
  const again = median(agains, 'searchable')
  const cpu = median(imports, 'searchableCpu') / median(floors, 'totalCpu')
  timeLine('JSON.parse of the file', parse)
  timeLine('floor: JSON.parse, laid out flat, bare inserts', floor)
  const isQuick = browsable <= 0.9 * floor && browsable <= 1.7 * parse
  judge(
    'I1',
    `${ratio(browsable, floor)} × floor, ${ratio(browsable, parse)} × \`JSON.parse\``,
    isQuick,
    megabytes,
  )
  judge('I2', `${ratio(searchable, floor)} × floor`, searchable <= 2 * floor, megabytes)
  judge('I3', `${cpu.toFixed(2)} × floor`, cpu <= 3.4, megabytes)
  const changed = agains.reduce((sum, one) => sum + one.new + one.updated, 0)
  judge(
    'I6',
    `${ratio(again, parse)} × \`JSON.parse\`, ${changed} new`,
    again <= 0.5 * parse && changed === 0,
    megabytes,
  )
}

/** @param rate MB in a millisecond, of the usual export */
function importLarge(rate) {
  const archive = freshFolder()
  const once = measure('import', [exportOf(large).file, archive])
  rmSync(archive, { recursive: true })
  const pace = large / once.searchable / rate
  timeLine('import of 1 GB: searchable', once.searchable)
  judge(
    'I4',
    `${once.peakMegabytes.toFixed(0)} MB; ${pace.toFixed(2)} ×`,
    once.peakMegabytes <= 600 && pace >= 0.9,
  )
}
