/**
 * Checks of what a person types in the form of a new dataset: one sentence for each thing that is wrong.
 *
 * The window shows them while one types, the app refuses by the very same ones.
 */
import { dataFormatOf, dataFormats, fileFormats, type DataFormatId, type FileFormatId } from './formats.ts'
import type { DatasetOptions } from './options.ts'

/** What the form of a new dataset holds. */
export interface DatasetForm {
  readonly name: string
  readonly fileName: string
  readonly fileFormat: FileFormatId
  readonly dataFormat: DataFormatId
  readonly options: DatasetOptions
}

export type FormField = 'name' | 'fileName' | 'fileFormat' | 'options'

const longestName = 64
/** Names that Windows keeps for devices. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i
/** What stands beside the data in the download, and what JavaScript and Python programs trip over as a key. */
const reservedNames = new Set([
  'dataset_info',
  'readme',
  'data',
  'train',
  'validation',
  'test',
  '__proto__',
  'constructor',
  'prototype',
])

/** What is wrong with the name of a dataset, as a sentence; null for a good one. */
export function problemOfDatasetName(name: string): string | null {
  return problemOfName('dataset name', name)
}

/** What is wrong with the name of a dataset's file (without ending), as a sentence; null for a good one. */
export function problemOfFileName(name: string): string | null {
  const ending = /\.(jsonl|json|csv|parquet)$/i.exec(name)
  if (ending !== null) return `The file name has no ending: leave out “${ending[0]}”, it is added.`
  return problemOfName('file name', name)
}

function problemOfName(what: string, name: string): string | null {
  if (name === '') return `A ${what} is needed.`
  if (name.trim() !== name || /\s/.test(name)) return `The ${what} cannot hold spaces. Use _ or - instead.`
  if (/[/\\]/.test(name)) return `The ${what} cannot hold slashes: it names one thing, not a folder.`
  if (name.includes('.')) return `The ${what} cannot hold dots. Use _ or - instead.`
  if (name.includes(',')) return `The ${what} cannot hold commas: trainers take a list of names with commas.`
  if (!/^[A-Za-z0-9_-]+$/.test(name))
    return `The ${what} can hold the letters a to z, digits, _ and - only, so that every trainer and system can read it.`
  if (name.startsWith('-'))
    return `The ${what} cannot begin with a hyphen: programs would take it for an option.`
  if (name.length > longestName) return `The ${what} can have at most ${longestName} characters.`
  if (deviceNames.test(name)) return `“${name}” is the name of a device on Windows. Choose another ${what}.`
  if (reservedNames.has(name.toLowerCase()))
    return `“${name}” is reserved: it means something else in a dataset. Choose another ${what}.`
  return null
}

/** What is wrong with a choice of file and data format, as a sentence; null when they fit. */
export function problemOfFormats(fileFormat: FileFormatId, dataFormat: DataFormatId): string | null {
  const { name, fileFormats: possible } = dataFormatOf(dataFormat)
  if (possible.includes(fileFormat)) return null
  const names = fileFormats.filter(({ id }) => possible.includes(id)).map((format) => format.name)
  const wanted = fileFormats.find(({ id }) => id === fileFormat)?.name ?? fileFormat
  const reason =
    fileFormat === 'csv'
      ? 'a table cell cannot hold messages that a trainer reads'
      : 'its trainers read no such files'
  return `${name} cannot be written as ${wanted}: ${reason}. Choose ${names.join(' or ')}.`
}

/** What is wrong with the options for a file format, as a sentence; null when they fit. */
export function problemOfOptions(
  options: DatasetOptions,
  form: Pick<DatasetForm, 'fileFormat' | 'dataFormat'>,
): string | null {
  if (options.partitioned && form.fileFormat !== 'parquet')
    return 'Only Parquet can be written as a folder parted by source and year.'
  if (options.partitioned && options.validationPercent > 0)
    return 'A folder parted by source and year has no validation part. Choose one of the two.'
  if (options.byteOrderMark && form.fileFormat !== 'csv') return 'Only CSV can begin with a byte order mark.'
  if (options.extraFields && form.dataFormat !== 'standard')
    return `Extra fields belong to the data format ${dataFormats[0]?.name ?? 'standard'}.`
  return null
}

/** Everything that is wrong with a form, by field; empty when it can be written. */
export function problemsOfForm(form: DatasetForm): Partial<Record<FormField, string>> {
  const found: readonly (readonly [FormField, string | null])[] = [
    ['name', problemOfDatasetName(form.name)],
    ['fileName', problemOfFileName(form.fileName)],
    ['fileFormat', problemOfFormats(form.fileFormat, form.dataFormat)],
    ['options', problemOfOptions(form.options, form)],
  ]
  return Object.fromEntries(found.filter(([, problem]) => problem !== null))
}
