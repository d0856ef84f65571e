/** A dataset as a ZIP: its data and dataset_info.json, and a card where one is wanted. */
import { join } from 'node:path'
import type { DatasetFile, DatasetReport } from '@shared/datasets/dataset.ts'
import type { ZipMember } from '../zip/write-zip.ts'
import { datasetCard } from './dataset-card.ts'
import { infoOf, pathInLayout, type Layout, type NamedRecipe } from './dataset-files.ts'
import { datasetInfoText, infoFileName } from './dataset-info.ts'

export interface PackageOptions {
  readonly layout: Layout
  /** Adds README.md. */
  readonly card: boolean
}

/** The members of the ZIP of a dataset whose files are in `folder`: those of its row, and nothing else that lies there. */
export function packageMembers(
  dataset: NamedRecipe & {
    readonly folder: string
    readonly files: readonly DatasetFile[]
    readonly report: DatasetReport
  },
  { layout, card }: PackageOptions,
): ZipMember[] {
  const { folder, files, fileName, fileFormat } = dataset
  const data = files.map(({ path, role }): ZipMember => ({
    name: pathInLayout(path, role, fileName, layout),
    content: { file: join(folder, ...path.split('/')) },
    isPacked: fileFormat === 'parquet',
  }))
  const info: ZipMember = { name: infoFileName, content: datasetInfoText(infoOf(dataset, files, layout)) }
  const readme: ZipMember = {
    name: 'README.md',
    content: datasetCard(dataset, files, dataset.report, layout),
  }
  return [...data, info, ...(card ? [readme] : [])]
}
