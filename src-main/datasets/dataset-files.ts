/** Names of the files of a dataset: in its folder of the archive, and in a download of either layout. */
import type { DatasetForm } from '@shared/datasets/check-form.ts'
import type { DatasetFile } from '@shared/datasets/dataset.ts'
import type { JsonObject } from '@shared/json.ts'
import { datasetInfo } from './dataset-info.ts'

/** How a dataset is called and what it is made of, without its records. */
export type NamedRecipe = Pick<DatasetForm, 'name' | 'fileName' | 'dataFormat' | 'fileFormat'>

type FileRole = DatasetFile['role']

export type Layout = 'root' | 'hub'

/** The path of one file of a part: `name.jsonl`, of several `name/train-00000-of-00002.jsonl`. */
export function storedPath(
  {
    fileName,
    folder,
    role,
    extension,
  }: { fileName: string; folder: string | null; role: FileRole; extension: string },
  shard: number,
  shards: number,
): string {
  const base = baseOf(fileName, role)
  if (folder !== null) return `${base}/${folder}/part-${numbered(shard)}.${extension}`
  if (shards === 1) return `${base}.${extension}`
  return `${base}/${role}-${numbered(shard)}-of-${numbered(shards)}.${extension}`
}

/**
 * The path of a stored file in a download: `root` as it is stored, `hub` as the Hugging Face Hub takes splits from names
 * (`data/train.jsonl`, `data/train/train-00000-of-00002.jsonl`).
 */
export function pathInLayout(path: string, role: FileRole, fileName: string, layout: Layout): string {
  if (layout === 'root') return path
  return `data/${role}${path.slice(baseOf(fileName, role).length)}`
}

/** dataset_info.json of some files: one entry for training, another for validation. */
export function infoOf(recipe: NamedRecipe, files: readonly DatasetFile[], layout: Layout): JsonObject {
  const roles: readonly FileRole[] = ['train', 'validation']
  const entries = roles.flatMap((role) => {
    const own = files.filter((file) => file.role === role)
    const [first] = own
    if (first === undefined) return []
    const path = pathInLayout(first.path, role, recipe.fileName, layout)
    const [top = '', ...below] = path.split('/')
    const inFolder = layout === 'hub' ? `${top}/${below[0] ?? ''}` : top
    return [
      {
        name: role === 'train' ? recipe.name : `${recipe.name}_val`,
        fileName: inFolder,
        records: own.reduce((sum, { records }) => sum + records, 0),
      },
    ]
  })
  return datasetInfo(entries, recipe.dataFormat, recipe.fileFormat)
}

function baseOf(fileName: string, role: FileRole): string {
  return role === 'train' ? fileName : `${fileName}_val`
}

function numbered(value: number): string {
  return String(value).padStart(5, '0')
}
