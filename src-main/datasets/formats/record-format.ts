/** What a data format is: it shapes drafts into records and describes them to trainers. */
import type { DataFormatId, FileFormatId } from '@shared/datasets/formats.ts'
import type { DatasetOptions } from '@shared/datasets/options.ts'
import type { JsonObject } from '@shared/json.ts'
import type { ChangeTally } from '../change-tally.ts'
import type { Draft } from '../drafts.ts'
import type { Columns } from '../shape.ts'

export interface RecordFormat {
  readonly id: DataFormatId
  /** The columns of every record, in their order; a record may lack one only where the files are JSON lines. */
  columns(options: DatasetOptions): Columns
  /** The record of a draft, or null where the format has no place for any of its answers. */
  record(draft: Draft, options: DatasetOptions, tally: ChangeTally): JsonObject | null
  /** What an entry of dataset_info.json says of the records, beside file and number. */
  describe(fileFormat: FileFormatId): DatasetDescription
}

/** `formatting`, `columns` and `tags` as LLaMA-Factory reads them. */
export interface DatasetDescription {
  readonly formatting: 'sharegpt' | 'alpaca' | 'openai'
  readonly ranking?: true
  readonly columns: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
}

/** The tags of the seed, in its order. All seven have to be there: one that is not named is none for LLaMA-Factory. */
export const standardTags = {
  role_tag: 'role',
  content_tag: 'content',
  user_tag: 'user',
  assistant_tag: 'assistant',
  function_tag: 'function_call',
  observation_tag: 'tool',
  system_tag: 'system',
} as const
