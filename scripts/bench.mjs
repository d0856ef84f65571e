/**
 * `npm run bench [-- --mb 300] [--runs 3] [--messages 10000,100000,1000000] [--only import,search] [--large]`: how fast
 * everything is, against yardsticks of the same minutes, and which targets are reached.
 *
 * All is measured in fresh processes, with the system's Node or in Electron, yardstick and work in turn; medians and
 * ratios are printed. Exports are generated once for each size and kept in the cache folder. `--large` adds what takes 1 GB.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { buildBenches } from './bench/build-benches.mjs'
import { benchApi } from './bench/parts/api.mjs'
import { benchConversation } from './bench/parts/conversation.mjs'
import { benchDatasets } from './bench/parts/dataset.mjs'
import { benchDrawing } from './bench/parts/drawing.mjs'
import { benchExport } from './bench/parts/export.mjs'
import { benchGrowth } from './bench/parts/growth.mjs'
import { benchHtmlArchive } from './bench/parts/html-archive.mjs'
import { benchImport } from './bench/parts/import.mjs'
import { benchParse } from './bench/parts/parse.mjs'
import { benchSearch } from './bench/parts/search.mjs'
import { benchWindow } from './bench/parts/window.mjs'
import { clearPrepared, exportOf } from './bench/prepared.mjs'
import { printTargets } from './bench/targets.mjs'
import { counted } from './bench/telling.mjs'

/** By the names that `--only` takes, in their order. */
const parts = {
  parse: benchParse,
  import: benchImport,
  export: benchExport,
  dataset: benchDatasets,
  api: benchApi,
  html: benchHtmlArchive,
  drawing: benchDrawing,
  conversation: benchConversation,
  growth: benchGrowth,
  search: benchSearch,
  window: benchWindow,
}

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
    messages: { type: 'string', default: '10000,100000,1000000' },
    only: { type: 'string', default: Object.keys(parts).join(',') },
    large: { type: 'boolean', default: false },
  },
})
const chosen = values.only.split(',')
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0)
  throw new Error(`There is no part “${unknown.join('”, “')}”. There are: ${Object.keys(parts).join(', ')}.`)
const scales = values.messages
  .split(',')
  .map(Number)
  .toSorted((a, b) => a - b)
const most = Math.max(...scales)
const bench = {
  megabytes: Number(values.mb),
  runs: Number(values.runs),
  scales,
  /** Records of a dataset, conversations of a list. */
  records: Math.min(100_000, most),
  /** Messages of the longest conversation. */
  longest: Math.min(1_000_000, 10 * most),
  isLarge: values.large,
}

await buildBenches()
const { conversations, messages, characters } = exportOf(bench.megabytes)
console.log(
  `${bench.megabytes} MB, ${counted(conversations)} conversations, ${counted(messages)} messages, ${(characters / 1e6).toFixed(0)} M characters of text`,
)
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, medians of ${bench.runs} runs`,
)
try {
  for (const [name, run] of Object.entries(parts)) {
    if (!chosen.includes(name)) continue
    console.log(`\n— ${name}`)
    await run(bench)
  }
} finally {
  clearPrepared()
  printTargets()
}
