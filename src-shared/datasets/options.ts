/** What can be chosen of a dataset beside its formats. The defaults are those of the form and of the command line. */
import { z } from 'zod'
import { unpacked } from './packed-list.ts'

/** Messages are the end of a sentence that begins with the name of the option. */
function wholeNumber(least: number, most: number) {
  const message = `takes a whole number from ${least} to ${most}`
  return z.int(message).min(least, message).max(most, message)
}

function oneOf<const Values extends readonly string[]>(...values: Values) {
  return z.enum(values, `takes ${values.join(', ')}`)
}

export const datasetOptions = z.object({
  /** The branch a conversation shows, or one record for each leaf of its tree. */
  branches: oneOf('shown', 'leaves').default('shown'),
  /** What the model thought: left out, or as `<think>…</think>` before what it says. */
  reasoning: oneOf('leave-out', 'think').default('leave-out'),
  /** What the model said right before a tool call: left out, or before the call in `<tool_call>` tags. */
  toolText: oneOf('leave-out', 'before-call').default('leave-out'),
  /** Adds tool_calls, tool_call_id, reasoning_content and text to each message; standard only. */
  extraFields: z.boolean().default(false),
  /** Per cent of the conversations that go into a file of their own for validation; 0 for none. */
  validationPercent: wholeNumber(0, 50).default(0),
  /** Which conversations those are: the same seed chooses the same. */
  seed: wholeNumber(0, 2_147_483_647).default(42),
  /** Leaves out records that say the same, word for word or nearly. */
  duplicates: oneOf('keep', 'exact', 'near').default('keep'),
  /** Replaces keys, addresses and numbers that belong to a person. */
  redact: z.boolean().default(false),
  /** Begins a CSV so that Excel reads its letters right. */
  byteOrderMark: z.boolean().default(false),
  /** Writes Parquet as a folder `source=…/year=…/`. */
  partitioned: z.boolean().default(false),
  /** Records with more tokens are counted as over-length: what the trainer is set to cut at. */
  cutoffTokens: wholeNumber(16, 10_000_000).default(4096),
  /** How a download is laid out: `root`: data files beside dataset_info.json; `hub`: `data/train.*`, as the Hugging Face Hub reads it. */
  layout: z.enum(['root', 'hub']).default('root'),
  /** Adds README.md, a dataset card, to a download. */
  card: z.boolean().default(false),
})
export type DatasetOptions = z.infer<typeof datasetOptions>

/** Which conversations can be chosen from. Lists that are empty ask for nothing. */
export const datasetFilter = z.object({
  /** In the library's grammar. */
  search: z.string().max(1000).default(''),
  /** Where the words are looked for. */
  searchIn: z.enum(['title-and-tags', 'everything']).default('title-and-tags'),
  /** Milliseconds since 1970 in UTC; a conversation without a time is outside of every range. */
  createdFrom: z.number().int().nullable().default(null),
  /** The first millisecond after the range. */
  createdBefore: z.number().int().nullable().default(null),
  types: z.array(z.enum(['chat', 'agent', 'graph'])).default([]),
  /** Empty: all but the trash. */
  statuses: z.array(z.enum(['active', 'favorite', 'archived', 'deleted'])).default([]),
  sources: z.array(z.string()).default([]),
  models: z.array(z.string()).default([]),
})
export type DatasetFilter = z.infer<typeof datasetFilter>

const idList = z.array(z.string().min(1)).min(1).max(1_000_000)
/** The same as `packed` writes it. */
const packedIds = z.string().min(1).max(100_000_000).transform(unpacked)

/** Which conversations a dataset is made of: chosen ones, those of a query, or all that pass a filter. */
export const datasetSelection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.union([idList, packedIds]) }),
  z.object({ kind: z.literal('query'), query: z.string().min(1).max(1000) }),
  z.object({ kind: z.literal('all'), filter: datasetFilter.prefault({}) }),
])
export type DatasetSelection = z.infer<typeof datasetSelection>
