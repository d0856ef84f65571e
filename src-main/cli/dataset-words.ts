/** What may be typed behind `stemma dataset`, and what it means: the parts of a dataset, checked before anything is opened. */
import { problemsOfForm, type DatasetForm } from '@shared/datasets/check-form.ts'
import { dataFormatIds, fileFormatIds } from '@shared/datasets/formats.ts'
import { datasetOptions, type DatasetOptions, type DatasetSelection } from '@shared/datasets/options.ts'
import { isGiven, UsageError, valueOf, type CommandOption, type Given } from './command.ts'
import { sensitiveOf, sensitiveOption } from './sensitive-option.ts'

export type Verb = 'create' | 'list' | 'preview' | 'download' | 'check' | 'delete'

const verbs: readonly Verb[] = ['create', 'list', 'preview', 'download', 'check', 'delete']

/** Options by the verbs they go with. */
export const datasetWords: readonly (CommandOption & { readonly of: readonly Verb[] })[] = [
  {
    name: 'all',
    value: null,
    of: ['create'],
    description: 'create: every conversation that is not in the trash',
  },
  { name: 'query', value: 'Q', of: ['create'], description: 'create: those that a search finds' },
  { name: 'name', value: 'N', of: ['create'], description: 'create: the name of the dataset' },
  {
    name: 'file-name',
    value: 'F',
    of: ['create'],
    description: 'create: the name of its file, without ending',
  },
  { name: 'format', value: 'FORMAT', of: ['create'], description: `create: ${fileFormatIds.join(', ')}` },
  {
    name: 'data-format',
    value: 'FORMAT',
    of: ['create'],
    description: `create: ${dataFormatIds.join(', ')} (standard)`,
  },
  {
    name: 'branches',
    value: 'WHICH',
    of: ['create'],
    description: 'create: shown, or leaves: one record for each branch',
  },
  {
    name: 'reasoning',
    value: 'HOW',
    of: ['create'],
    description: 'create: leave-out, or think: as <think> before the answer',
  },
  {
    name: 'tool-text',
    value: 'HOW',
    of: ['create'],
    description: 'create: words before a tool call: leave-out, before-call',
  },
  {
    name: 'extra-fields',
    value: null,
    of: ['create'],
    description: 'create: calls, ids and thoughts as fields of their own',
  },
  {
    name: 'validation',
    value: 'PERCENT',
    of: ['create'],
    description: 'create: conversations for a validation file',
  },
  { name: 'seed', value: 'N', of: ['create'], description: 'create: which conversations those are (42)' },
  {
    name: 'duplicates',
    value: 'WHICH',
    of: ['create'],
    description: 'create: keep, exact or near: what is left out',
  },
  {
    ...sensitiveOption,
    of: ['create'],
    description:
      'create: e-mail and phone numbers, keys, cards, accounts: leave, list (with --dry-run, nothing else), or take out',
  },
  { name: 'bom', value: null, of: ['create'], description: 'create: begin a CSV as Excel wants it' },
  {
    name: 'partitioned',
    value: null,
    of: ['create'],
    description: 'create: Parquet in folders by source and year',
  },
  {
    name: 'cutoff',
    value: 'TOKENS',
    of: ['create'],
    description: 'create: count longer records as over-length (4096)',
  },
  {
    name: 'dry-run',
    value: null,
    of: ['create'],
    description: 'create: tell what would be in it and write nothing',
  },
  { name: 'out', value: 'FILE.zip', of: ['download'], description: 'download: the ZIP to write' },
  {
    name: 'hub',
    value: null,
    of: ['download'],
    description: 'download: lay it out for the Hugging Face Hub (data/train.*)',
  },
  { name: 'card', value: null, of: ['download'], description: 'download: add README.md, a dataset card' },
  {
    name: 'replace',
    value: null,
    of: ['create', 'download'],
    description: 'create: remove the earlier versions; download: write over a file that is there',
  },
  {
    name: 'version',
    value: 'N',
    of: ['preview', 'download', 'check', 'delete'],
    description: 'this version instead of the newest (delete: instead of all)',
  },
]

