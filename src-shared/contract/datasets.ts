/** Datasets: choosing conversations, making training files of them, and what can be done with those. */
import { z } from 'zod'
import type { DatasetReport, DatasetSummary } from '../datasets/dataset.ts'
import { dataFormatIds, fileFormatIds } from '../datasets/formats.ts'
import { datasetFilter, datasetOptions, datasetSelection } from '../datasets/options.ts'
import type { Job } from '../job.ts'
import type { JsonObject } from '../json.ts'
import { command } from './command.ts'

/** What there is to choose from in the filters. */
export interface DatasetChoices {
  readonly sources: readonly {
    readonly source: string
    readonly name: string
    readonly conversations: number
  }[]
  readonly models: readonly { readonly model: string; readonly conversations: number }[]
}

const id = z.number().int()

/** What a dataset is made of; which fit is told by `problemsOfForm` of check-form.ts. */
const recipe = {
  fileFormat: z.enum(fileFormatIds),
  dataFormat: z.enum(dataFormatIds).default('standard'),
  options: datasetOptions.prefault({}),
  selection: datasetSelection,
}

export const datasetCommands = {
  'dataset.choices': command(z.object({})).answers<DatasetChoices>(),
  /**
   * The conversations that pass a filter, newest created first: keys for `library.rows`, and the ids that a selection is
   * made of, both as `packed` of packed-list.ts writes them. `total` counts all that are not in the trash.
   */
  'dataset.conversations': command(z.object({ filter: datasetFilter.prefault({}) })).answers<{
    readonly total: number
    readonly keys: string
    readonly ids: string
  }>(),
  /** How many records a selection has, before any is dropped: quick enough to ask at every click. */
  'dataset.count': command(
    z.object({ selection: datasetSelection, branches: datasetOptions.shape.branches }),
  ).answers<{ readonly conversations: number; readonly records: number }>(),
  /**
   * The first record that a few conversations give, as it would be written; null where the first twenty give none. Quick
   * enough to ask at every change of the form.
   */
  'dataset.sample': command(
    z.object({
      ids: z.array(z.string().min(1)).min(1).max(20),
      dataFormat: recipe.dataFormat,
      fileFormat: recipe.fileFormat,
      options: recipe.options,
    }),
  ).answers<{ readonly conversationId: string; readonly record: JsonObject } | null>(),
  /** Looks for sensitive data in the records that would be written; the job's result lists it by conversation. */
  'dataset.review': command(z.object(recipe)).answers<Job>(),
  /** Makes the records without writing them; the job's result tells what a dataset would hold and whether it loads. */
  'dataset.try': command(z.object(recipe)).answers<Job>(),
  /**
   * Makes a dataset. Where one of that name is there this becomes its next version; with `replace` the earlier ones go
   * once it is whole. Refused (`invalid-input`) with the sentence of the check that fails.
   */
  'dataset.create': command(
    z.object({ name: z.string(), fileName: z.string(), replace: z.boolean().default(false), ...recipe }),
  ).answers<Job>(),
  /** Makes a dataset again, with the same selection and settings, of what the archive holds now; the old one stays. */
  'dataset.newVersion': command(z.object({ id })).answers<Job>(),
  /** All datasets of this archive, the newest first. */
  'dataset.list': command(z.object({})).answers<readonly DatasetSummary[]>(),
  /** The first 20 records as they stand in the file (in the training part, where there are two). */
  'dataset.preview': command(z.object({ id })).answers<{ readonly records: readonly JsonObject[] }>(),
  /** What was told when it was made: dropped records, changes, warnings, check, statistics. */
  'dataset.report': command(z.object({ id })).answers<DatasetReport>(),
  /** Reads the written files again and checks every record; the job's result holds the check. */
  'dataset.check': command(z.object({ id })).answers<Job>(),
  /** Writes a ZIP to `path`: the data and dataset_info.json; one that exists is replaced only when `replace` is set. */
  'dataset.download': command(
    z.object({
      id,
      path: z.string().min(1),
      /** As the options of the dataset say, unless told otherwise. */
      layout: datasetOptions.shape.layout.unwrap().optional(),
      card: z.boolean().optional(),
      replace: z.boolean().default(false),
    }),
  ).answers<Job>(),
  /** Removes datasets and their files for good. */
  'dataset.delete': command(z.object({ ids: z.array(id).min(1).max(10_000) })).answers<{
    readonly deleted: number
  }>(),
}
