/** The first records of a dataset as its file holds them. */
import { join } from 'node:path'
import type { DatasetFile } from '@shared/datasets/dataset.ts'
import type { JsonObject } from '@shared/json.ts'
import { damagedFile } from './damaged-file.ts'
import { recordFormatOf } from './formats/registry.ts'
import type { WriteRecipe } from './write-files.ts'
import { datasetFileOf } from './writers/registry.ts'

/**
 * At most `limit` records of the training part; only as much of the files is read as that takes.
 *
 * @throws AppError `corrupt-file`
 */
export async function previewDataset(
  dataset: Pick<WriteRecipe, 'fileFormat' | 'dataFormat' | 'options'> & {
    readonly folder: string
    readonly files: readonly DatasetFile[]
  },
  limit: number,
): Promise<JsonObject[]> {
  const columns = recordFormatOf(dataset.dataFormat).columns(dataset.options)
  const records: JsonObject[] = []
  for (const { path, role } of dataset.files) {
    if (role !== 'train' || records.length >= limit) continue
    const full = join(dataset.folder, ...path.split('/'))
    const left = limit - records.length
    try {
      for await (const { record } of datasetFileOf(dataset.fileFormat).read(full, columns, left))
        records.push(record)
    } catch (error) {
      throw damagedFile(path, error)
    }
  }
  return records
}