/** What is to be done; throws UsageError. */
export function verbOf({ words }: Given): Verb {
  const verb = verbs.find((candidate) => candidate === words[0])
  if (verb === undefined) throw new UsageError(`Say what to do: dataset ${verbs.join('|')}.`)
  return verb
}

/** Which conversations are to be taken; throws UsageError. */
export function selectionOf(given: Given): DatasetSelection {
  const ids = given.words.slice(1)
  const query = valueOf(given, 'query')
  const ways = [ids.length > 0, isGiven(given, 'all'), query !== null].filter(Boolean)
  if (ways.length !== 1) throw new UsageError('Say which conversations: ids, --all or --query Q.')
  if (ids.length > 0) return { kind: 'ids', ids }
  if (query === '') throw new UsageError('Say what to search for: --query Q.')
  if (query !== null) return { kind: 'query', query }
  return { kind: 'all', filter: { ...allOfThem } }
}

const allOfThem = {
  search: '',
  searchIn: 'title-and-tags',
  createdFrom: null,
  createdBefore: null,
  types: [],
  statuses: [],
  sources: [],
  models: [],
} satisfies Extract<DatasetSelection, { kind: 'all' }>['filter']

/** What is to be made; throws UsageError with the reason for whatever does not fit. */
export function recipeOf(given: Given): DatasetForm {
  const fileFormat = oneOf(given, 'format', fileFormatIds, null)
  const dataFormat = oneOf(given, 'data-format', dataFormatIds, 'standard')
  const isDryRun = isGiven(given, 'dry-run')
  const name = valueOf(given, 'name') ?? (isDryRun ? 'dry_run' : '')
  const recipe = {
    name,
    fileName: valueOf(given, 'file-name') ?? (isDryRun ? name : ''),
    fileFormat,
    dataFormat,
    options: optionsOf(given),
  }
  const [problem] = Object.values(problemsOfForm(recipe))
  if (problem !== undefined) throw new UsageError(problem)
  return recipe
}

function oneOf<Value extends string>(
  given: Given,
  option: string,
  values: readonly Value[],
  otherwise: Value | null,
): Value {
  const typed = valueOf(given, option)
  const value = typed === null ? otherwise : values.find((candidate) => candidate === typed)
  if (value === null) throw new UsageError(`Say the format: --${option} ${values.join('|')}.`)
  if (value === undefined)
    throw new UsageError(`“${typed ?? ''}” is no value of --${option}: it takes ${values.join(', ')}.`)
  return value
}

/** Text options under the names that the options of a dataset have. */
const texts = {
  branches: 'branches',
  reasoning: 'reasoning',
  'tool-text': 'toolText',
  duplicates: 'duplicates',
}
const numbers = { validation: 'validationPercent', seed: 'seed', cutoff: 'cutoffTokens' }
const switches = {
  'extra-fields': 'extraFields',
  bom: 'byteOrderMark',
  partitioned: 'partitioned',
}

function optionsOf(given: Given): DatasetOptions {
  const typed = new Map<string, unknown>()
  for (const [option, name] of Object.entries(texts)) typed.set(name, valueOf(given, option) ?? undefined)
  for (const [option, name] of Object.entries(numbers)) {
    const value = valueOf(given, option)
    // Number('') is 0, which is not what an empty text says.
    if (value !== null) typed.set(name, /^\d+$/.test(value) ? Number(value) : value)
  }
  for (const [option, name] of Object.entries(switches)) typed.set(name, isGiven(given, option))
  typed.set('redact', sensitiveOf(given) === 'redact')
  const parsed = datasetOptions.safeParse(Object.fromEntries(typed))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const option = Object.entries({ ...texts, ...numbers }).find(([, name]) => name === issue?.path[0])?.[0]
  const typedText = option === undefined ? '' : (valueOf(given, option) ?? '')
  throw new UsageError(
    `--${option ?? 'options'} ${issue?.message ?? 'is not understood'}, not “${typedText}”.`,
  )
}

/** The version that was asked for, null for none; throws UsageError. */
export function versionOf(given: Given): number | null {
  const typed = valueOf(given, 'version')
  if (typed === null) return null
  if (!/^[1-9]\d{0,8}$/.test(typed))
    throw new UsageError(`--version takes a whole number from 1, not “${typed}”.`)
  return Number(typed)
}
