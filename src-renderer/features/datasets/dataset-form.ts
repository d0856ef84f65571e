/**
 * The form of a new dataset: what stands in its fields, what is wrong with it and what does not apply. Data and plain
 * functions; form-store.ts asks and starts. The sentences of names and formats are check-form.ts's, the same that the app
 * refuses by.
 */
import {
  problemOfDatasetName,
  problemOfFileName,
  problemOfFormats,
  type DatasetForm,
} from '@shared/datasets/check-form.ts'
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { DatasetSummary } from '@shared/datasets/dataset.ts'
import { dataFormatOf, type DataFormatId, type FileFormatId } from '@shared/datasets/formats.ts'
import { datasetOptions, type DatasetOptions } from '@shared/datasets/options.ts'

export type NumberName = 'validationPercent' | 'seed' | 'cutoffTokens'

/** Options that stand in the form as they are. */
export type FormOptions = Omit<DatasetOptions, NumberName | 'redact'>

/** What a reader has entered, as it stands in the fields. */
export interface FormFields {
  readonly name: string
  /** Null until it is typed: then it is called as the dataset is. */
  readonly fileName: string | null
  readonly fileFormat: FileFormatId
  readonly dataFormat: DataFormatId
  readonly options: FormOptions
  /** `warn` shows what was found before anything is written. */
  readonly sensitive: SensitiveAction
  readonly numbers: Readonly<Record<NumberName, string>>
  /** Whether earlier versions of the name go once this one is whole. */
  readonly replace: boolean
}

const { validationPercent, seed, cutoffTokens, redact: _redact, ...usualOptions } = datasetOptions.parse({})

export const initialFields: FormFields = {
  name: '',
  fileName: null,
  fileFormat: 'jsonl',
  dataFormat: 'standard',
  options: usualOptions,
  sensitive: 'warn',
  numbers: {
    validationPercent: String(validationPercent),
    seed: String(seed),
    cutoffTokens: String(cutoffTokens),
  },
  replace: false,
}

/** Chooses a data format; a kind of file that cannot hold it makes way for one that can. */
export function dataFormatChosen(fields: FormFields, dataFormat: DataFormatId): FormFields {
  const [first, ...others] = dataFormatOf(dataFormat).fileFormats
  const keeps = first === fields.fileFormat || others.includes(fields.fileFormat)
  return { ...fields, dataFormat, fileFormat: keeps ? fields.fileFormat : (first ?? 'jsonl') }
}

export function fileNameOf({ name, fileName }: FormFields): string {
  return fileName ?? name
}

const ranges: Readonly<Record<NumberName, readonly [least: number, most: number, what: string]>> = {
  validationPercent: [0, 50, 'The share for validation'],
  seed: [0, 2_147_483_647, 'The seed'],
  cutoffTokens: [16, 10_000_000, 'The limit'],
}

/** A number as it was typed, or null where it is none that the field takes. */
export function numberOf({ numbers }: FormFields, name: NumberName): number | null {
  const [least, most] = ranges[name]
  const typed = numbers[name].trim()
  const value = /^\d{1,10}$/.test(typed) ? Number(typed) : -1
  return value >= least && value <= most ? value : null
}

/** Options that may not apply, each with the reason as a sentence; null where it applies. */
export interface Applicability {
  readonly toolText: string | null
  readonly extraFields: string | null
  readonly byteOrderMark: string | null
  readonly partitioned: string | null
  readonly validationPercent: string | null
  readonly seed: string | null
}

