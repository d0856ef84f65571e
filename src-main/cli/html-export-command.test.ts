import { expect, it } from 'vitest'
import { UsageError } from './command.ts'
import { htmlExportCommand } from './html-export-command.ts'
import { readWords } from './read-words.ts'

function check(...typed: string[]): void {
  htmlExportCommand.check(readWords(typed, htmlExportCommand.options))
}

it.each([
  ['create --assistant all --days 1'],
  ['create --assistant chatgpt:gpt-4o --days 365 --out a.html --embed --sensitive redact'],
  ['create --assistant all --from 2024-02-01 --to 2026-02-28 --largest-file all'],
  ['create --assistant all --split month --out all.zip'],
  ['list'],
  ['assistants'],
  ['save 3 --out a.html --replace'],
  ['delete 3'],
  ['keep --count all --age 90'],
])('understands %s', (typed) => {
  expect(() => check(...typed.split(' '))).not.toThrow()
})

it.each([
  ['no verb', ''],
  ['another verb', 'burn 3'],
  ['no assistant', 'create --days 7'],
  ['no days at all', 'create --assistant all --days 0'],
  ['more days than a year has', 'create --assistant all --days 366'],
  ['days before today', 'create --assistant all --days -1'],
  ['half a day', 'create --assistant all --days 1.5'],
  ['days in words', 'create --assistant all --days many'],
  ['days and dates', 'create --assistant all --days 7 --from 2026-01-01 --to 2026-01-02'],
  ['half of the dates', 'create --assistant all --from 2026-01-01'],
  ['a date that no calendar has', 'create --assistant all --from 2026-02-01 --to 2026-02-30'],
  ['dates the wrong way round', 'create --assistant all --from 2026-02-02 --to 2026-02-01'],
  ['a place to save that is not named', 'save 3'],
  ['deleting without an id', 'delete'],
  ['an option of another verb', 'list --days 7'],
  ['another way with sensitive data', 'create --assistant all --sensitive hide'],
  ['another way to split', 'create --assistant all --split week'],
  ['several pages in one page', 'create --assistant all --split month --out all.html'],
  ['a limit of nothing', 'keep --count 0'],
])('refuses %s as wrong usage', (_what, typed) => {
  expect(() => check(...typed.split(' ').filter((word) => word !== ''))).toThrow(UsageError)
})
