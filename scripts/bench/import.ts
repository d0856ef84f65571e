/** One import through the real app: its threads, its archive, its index. Arguments: the file and the archive folder. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp } from '../../src-main/app.ts'
import { openArchive } from '../../src-main/archive/open.ts'
import { report } from './report.ts'

const [file = '', archiveFolder = ''] = process.argv.slice(2)
const delay = monitorEventLoopDelay({ resolution: 5 })
let started = 0
let cpuBefore = process.cpuUsage()
let isReading = true
let browsable = 0
let searchable = 0
let searchableCpu = 0
const app = createApp({
  archiveFolder,
  printer: null,
  tidiesUp: false,
  tell: (event) => {
    // Told with each batch that is committed: with the last one all conversations can be read.
    if (event.kind === 'library-changed' && isReading) browsable = performance.now() - started
    if (event.kind === 'job' && event.job.progress.kind === 'import') {
      isReading = event.job.progress.phase !== 'indexing'
    }
    // The imported file is kept afterwards, which nobody waits for.
    if (event.kind !== 'index-ready') return
    searchable = performance.now() - started
    const { user, system } = process.cpuUsage(cpuBefore)
    searchableCpu = (user + system) / 1000
  },
})
// A person drags a file over the window of an app that is open …
await app.call('import.prepare', {})
delay.enable()
// … and drops it.
started = performance.now()
cpuBefore = process.cpuUsage()
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
  searchableCpu,
  textBytes: textBytes(),
  longestDelay: delay.max / 1e6,
  found: first.found,
  new: first.new,
  updated: first.updated,
  unchanged: first.unchanged,
  failed: first.failed.length + first.skipped.length,
})

/** Bytes of everything that the messages say, as SQLite holds it. */
function textBytes(): number {
  const archive = openArchive(archiveFolder)
  const bytes = archive.db
    .prepare<[], number>('SELECT sum(coalesce(octet_length(text), octet_length(parts))) FROM texts')
    .pluck()
    .get()
  archive.close()
  return bytes ?? 0
}
