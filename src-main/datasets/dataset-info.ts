/** dataset_info.json: what LLaMA-Factory reads before any record. */
import type { DataFormatId, FileFormatId } from '@shared/datasets/formats.ts'
import type { JsonObject } from '@shared/json.ts'
import { recordFormatOf } from './formats/registry.ts'

export const infoFileName = 'dataset_info.json'

export interface InfoEntry {
  /** The name of the data set in the trainer. */
  readonly name: string
  /** Relative to the file itself: a file, or a folder of files of one kind. */
  readonly fileName: string
  /** Exactly as many as the file holds: a larger number would make the trainer repeat records. */
  readonly records: number
}

/** The object of dataset_info.json, keys in the seed's order. */
export function datasetInfo(
  entries: readonly InfoEntry[],
  dataFormat: DataFormatId,
  fileFormat: FileFormatId,
): JsonObject {
  const { formatting, ranking, columns, tags } = recordFormatOf(dataFormat).describe(fileFormat)
  return Object.fromEntries(
    entries.map(({ name, fileName, records }) => [
      name,
      {
        file_name: fileName,
        formatting,
        ...(ranking === undefined ? {} : { ranking }),
        num_samples: records,
        columns: { ...columns },
        ...(tags === undefined ? {} : { tags: { ...tags } }),
      },
    ]),
  )
}

/** As text: two spaces deep, ASCII only, since it is read with whatever encoding the trainer's system has. */
export function datasetInfoText(info: JsonObject): string {
  const text = JSON.stringify(info, null, 2)
  return `${text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}
