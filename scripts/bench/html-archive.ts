/**
 * One HTML archive of a whole archive, through the real app. Arguments: the archive folder, and where the file is to be
 * saved for whoever measures how fast it opens.
 */
import { createApp } from '../../src-main/app.ts'
import { report } from './report.ts'

const [archiveFolder = '', savedAs = ''] = process.argv.slice(2)
const app = createApp({ archiveFolder, printer: null, tidiesUp: false, tell: () => undefined })
const before = process.memoryUsage.rss() / 2 ** 20
const started = performance.now()
const job = await app.call('htmlArchives.create', {
  assistantId: 'all',
  period: { kind: 'dates', from: '1970-01-01', to: '2100-01-01' },
})
if (!job.ok) throw new Error(job.error.message)
const ended = await app.jobEnded(job.data.id)
const writing = performance.now() - started
if (ended.result?.kind !== 'html-archive') throw new Error(ended.error?.message ?? 'no archive')
const { id, size, conversations, messages } = ended.result.archive
const saved = await app.call('htmlArchives.save', { id, path: savedAs, replace: true })
if (!saved.ok) throw new Error(saved.error.message)
await app.close()
report({ writing, bytes: size, conversations, messages, before })
