/** A dataset as a ZIP: its data and dataset_info.json, and a card where one is wanted. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { DatasetFile, DatasetReport } from '@shared/datasets/dataset.ts'
import type { Zip64Member } from '../zip/write-zip64.ts'
import { datasetCard } from './dataset-card.ts'
import { infoOf, pathInLayout, type Layout, type NamedRecipe } from './dataset-files.ts'
import { datasetInfoText, infoFileName } from './dataset-info.ts'

export interface PackageOptions {
  readonly layout: Layout
  /** Adds README.md. */
  readonly card: boolean
}

/** The members of the ZIP of a dataset whose files are in `folder`: those of its row, and nothing else that lies there. */
export async function* packageMembers(
  dataset: NamedRecipe & {
    readonly folder: string
    readonly files: readonly DatasetFile[]
    readonly report: DatasetReport
  },
  { layout, card }: PackageOptions,
): AsyncGenerator<Zip64Member, void, undefined> {
  const { folder, files, fileName, fileFormat } = dataset
  for (const { path, role } of files) {
    yield {
      name: pathInLayout(path, role, fileName, layout),
      chunks: bytesOf(join(folder, ...path.split('/'))),
      isPacked: fileFormat === 'parquet',
    }
  }
  yield textMember(infoFileName, datasetInfoText(infoOf(dataset, files, layout)))
  if (card) yield textMember('README.md', datasetCard(dataset, files, dataset.report, layout))
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array
}

function textMember(name: string, text: string): Zip64Member {
  return { name, chunks: Readable.from([Buffer.from(text)]), isPacked: false }
}
