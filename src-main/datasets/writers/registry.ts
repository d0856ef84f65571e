/** Every kind of file that a dataset can be written as. */
import type { FileFormatId } from '@shared/datasets/formats.ts'
import { csv } from './csv.ts'
import type { DatasetFile } from './dataset-file.ts'
import { jsonl } from './jsonl.ts'
import { parquetFile } from './parquet.ts'

const files: Readonly<Record<FileFormatId, DatasetFile>> = { jsonl, csv, parquet: parquetFile }

export function datasetFileOf(id: FileFormatId): DatasetFile {
  return files[id]
}
