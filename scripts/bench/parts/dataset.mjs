/** Datasets of many records, against writing the same JSON lines. */
import { measure } from '../measure.mjs'
import { counted, timeLine } from '../telling.mjs'

export function benchDatasets({ records }) {
  console.log(
    `dataset of ${counted(records)} records, checked before and after, against writing the same JSON lines:`,
  )
  for (const format of ['jsonl', 'csv', 'parquet']) {
    const one = measure('dataset', [format, String(records)])
    const rate = (one.records / (one.dataset / 1000)).toFixed(0)
    const size = `${one.megabytes.toFixed(0)} MB, ${one.datasetPeak.toFixed(0)} MB at most`
    timeLine(`  ${format}, ${rate} records/s, ${size}`, one.dataset, one.bare, 'bare lines')
  }
}
