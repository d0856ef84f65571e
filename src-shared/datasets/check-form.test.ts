import { expect, it } from 'vitest'
import {
  problemOfDatasetName,
  problemOfFileName,
  problemOfFormats,
  problemsOfForm,
  type DatasetForm,
} from './check-form.ts'
import { datasetOptions } from './options.ts'

it.each(['customer_support', 'a', '2024-01_support', 'A'.repeat(64)])('takes the name %s', (name) => {
  expect(problemOfDatasetName(name)).toBeNull()
  expect(problemOfFileName(name)).toBeNull()
})

it.each([
  ['', 'needed'],
  ['../secrets', 'slashes'],
  ['a\\b', 'slashes'],
  ['a.b', 'dots'],
  ['..', 'dots'],
  ['.hidden', 'dots'],
  ['train,eval', 'commas'],
  ['my data', 'spaces'],
  [' a', 'spaces'],
  ['データ', 'letters a to z'],
  ['-rf', 'hyphen'],
  ['a'.repeat(65), 'at most 64'],
  ['CON', 'device on Windows'],
  ['com1', 'device on Windows'],
  ['dataset_info', 'reserved'],
  ['README', 'reserved'],
  ['__proto__', 'reserved'],
])('refuses the name “%s” with the reason', (name, reason) => {
  expect(problemOfDatasetName(name)).toContain(reason)
  expect(problemOfFileName(name)).toContain(reason)
})

it('says that a file name has no ending', () => {
  expect(problemOfFileName('support.jsonl')).toContain('leave out “.jsonl”')
})

it('refuses files that cannot hold a data format and names those that can', () => {
  expect(problemOfFormats('csv', 'standard')).toBeNull()
  expect(problemOfFormats('csv', 'llama-factory')).toContain('Choose JSONL or Parquet')
  expect(problemOfFormats('parquet', 'openai')).toContain('Choose JSONL')
})

it('names what is wrong by field, and nothing where all is right', () => {
  const form: DatasetForm = {
    name: 'a',
    fileName: 'a',
    fileFormat: 'jsonl',
    dataFormat: 'standard',
    options: datasetOptions.parse({}),
  }
  expect(problemsOfForm(form)).toEqual({})
  const options = datasetOptions.parse({ partitioned: true })
  expect(Object.keys(problemsOfForm({ ...form, name: 'a/b', options }))).toEqual(['name', 'options'])
})
