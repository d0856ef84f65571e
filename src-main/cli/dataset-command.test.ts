import { expect, it } from 'vitest'
import { UsageError } from './command.ts'
import { datasetCommand } from './dataset-command.ts'
import { readWords } from './read-words.ts'

function check(line: string): void {
  datasetCommand.check(readWords(line.split(' '), datasetCommand.options))
}

const good = 'create --all --name support --file-name conversations --format jsonl'

it.each([
  good,
  'create c-1 c-2 --name support --file-name conversations --format csv --bom',
  'create --query oats --name a --file-name b --format parquet --data-format llama-factory --validation 10 --seed 7',
  'create --all --format jsonl --dry-run --sensitive warn',
  'list',
  'preview support',
  'preview support --version 2',
  'download support --out support.zip --hub --card',
  'check support',
  'delete support',
])('understands “dataset %s”', (line) => {
  expect(() => check(line)).not.toThrow()
})

it.each([
  ['remove support', 'Say what to do'],
  ['create --name a --file-name b --format jsonl', 'which conversations'],
  [good.replace('--all', '--all --query oats'), 'which conversations'],
  [good.replace('support', '../support'), 'slashes'],
  [good.replace('support', 'a,b'), 'commas'],
  [good.replace('conversations', 'con'), 'device on Windows'],
  [good.replace('conversations', 'data.jsonl'), 'no ending'],
  [good.replace('jsonl', 'xml'), 'no value of --format'],
  [good.replace(' --format jsonl', ''), 'Say the format'],
  ['create --all --file-name b --format jsonl', 'dataset name is needed'],
  [`${good} --data-format gguf`, 'no value of --data-format'],
  [good.replace('jsonl', 'csv --data-format openai'), 'Choose JSONL'],
  [`${good} --validation 80`, '--validation takes a whole number from 0 to 50, not “80”.'],
  [`${good} --seed many`, '--seed takes a whole number from 0 to 2147483647, not “many”.'],
  [`${good} --branches some`, '--branches takes shown, leaves, not “some”.'],
  [`${good} --partitioned`, 'Only Parquet'],
  [`${good} --sensitive hide`, '--sensitive takes off|warn|redact'],
  ['preview', 'Name one dataset'],
  ['preview a b', 'Name one dataset'],
  ['preview a --version 0', 'whole number'],
  ['download a', '--out FILE.zip'],
  ['list --name a', 'does not go with “list”'],
])('refuses “dataset %s” as wrong usage, with the reason', (line, reason) => {
  expect(() => check(line)).toThrow(UsageError)
  expect(() => check(line)).toThrow(reason)
})
