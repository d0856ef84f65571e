/**
 * `npm run bench [-- --mb 300] [--runs 3]`: how fast an import, a search and an export are, against yardsticks of the same minute.
 *
 * Everything runs in fresh processes of the system's Node, yardstick and import in turn; medians and ratios are
 * printed. The export is generated once for each size and kept in the cache folder.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { declareParquetNames } from './declare-parquet-names.mjs'
import { cacheFolder } from './set-up/cache-folder.mjs'

const { values } = parseArgs({
  options: { mb: { type: 'string', default: '300' }, runs: { type: 'string', default: '3' } },
})
const megabytes = Number(values.mb)
const runs = Number(values.runs)
const root = resolve(import.meta.dirname, '..')
const built = join(root, 'out/bench')

await buildBenches()
const generated = generate()
console.log(
  `${megabytes} MB, ${generated.conversations} conversations, ${generated.messages} messages, ${(generated.characters / 1e6).toFixed(0)} M characters of text`,
)
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, medians of ${runs} runs\n`,
)

const floors = []
const imports = []
const agains = []
let archive = ''
let databaseBytes = 0
for (let run = 0; run < runs; run++) {
  if (archive !== '') rmSync(archive, { recursive: true })
  archive = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
  if (megabytes <= 500) floors.push(measure('floor', [generated.file]))
  imports.push(measure('import', [generated.file, archive]))
  databaseBytes = sizeOf(archive, ['archive.sqlite', 'index.sqlite', 'terms.sqlite'])
  agains.push(measure('import', [generated.file, archive]))
}

const floor = floors.length > 0 ? median(floors, 'total') : null
const parse = floors.length > 0 ? median(floors, 'parse') : null
row('JSON.parse of the file', parse)
row('floor: JSON.parse + bare inserts', floor)
row('import: browsable', median(imports, 'browsable'), floor)
row('import: searchable', median(imports, 'searchable'), floor)
row('the same file again', median(agains, 'searchable'), parse, 'JSON.parse')
console.log(
  `CPU of the import / of the floor       ${ratio(median(imports, 'cpu'), floors.length > 0 ? median(floors, 'cpu') : null)}`,
)
console.log(
  `throughput                             ${(megabytes / (median(imports, 'searchable') / 1000)).toFixed(1)} MB/s`,
)
console.log(
  `peak memory: import, again, floor      ${[imports, agains, floors].map((of) => (of.length > 0 ? `${median(of, 'peakMegabytes').toFixed(0)} MB` : '–')).join(', ')}`,
)
console.log(`longest delay of the app's thread      ${median(imports, 'longestDelay').toFixed(0)} ms`)
console.log(
  `databases / text, / JSON               ${(databaseBytes / generated.characters).toFixed(2)}, ${(databaseBytes / (megabytes * 1e6)).toFixed(2)}`,
)
const last = imports.at(-1)
console.log(
  `counts                                 ${last.found} found = ${last.new} new + ${last.updated} updated + ${last.unchanged} unchanged + ${last.failed} not imported\n`,
)

const search = Array.from({ length: runs }, () => measure('search', [archive]))
console.log('search, 50 hits with snippets and total, first run of each query, milliseconds:')
for (const name of Object.keys(search[0]).filter((key) => key.endsWith(' p50'))) {
  const kind = name.slice(0, -4)
  console.log(
    `  ${kind.padEnd(12)} p50 ${median(search, name).toFixed(1).padStart(7)}   p95 ${median(search, `${kind} p95`).toFixed(1).padStart(7)}`,
  )
}

console.log('\nexport of 1,000 conversations to a file each, against writing the same bytes:')
for (const format of ['text', 'markdown', 'json', 'csv', 'html', 'dti', 'openwebui']) {
  const of = Array.from({ length: runs }, () => measure('export', [archive, format, 'folder', '1000']))
  const rate = median(of, 'megabytes') / (median(of, 'export') / 1000)
  const peak = `${median(of, 'exportPeak').toFixed(0)} MB at most`
  row(
    `  ${format}, ${rate.toFixed(0)} MB/s, ${peak}`,
    median(of, 'export'),
    median(of, 'bareWrite'),
    'bare writing',
  )
}
const everything = [
  measure('export', [archive, 'markdown', 'folder', '100000']),
  measure('export', [archive, 'markdown', 'zip', '100000']),
]
for (const [index, way] of ['files', 'one zip'].entries()) {
  const { conversations, exportPeak, export: time } = everything[index]
  row(`  all ${conversations} to Markdown, ${way}, ${exportPeak.toFixed(0)} MB at most`, time)
}

console.log('\ndataset of 100,000 records, checked before and after, against writing the same JSON lines:')
for (const format of ['jsonl', 'csv', 'parquet']) {
  const one = measure('dataset', [format, '100000'])
  const rate = (one.records / (one.dataset / 1000)).toFixed(0)
  const size = `${one.megabytes.toFixed(0)} MB, ${one.datasetPeak.toFixed(0)} MB at most`
  row(`  ${format}, ${rate} records/s, ${size}`, one.dataset, one.bare, 'bare lines')
}
rmSync(archive, { recursive: true })

async function buildBenches() {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [declareParquetNames()],
    resolve: { alias: { '@shared': join(root, 'src-shared') } },
    build: {
      ssr: true,
      target: 'node20',
      outDir: built,
      emptyOutDir: true,
      rolldownOptions: {
        external: ['better-sqlite3'],
        input: {
          generate: join(root, 'scripts/bench/generate.ts'),
          floor: join(root, 'scripts/bench/floor.ts'),
          import: join(root, 'scripts/bench/import.ts'),
          search: join(root, 'scripts/bench/search.ts'),
          export: join(root, 'scripts/bench/export.ts'),
          dataset: join(root, 'scripts/bench/dataset.ts'),
          worker: join(root, 'src-main/jobs/worker.ts'),
          'index-thread': join(root, 'src-main/threads/index-thread.ts'),
          'save-thread': join(root, 'src-main/jobs/save-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
  if (!existsSync(join(built, 'package.json')))
    writeFileSync(join(built, 'package.json'), '{"type":"module"}\n')
}

function generate() {
  const folder = join(cacheFolder(), 'bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `chatgpt-${megabytes}.json`)
  const facts = `${file}.facts`
  if (!existsSync(facts)) {
    console.log(`Generating ${file} …`)
    writeFileSync(facts, JSON.stringify(measure('generate', [file, String(megabytes)])))
  }
  return { file, ...JSON.parse(readFileSync(facts, 'utf8')) }
}

function measure(name, given) {
  const child = spawnSync(process.execPath, [join(built, `${name}.js`), ...given], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  })
  if (child.status !== 0) throw new Error(`The bench “${name}” ended with ${child.status ?? child.signal}.`)
  return JSON.parse(child.stdout.trim().split('\n').at(-1))
}

function median(of, key) {
  const sorted = of.map((one) => one[key]).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function row(name, milliseconds, yardstick = null, yardstickName = 'floor') {
  if (milliseconds === null) return
  const against = yardstick === null ? '' : `   ${ratio(milliseconds, yardstick)} × ${yardstickName}`
  console.log(`${name.padEnd(38)} ${(milliseconds / 1000).toFixed(2)} s${against}`)
}

function ratio(a, b) {
  return b === null ? '–' : (a / b).toFixed(2)
}

function sizeOf(folder, names) {
  return names
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((a, b) => a + b, 0)
}
