/** Carries out one command line: finds the command, opens the archive, prints, answers with the exit code. */
import { resolve } from 'node:path'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import { createApp } from '../app.ts'
import { usualArchiveFolder } from '../archive-folder.ts'
import { askOf } from '../ipc/router.ts'
import { makeFolder } from '../make-folder.ts'
import type { PagePrinter } from '../ports.ts'
import { isGiven, UsageError, valueOf, type CliCommand, type CommandOption } from './command.ts'
import { backupCommand } from './backup-command.ts'
import { datasetCommand } from './dataset-command.ts'
import { exportCommand } from './export-command.ts'
import { htmlExportCommand } from './html-export-command.ts'
import { importCommand } from './import-command.ts'
import { importsCommand } from './imports-command.ts'
import { listCommand } from './list-command.ts'
import { readWords } from './read-words.ts'
import { restoreCommand } from './restore-command.ts'
import { searchCommand } from './search-command.ts'
import { serveCommand } from './serve-command.ts'
import { showCommand } from './show-command.ts'
import { verifyCommand } from './verify-command.ts'

const commands: readonly CliCommand[] = [
  importCommand,
  importsCommand,
  listCommand,
  showCommand,
  searchCommand,
  exportCommand,
  datasetCommand,
  htmlExportCommand,
  serveCommand,
  backupCommand,
  verifyCommand,
  restoreCommand,
]

const commonOptions: readonly CommandOption[] = [
  { name: 'archive', value: 'FOLDER', description: 'the archive to use instead of your usual one' },
  { name: 'json', value: null, description: 'print one JSON value on stdout and nothing else there' },
  { name: 'help', value: null, description: 'print this' },
]

/** Whether a command line draws pages and so has to be carried out by Electron. */
export function needsDesktop(argv: readonly string[]): boolean {
  if (argv[0] !== 'export' || argv.includes('--help')) return false
  return argv.some(
    (word, i) =>
      /^--format=(pdf|png)$/.test(word) || (word === '--format' && /^(pdf|png)$/.test(argv[i + 1] ?? '')),
  )
}

/**
 * Answers with the exit code: 0 all well, 1 something failed (named on stderr), 2 wrong usage. `makePrinter` is
 * given where pages can be drawn.
 */
export async function runCommandLine(
  argv: readonly string[],
  makePrinter: ((archiveFolder: string) => PagePrinter) | null,
): Promise<number> {
  endWithTheReader()
  const [name, ...typed] = argv
  if (name === undefined || name === '--help' || name === 'help') {
    print(overview())
    return name === undefined ? 2 : 0
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (!command) {
    complain(`There is no command “${name}”.\n\n${overview()}`)
    return 2
  }
  try {
    return await carryOut(command, typed, makePrinter)
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n\n${helpOf(command)}`)
      return 2
    }
    const { kind, message, detail } = toErrorValue(error)
    complain(kind === 'bug' && detail !== null ? `${message}\n${detail}` : message)
    return kind === 'invalid-input' ? 2 : 1
  }
}

async function carryOut(
  command: CliCommand,
  typed: readonly string[],
  makePrinter: ((archiveFolder: string) => PagePrinter) | null,
): Promise<number> {
  if (typed.includes('--help')) {
    print(helpOf(command))
    return 0
  }
  const given = readWords(typed, [...command.options, ...commonOptions])
  command.check(given)
  const isJson = isGiven(given, 'json')
  const archiveFolder = resolve(valueOf(given, 'archive') ?? usualArchiveFolder())
  makeArchiveFolder(archiveFolder)
  let exitCode = 0
  const app = createApp({
    archiveFolder,
    printer: makePrinter?.(archiveFolder) ?? null,
    tidiesUp: false,
    tell: () => undefined,
  })
  try {
    const answer = await command.run(given, {
      ask: askOf(app),
      jobEnded: (id) => app.jobEnded(id),
      say: (line) => {
        if (!isJson) print(line)
      },
      sayJson: (value) => {
        if (isJson) print(JSON.stringify(value))
      },
      fail: (line) => {
        exitCode = 1
        complain(line)
      },
    })
    if (isJson && answer !== undefined) print(JSON.stringify(answer))
  } finally {
    await app.close()
  }
  return exitCode
}

function makeArchiveFolder(folder: string): void {
  try {
    makeFolder(folder, 0o700)
  } catch (error) {
    throw new AppError('cannot-write', `The archive folder ${folder} cannot be made or used.`, String(error))
  }
}

function overview(): string {
  return [
    'stemma COMMAND [--archive FOLDER] [--json]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(11)} ${summary}`),
    '',
    'stemma COMMAND --help tells more about one.',
  ].join('\n')
}

function helpOf(command: CliCommand): string {
  const lines = [...command.options, ...commonOptions].map(({ name, value, description }) => {
    const left = value === null ? `--${name}` : `--${name} ${value}`
    return `  ${left.padEnd(24)} ${description}`
  })
  return [`stemma ${command.name} ${command.usage}`.trimEnd(), '', `  ${command.summary}`, '', ...lines].join(
    '\n',
  )
}

/** `stemma list | head`: when whoever reads has seen enough, there is nothing left to do and nothing to complain of. */
function endWithTheReader(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
