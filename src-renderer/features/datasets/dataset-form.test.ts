import { expect, it } from 'vitest'
import type { DatasetSummary } from '@shared/datasets/dataset.ts'
import {
  applicabilityOf,
  dataFormatChosen,
  earlierOf,
  fileNameOf,
  type FormFields,
  initialFields,
  problemsOf,
  recipeOf,
  recordsKey,
} from './dataset-form.ts'

const fields: FormFields = { ...initialFields, name: 'tides' }
const withNumber = (name: keyof FormFields['numbers'], typed: string): FormFields => ({
  ...fields,
  numbers: { ...fields.numbers, [name]: typed },
})

it('calls the file as the dataset until it is named otherwise', () => {
  expect(fileNameOf(fields)).toBe('tides')
  expect(fileNameOf({ ...fields, fileName: 'conversations_2024' })).toBe('conversations_2024')
  expect(problemsOf(fields)).toEqual({})
})

it('takes a kind of file that the data format can be written as', () => {
  const csv: FormFields = { ...fields, fileFormat: 'csv' }
  expect(dataFormatChosen(csv, 'alpaca').fileFormat).toBe('csv')
  expect(dataFormatChosen(csv, 'openai').fileFormat).toBe('jsonl')
})

it.each(['', '-1', '51', '2.5', 'ten', '1e1'])('says of the share “%s” what it can be', (typed) => {
  const wrong = withNumber('validationPercent', typed)
  expect(problemsOf(wrong).validationPercent).toBe('The share for validation is a whole number from 0 to 50.')
  expect(recipeOf(wrong)).toBeNull()
})

it('does not complain about a seed that nothing needs', () => {
  const wrong = withNumber('seed', 'x')
  expect(problemsOf(wrong)).toEqual({})
  const split = { ...wrong, numbers: { ...wrong.numbers, validationPercent: '10' } }
  expect(problemsOf(split).seed).toContain('whole number')
})

it('says why an option does not apply, and leaves it out of what is made', () => {
  const options = { ...fields.options, extraFields: true, byteOrderMark: true, partitioned: true }
  const jsonl: FormFields = { ...fields, dataFormat: 'llama-factory', options }
  expect(applicabilityOf(jsonl)).toMatchObject({
    extraFields: 'Only in Standard (ShareGPT).',
    byteOrderMark: 'Only in CSV.',
    partitioned: 'Only in Parquet.',
  })
  expect(recipeOf(jsonl)?.options).toMatchObject({
    extraFields: false,
    byteOrderMark: false,
    partitioned: false,
  })
})

it('lets a folder parted by source and a validation part exclude each other, whichever came first', () => {
  const parquet: FormFields = { ...fields, fileFormat: 'parquet' }
  const split: FormFields = { ...parquet, numbers: { ...parquet.numbers, validationPercent: '10' } }
  expect(applicabilityOf(split)).toMatchObject({
    partitioned: 'Not together with a validation part.',
    validationPercent: null,
  })
  const parted: FormFields = { ...parquet, options: { ...parquet.options, partitioned: true } }
  expect(applicabilityOf(parted)).toMatchObject({ partitioned: null })
  expect(applicabilityOf(parted).validationPercent).toContain('parted by source')
  expect(recipeOf(parted)?.options).toMatchObject({ partitioned: true, validationPercent: 0 })
})

it('makes the records anew only where they would be others', () => {
  const key = recordsKey(fields)
  expect(recordsKey({ ...fields, name: 'other', options: { ...fields.options, card: true } })).toBe(key)
  expect(recordsKey({ ...fields, sensitive: 'redact' })).not.toBe(key)
})

it('knows the newest dataset of a name, whatever its capitals', () => {
  const list = [1, 2].map((version) => ({ name: 'Tides', version }) as DatasetSummary)
  expect(earlierOf(fields, list)?.version).toBe(2)
  expect(earlierOf({ ...fields, name: 'ebb' }, list)).toBeNull()
})
