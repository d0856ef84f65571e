/**
 * `npm run bench [-- --mb 300] [--runs 3] [--messages 10000,100000,1000000]`: how fast an import, a search and an export are, against yardsticks of the same minute.
 *
 * Everything runs in fresh processes of the system's Node, yardstick and import in turn; medians and ratios are
 * printed. The export is generated once for each size and kept in the cache folder.
 */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { draw, writeLongConversation } from './bench/draw.mjs'
import { mendParquetjs } from './mend-parquetjs.mjs'
import { openDisplay } from './display.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { cacheFolder } from './set-up/cache-folder.mjs'
import { installedElectron } from './set-up/installed-electron.mjs'

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
    messages: { type: 'string', default: '10000,100000,1000000' },
  },
})
const megabytes = Number(values.mb)
const runs = Number(values.runs)
const scales = values.messages.split(',').map(Number)
const root = resolve(import.meta.dirname, '..')
const built = join(root, 'out/bench')
/** Archives of rising size have about ten messages in a conversation, so many times fewer than the large export. */
const shorter = 2.5
/** Of such an export. */
const messagesPerMegabyte = 575

await buildBenches()
const generated = generate(megabytes)
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
  databaseBytes = sizeOfDatabases(archive)
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

tellSearch(Array.from({ length: runs }, () => measure('search', [archive])))

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
localApi()
await htmlArchive()
await drawing()
rmSync(archive, { recursive: true })
longConversations()
if (scales.length > 0) atScale()

async function buildBenches() {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [mendParquetjs()],
    resolve: { alias: { '@shared': join(root, 'src-shared') } },
    build: {
      ssr: true,
      target: 'node20',
      outDir: built,
      emptyOutDir: true,
      rolldownOptions: {
        external: ['better-sqlite3', 'autocannon'],
        input: {
          generate: join(root, 'scripts/bench/generate.ts'),
          floor: join(root, 'scripts/bench/floor.ts'),
          import: join(root, 'scripts/bench/import.ts'),
          search: join(root, 'scripts/bench/search.ts'),
          library: join(root, 'scripts/bench/library.ts'),
          'cold-start': join(root, 'scripts/bench/cold-start.ts'),
          'open-conversation': join(root, 'scripts/bench/open-conversation.ts'),
          'html-archive': join(root, 'scripts/bench/html-archive.ts'),
          export: join(root, 'scripts/bench/export.ts'),
          dataset: join(root, 'scripts/bench/dataset.ts'),
          http: join(root, 'scripts/bench/http.ts'),
          'http-load': join(root, 'scripts/bench/http-load.ts'),
          worker: join(root, 'src-main/jobs/worker.ts'),
          'index-thread': join(root, 'src-main/threads/index-thread.ts'),
          'search-thread': join(root, 'src-main/threads/search-thread.ts'),
          'save-thread': join(root, 'src-main/jobs/save-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3', 'autocannon'] },
  })
  if (!existsSync(join(built, 'package.json')))
    writeFileSync(join(built, 'package.json'), '{"type":"module"}\n')
}

/** Lists and searches over HTTP, against the same in the process. */
function localApi() {
  const conversations = 100_000
  const times = measure('http', [String(conversations)])
  const names = Object.keys(times).flatMap((name) => /^(.*): in process p50$/.exec(name)?.[1] ?? [])
  console.log(`\nlocal API, ${conversations.toLocaleString('en')} conversations, p50 and p95 in ms:`)
  for (const name of names) {
    const pair = (way) => ['p50', 'p95'].map((at) => times[`${name}: ${way} ${at}`].toFixed(1)).join(' and ')
    const crowd = `ten at once ${times[`${name}: HTTP ten at once p95`].toFixed(1)} (p95), ${times[`${name}: HTTP answers per second`].toFixed(0)} answers/s`
    console.log(`  ${name.padEnd(26)} ${pair('HTTP')}, in the process ${pair('in process')}; ${crowd}`)
  }
}

/** 500 messages as pictures and as PDF, where Electron is here. */
async function drawing() {
  if (!installedElectron()) return
  await buildApp()
  const small = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
  const conversation = join(small, 'long.json')
  writeLongConversation(conversation, 500)
  const drawn = join(small, 'archive')
  measure('import', [conversation, drawn])
  console.log('\n500 messages drawn by the app, its start included, highest memory of all its processes:')
  for (const format of ['text', 'png', 'pdf']) {
    const { milliseconds, bytes, files, peak, parts } = await draw(drawn, join(small, 'files'), format)
    const kinds = Object.entries(parts).map(([kind, part]) => `${kind} ${part.toFixed(0)}`)
    const size = `${(bytes / 1e6).toFixed(1)} MB in ${files} ${files === 1 ? 'file' : 'files'}`
    row(`  ${format}, ${size}, ${peak.toFixed(0)} MB (${kinds.join(', ')})`, milliseconds)
  }
  rmSync(small, { recursive: true })
}

