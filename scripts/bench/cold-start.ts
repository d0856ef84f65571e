/** A fresh process opens an archive and has the first screen of its list. Argument: the archive's folder. */
import { createApp } from '../../src-main/app.ts'
import { report } from './report.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const before = process.memoryUsage.rss()
const started = performance.now()
const app = createApp({ archiveFolder, printer: null, tidiesUp: false, tell: () => undefined })
const spine = await app.call('library.spine', {})
if (!spine.ok) throw new Error(spine.error.message)
const rows = await app.call('library.rows', { keys: spine.data.keys.slice(0, 60) })
if (!rows.ok) throw new Error(rows.error.message)
const listed = performance.now() - started
const grown = (process.memoryUsage.rss() - before) / 2 ** 20
await app.close()
report({ listed, grown, conversations: spine.data.keys.length })
