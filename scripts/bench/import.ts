/** One import through the real app: its threads, its archive, its index. Arguments: the file and the archive folder. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp } from '../../src-main/app.ts'
import { report } from './report.ts'

const [file = '', archiveFolder = ''] = process.argv.slice(2)
const delay = monitorEventLoopDelay({ resolution: 5 })
const started = performance.now()
let browsable = 0
let searchable = 0
const app = createApp({
  archiveFolder,
  printer: null,
  tidiesUp: false,
  tell: (event) => {
    // The imported file is kept afterwards, which nobody waits for.
    if (event.kind === 'index-ready') searchable = performance.now() - started
    if (event.kind !== 'job' || event.job.progress.kind !== 'import') return
    if (event.job.progress.phase === 'indexing' && browsable === 0) browsable = performance.now() - started
  },
})
delay.enable()
const job = await app.call('import.start', { paths: [file] })
if (!job.ok) throw new Error(job.error.message)
const ended = await app.jobEnded(job.data.id)
delay.disable()
const [first] = ended.result?.kind === 'import' ? ended.result.reports : []
if (!first || first.error || ended.error)
  throw new Error(first?.error?.message ?? ended.error?.message ?? 'no report')
await app.close()
report({
  browsable: browsable === 0 ? searchable : browsable,
  searchable,
  longestDelay: delay.max / 1e6,
  found: first.found,
  new: first.new,
  updated: first.updated,
  unchanged: first.unchanged,
  failed: first.failed.length + first.skipped.length,
})
