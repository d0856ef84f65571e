import { expect, it } from 'vitest'
import type { ExportReport } from '@shared/job.ts'
import { nothingSensitive } from '@shared/sensitive-data.ts'
import { UsageError, type CommandContext } from './command.ts'
import { exportCommand } from './export-command.ts'
import { readWords } from './read-words.ts'

const given = (typed: string) => readWords(typed.split(' '), exportCommand.options)

it.each([
  'id --format markdown --out a.md',
  '--all --format json --out all/ --structure sequential --branches false',
  '--all --format librechat --zip all.zip --include-options false',
  '--query tides --format csv --out all.csv --one-file --all-columns true --byte-order-mark true',
  '--all --format png --out pictures/ --width 1200 --scale 3 --theme dark --header false --footer true',
  '--all --format dti --zip all.zip --person-identifier robin@example.org --sensitive redact',
  'id --format pdf --out a.pdf --page-size Letter',
  'id --format html --out a.html --theme auto --embed-pictures false --name {date}_{title}',
  'id --format text --out a.txt --option timestamps=true',
])('understands: %s', (typed) => {
  expect(() => exportCommand.check(given(typed))).not.toThrow()
})

it.each([
  ['no conversations', '--format json --out a/'],
  ['conversations chosen in two ways', 'id --all --format json --out a/'],
  ['no place', '--all --format json'],
  ['two places', '--all --format json --out a/ --zip a.zip'],
  ['a format that does not exist', '--all --format docx --out a/'],
  ['an option that the format lacks', '--all --format csv --out a/ --theme dark'],
  ['a value that the option lacks', '--all --format png --out a/ --scale 4'],
  ['one picture of all', '--all --format png --out a.png --one-file'],
  ['one file that is a folder', '--all --format json --out a/ --one-file'],
  ['a zip that is one file', '--all --format json --zip a.zip --one-file'],
  ['another way with sensitive data', '--all --format json --out a/ --sensitive hide'],
])('refuses %s as wrong usage', (_what, typed) => {
  expect(() => exportCommand.check(given(typed))).toThrow(UsageError)
})

it('names every option in its help, with its values and the formats that have it', () => {
  const help = exportCommand.options.map(
    ({ name, value, description }) => `--${name} ${value}: ${description}`,
  )
  expect(help).toContain('--structure recursive|sequential: json: Recursive or sequential')
  expect(help).toContain(
    '--branches true|false: text, markdown, json, csv, html, pdf: Export all message branches',
  )
})

it('says what was written, what failed, what was lost and what is sensitive', async () => {
  const report: ExportReport = {
    files: ['/tmp/a.zip'],
    written: 1,
    failed: [{ id: 'b', title: 'Ebb', reason: 'It is gone.' }],
    losses: [{ what: 'thinking', count: 3 }],
    sensitive: { ...nothingSensitive, email: 2 },
    stoppedBy: null,
  }
  const said: string[] = []
  const context = {
    ask: async () => ({ id: 'job' }),
    jobEnded: async () => ({ result: { kind: 'export', ...report }, error: null }),
    say: (line: string) => said.push(line),
    fail: (line: string) => said.push(`! ${line}`),
  } as unknown as CommandContext
  expect(await exportCommand.run(given('a b --format dti --zip /tmp/a.zip'), context)).toEqual(report)
  expect(said).toEqual([
    '/tmp/a.zip',
    '! Ebb: It is gone.',
    'The format has no place for: thinking (3).',
    'Sensitive data found: email 2.',
  ])
})
