/** The filters of the grammar as they are offered to a reader: each with what it does and the values that are always there. */
import { contentNames, matchNames, stateNames } from '@shared/query/tree.ts'

export interface ExplainedFilter {
  /** `source`, as it is typed before the colon. */
  readonly name: string
  readonly meaning: string
  /** An example, with its colon. */
  readonly example: string
  /** Values that every archive knows; those of this archive come beside them. */
  readonly values: readonly string[]
}

export const explainedFilters: readonly ExplainedFilter[] = [
  { name: 'title', meaning: 'words in the title', example: 'title:moon', values: [] },
  { name: 'body', meaning: 'words in a message', example: 'body:"low water"', values: [] },
  {
    name: 'role',
    meaning: 'who wrote it',
    example: 'role:user',
    values: ['user', 'assistant', 'system', 'tool'],
  },
  { name: 'source', meaning: 'where it comes from', example: 'source:claude', values: [] },
  { name: 'model', meaning: 'the model that answered', example: 'model:gpt-4o', values: [] },
  { name: 'tag', meaning: 'a tag; * for any letters', example: 'tag:work*', values: [] },
  { name: 'has', meaning: 'what a message holds', example: 'has:code', values: contentNames },
  { name: 'is', meaning: 'the state of a conversation', example: 'is:favorite', values: stateNames },
  {
    name: 'type',
    meaning: 'the kind of conversation',
    example: 'type:agent',
    values: ['chat', 'agent', 'graph'],
  },
  {
    name: 'in',
    meaning: 'a collection or import',
    example: 'in:just-imported',
    values: ['just-imported'],
  },
  {
    name: 'before',
    meaning: 'written before a day',
    example: 'before:2024-05',
    values: ['day-1', 'week-1', 'month-1', 'year-1'],
  },
  {
    name: 'after',
    meaning: 'written on or after a day',
    example: 'after:2024-05-01',
    values: ['day-1', 'day-7', 'month-1', 'year-1'],
  },
  {
    name: 'created',
    meaning: 'in a conversation begun then',
    example: 'created:day-7',
    values: ['day-1', 'day-7', 'month-1', 'year-1'],
  },
  {
    name: 'match',
    meaning: 'only whole words; capitals as typed',
    example: 'match:case Oslo',
    values: matchNames,
  },
  { name: 'id', meaning: 'one conversation by its id', example: 'id:…', values: [] },
]

/** What can be typed beside filters, each with what it does. */
export const explainedForms: readonly { readonly form: string; readonly meaning: string }[] = [
  { form: 'moon tides', meaning: 'both, anywhere in a message' },
  { form: '"low water"', meaning: 'these words in a row' },
  { form: 'moon OR sun', meaning: 'one of the two' },
  { form: '-eclipse', meaning: 'without this; also -has:code' },
  { form: '(moon OR sun) tides', meaning: 'brackets keep together' },
  { form: '/tid(e|al)s?/', meaning: 'a regular expression' },
]