export function applicabilityOf(fields: FormFields): Applicability {
  const { dataFormat, fileFormat, options } = fields
  const isSplit = numberOf(fields, 'validationPercent') !== 0
  const isPartitioned = options.partitioned && fileFormat === 'parquet'
  return {
    toolText: toolTextReason(dataFormat),
    extraFields: dataFormat === 'standard' ? null : `Only in ${dataFormatOf('standard').name}.`,
    byteOrderMark: fileFormat === 'csv' ? null : 'Only in CSV.',
    partitioned:
      fileFormat !== 'parquet'
        ? 'Only in Parquet.'
        : isSplit && !isPartitioned
          ? 'Not together with a validation part.'
          : null,
    validationPercent: isPartitioned ? 'Not in a folder parted by source and year.' : null,
    seed: isPartitioned || !isSplit ? 'Nothing is split off, so no seed is needed.' : null,
  }
}

function toolTextReason(dataFormat: DataFormatId): string | null {
  switch (dataFormat) {
    case 'alpaca':
      return 'Alpaca has no place for tool calls.'
    case 'openai':
    case 'trl':
      return 'Always kept beside the call in this format.'
    case 'standard':
    case 'llama-factory':
    case 'sharegpt':
    case 'preference':
      return null
  }
}

export type FieldName = 'name' | 'fileName' | 'fileFormat' | NumberName

/** What is wrong, by field; empty when the dataset can be made. */
export function problemsOf(fields: FormFields): Partial<Record<FieldName, string>> {
  const applies = applicabilityOf(fields)
  const found: readonly (readonly [FieldName, string | null])[] = [
    ['name', problemOfDatasetName(fields.name)],
    ['fileName', problemOfFileName(fileNameOf(fields))],
    ['fileFormat', problemOfFormats(fields.fileFormat, fields.dataFormat)],
    [
      'validationPercent',
      applies.validationPercent === null ? problemOfNumber(fields, 'validationPercent') : null,
    ],
    ['seed', applies.seed === null ? problemOfNumber(fields, 'seed') : null],
    ['cutoffTokens', problemOfNumber(fields, 'cutoffTokens')],
  ]
  return Object.fromEntries(found.filter(([, problem]) => problem !== null))
}

function problemOfNumber(fields: FormFields, name: NumberName): string | null {
  if (numberOf(fields, name) !== null) return null
  const [least, most, what] = ranges[name]
  return `${what} is a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.`
}

/** What the records are made by, without what does not apply; null while a number is wrong. */
export function recipeOf(fields: FormFields): Omit<DatasetForm, 'name' | 'fileName'> | null {
  const { dataFormat, fileFormat, options, sensitive } = fields
  const applies = applicabilityOf(fields)
  const percent = applies.validationPercent === null ? numberOf(fields, 'validationPercent') : 0
  const chosenSeed = applies.seed === null ? numberOf(fields, 'seed') : seed
  const cutoff = numberOf(fields, 'cutoffTokens')
  if (percent === null || chosenSeed === null || cutoff === null) return null
  return {
    dataFormat,
    fileFormat,
    options: {
      ...options,
      toolText: applies.toolText === null ? options.toolText : 'leave-out',
      extraFields: options.extraFields && applies.extraFields === null,
      byteOrderMark: options.byteOrderMark && applies.byteOrderMark === null,
      partitioned: options.partitioned && applies.partitioned === null,
      redact: sensitive === 'redact',
      validationPercent: percent,
      seed: chosenSeed,
      cutoffTokens: cutoff,
    },
  }
}

/** What is made anew when it changes: all that the records depend on, and nothing of where they are written. */
export function recordsKey(fields: FormFields): string {
  const recipe = recipeOf(fields)
  if (recipe === null) return ''
  const { options, ...formats } = recipe
  const {
    validationPercent: _p,
    seed: _s,
    layout: _l,
    card: _c,
    partitioned: _f,
    byteOrderMark: _b,
    ...kept
  } = options
  return JSON.stringify([formats, kept])
}

/** The newest dataset of the name that stands in the form; null for a new name. */
export function earlierOf(fields: FormFields, list: readonly DatasetSummary[]): DatasetSummary | null {
  const own = list.filter(({ name }) => name.toLowerCase() === fields.name.toLowerCase())
  return own.toSorted((one, other) => other.version - one.version)[0] ?? null
}
