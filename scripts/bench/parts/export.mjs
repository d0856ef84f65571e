/** Exports to files and to a zip, against writing the same bytes. */
import { measure, measures, median } from '../measure.mjs'
import { archiveOf, exportOf } from '../prepared.mjs'
import { timeLine } from '../telling.mjs'

const formats = ['text', 'markdown', 'json', 'csv', 'html', 'dti', 'openwebui']

export function benchExport({ megabytes, runs }) {
  const { folder } = archiveOf(exportOf(megabytes))
  console.log('export of 1,000 conversations to a file each, against writing the same bytes:')
  for (const format of formats) {
    const of = measures(runs, 'export', [folder, format, 'folder', '1000'])
    const rate = median(of, 'megabytes') / (median(of, 'export') / 1000)
    const peak = `${median(of, 'exportPeak').toFixed(0)} MB at most`
    timeLine(
      `  ${format}, ${rate.toFixed(0)} MB/s, ${peak}`,
      median(of, 'export'),
      median(of, 'bareWrite'),
      'bare writing',
    )
  }
  for (const [way, name] of Object.entries({ folder: 'files', zip: 'one zip' })) {
    const all = measure('export', [folder, 'markdown', way, '100000'])
    const { conversations, exportPeak, export: time } = all
    timeLine(`  all ${conversations} to Markdown, ${name}, ${exportPeak.toFixed(0)} MB at most`, time)
  }
}
