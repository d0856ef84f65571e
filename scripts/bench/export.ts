/**
 * Exports through the real app: every conversation of an archive in one text format. Arguments: the archive folder, the
 * format, `folder` or `zip`, and how many conversations at most. Beside it, what writing the same bytes alone takes.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '@shared/contract/app-error.ts'
import type { Output } from '@shared/contract/contract.ts'
import { createApp } from '../../src-main/app.ts'
import { exporterOf } from '../../src-main/exporters/registry.ts'
import { peakMegabytes, report } from './report.ts'

const [archiveFolder = '', format = 'markdown', into = 'folder', most = '1000'] = process.argv.slice(2)
const out = mkdtempSync(join(tmpdir(), 'stemma-bench-export-'))
const app = createApp({ archiveFolder, printer: null, tidiesUp: false, tell: () => undefined })
const ids: string[] = []
let cursor: string | null = null
do {
  const page: Answer<Output<'library.page'>> = await app.call('library.page', {
    limit: Math.min(1000, Number(most) - ids.length),
    cursor,
  })
  if (!page.ok) throw new Error(page.error.message)
  ids.push(...page.data.rows.map(({ id }) => id))
  cursor = page.data.next
} while (cursor !== null && ids.length < Number(most))

const folder = join(out, 'files')
mkdirSync(folder)
const place =
  into === 'zip'
    ? { path: join(out, 'all.zip'), into: 'zip' as const }
    : { path: folder, into: 'folder' as const }
const started = performance.now()
const job = await app.call('export.start', { ids, format: exporterOf(format).id, options: {}, ...place })
if (!job.ok) throw new Error(job.error.message)
const ended = await app.jobEnded(job.data.id)
const milliseconds = performance.now() - started
if (ended.error || ended.result?.kind !== 'export') throw new Error(ended.error?.message ?? 'no report')
const { files, written } = ended.result
await app.close()

let bytes = 0
for (const file of files) bytes += statSync(file).size
// Read before the clock starts; the highest memory of the process is taken before it.
const exportPeak = peakMegabytes()
const contents = files.map((file) => readFileSync(file))
const bareFolder = join(out, 'bare')
mkdirSync(bareFolder)
const bareStarted = performance.now()
for (const [index, content] of contents.entries()) writeFileSync(join(bareFolder, String(index)), content)
const bareMilliseconds = performance.now() - bareStarted
rmSync(out, { recursive: true })
report({
  conversations: written,
  megabytes: bytes / 1e6,
  export: milliseconds,
  bareWrite: bareMilliseconds,
  exportPeak,
})