/** 40,000 messages as one page: writing it, and opening it in a browser where Electron is here. */
async function htmlArchive() {
  const small = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
  const page = join(small, 'archive.html')
  const { file } = generate(70)
  measure('import', [file, small])
  const written = measure('html-archive', [small, page])
  console.log(
    `\nHTML archive of ${written.messages} messages: ${(written.writing / 1000).toFixed(2)} s, ${(written.bytes / 1e6).toFixed(0)} MB, peak ${written.peakMegabytes.toFixed(0)} MB`,
  )
  const electron = installedElectron()
  if (electron) {
    const flags = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
    const opened = spawnSync(electron.program, [...flags, join(root, 'scripts/bench/open-page.cjs'), page], {
      encoding: 'utf8',
      env: await openDisplay(),
    })
    const { loaded, drawn } = JSON.parse(opened.stdout.trim().split('\n').at(-1))
    console.log(
      `opening it: read in ${(loaded / 1000).toFixed(2)} s, drawn in ${(drawn / 1000).toFixed(2)} s`,
    )
  }
  rmSync(small, { recursive: true })
}

function generate(size, fewerMessages = 1) {
  const folder = join(cacheFolder(), 'bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `chatgpt-${size}${fewerMessages === 1 ? '' : '-short'}.json`)
  const facts = `${file}.facts`
  if (!existsSync(facts)) {
    console.log(`Generating ${file} …`)
    writeFileSync(facts, JSON.stringify(measure('generate', [file, String(size), String(fewerMessages)])))
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

function sizeOfDatabases(folder) {
  return readdirSync(folder)
    .filter((name) => /^(archive|index(-\d+)?)\.sqlite$/u.test(name))
    .map((name) => statSync(join(folder, name)).size)
    .reduce((a, b) => a + b, 0)
}

/** What the viewer waits for: the tree of a conversation and the messages at its end. */
function longConversations() {
  console.log('\nopening a long conversation, to its first messages:')
  for (const count of [10_000, 1_000_000]) {
    const folder = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
    measure('open-conversation', [folder, String(count), 'make'])
    const opened = Array.from({ length: runs }, () => measure('open-conversation', [folder, String(count)]))
    console.log(
      `  ${count.toLocaleString('en')} messages`.padEnd(39) + `${median(opened, 'first').toFixed(0)} ms`,
    )
    rmSync(folder, { recursive: true })
  }
}

/** First runs of each query, and against a scan where one was made. */
function tellSearch(of) {
  console.log('search, 50 hits with snippets, first run of each query, milliseconds:')
  for (const name of Object.keys(of[0]).filter((key) => key.includes(', ') && key.endsWith(' p50'))) {
    const kind = name.slice(0, -4)
    const [p50, p95] = [median(of, name), median(of, `${kind} p95`)]
    const scan = of[0][`${kind.split(':')[0]}: rg p50`]
    const against = scan === undefined ? '' : `   rg ${scan.toFixed(0)}, ${(scan / p95).toFixed(0)} × the p95`
    console.log(
      `  ${kind.padEnd(42)} p50 ${p50.toFixed(1).padStart(7)}   p95 ${p95.toFixed(1).padStart(7)}${against}`,
    )
  }
  for (const name of Object.keys(of[0]).filter((key) => key.endsWith(': recall of the newest 50')))
    console.log(`  ${name.padEnd(42)} ${median(of, name).toFixed(3)}`)
}

/** Archives of rising size, each imported once: what grows with them, and how fast. */
function atScale() {
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0
  const imported = scales.map((messages) => {
    const { file, ...facts } = generate(Math.ceil(messages / messagesPerMegabyte), shorter)
    const folder = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
    const once = measure('import', [file, folder])
    const bytes = sizeOfDatabases(folder)
    const pages = measure('library', [folder])
    const starts = Array.from({ length: runs }, () => measure('cold-start', [folder]))
    console.log(
      `\n${facts.messages.toLocaleString('en')} messages in ${facts.conversations.toLocaleString('en')} conversations:`,
    )
    row('  import: browsable', once.browsable)
    row('  import: searchable', once.searchable)
    console.log(`  peak memory                          ${once.peakMegabytes.toFixed(0)} MB`)
    console.log(`  longest delay of the app's thread    ${once.longestDelay.toFixed(0)} ms`)
    console.log(`  databases / text                     ${(bytes / facts.characters).toFixed(2)}`)
    console.log(
      `  a page of the library, p95           first ${pages['first p95'].toFixed(2)} ms, last ${pages['last p95'].toFixed(2)} ms`,
    )
    console.log(
      `  start to the first list              ${median(starts, 'listed').toFixed(0)} ms, ${median(starts, 'grown').toFixed(0)} MB`,
    )
    if (!hasRipgrep) console.log('  rg not installed: no scan to compare with')
    const scanned = hasRipgrep ? [join(folder, 'text-for-rg')] : []
    tellSearch([measure('search', [folder, ...scanned])])
    rmSync(folder, { recursive: true })
    return { messages: facts.messages, ...once }
  })
  for (const key of ['browsable', 'searchable'])
    console.log(`${key} grows as messages to the power of ${exponentOf(imported, key).toFixed(2)}`)
}

/** The slope of a straight line through the logarithms (least squares). */
function exponentOf(points, key) {
  const logs = points.map((point) => [Math.log(point.messages), Math.log(point[key])])
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return above / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}
