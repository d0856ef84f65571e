/** `stemma export ID… | --all | --query Q  --format F  --out FILE_OR_FOLDER | --zip FILE` */
import { existsSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import { nameTemplate } from '@shared/contract/export.ts'
import type { ExportReport } from '@shared/job.ts'
import type { Exporter } from '../exporters/exporter.ts'
import { exporterOf, formatNames } from '../exporters/registry.ts'
import { makeFolder } from '../make-folder.ts'
import { isGiven, UsageError, valueOf, type CliCommand, type CommandContext, type Given } from './command.ts'
import { allConversations } from './choose-conversations.ts'
import { chosenOptions, exportFlags } from './export-flags.ts'
import { sensitiveLine, sensitiveOf, sensitiveOption } from './sensitive-option.ts'

const formats = formatNames.join('|')

export const exportCommand: CliCommand = {
  name: 'export',
  usage: `ID… | --all | --query Q  --format ${formats}  --out FILE_OR_FOLDER | --zip FILE`,
  summary: 'writes conversations to files: one to FILE, several into FOLDER or a zip, or all into one file',
  options: [
    { name: 'all', value: null, description: 'every conversation that is not in the trash' },
    { name: 'query', value: 'Q', description: 'those that a search for this finds' },
    { name: 'format', value: 'F', description: 'how to write them' },
    { name: 'out', value: 'PATH', description: 'the file, or the folder for several' },
    { name: 'zip', value: 'FILE', description: 'writes into a zip, a file for each conversation' },
    { name: 'one-file', value: null, description: 'writes all conversations into the one file --out' },
    {
      name: 'name',
      value: 'TEMPLATE',
      description: 'names of files: {title}, {date}, {today}, {source}, {model}',
    },
    sensitiveOption,
    { name: 'replace', value: null, description: 'write over files that are there already' },
    {
      name: 'option',
      value: 'NAME=VALUE',
      isRepeatable: true,
      description: 'an option of the format by its name, as the flags below',
    },
    ...exportFlags,
  ],
  check: (given) => {
    const ways = [given.words.length > 0, isGiven(given, 'all'), isGiven(given, 'query')].filter(Boolean)
    if (ways.length !== 1) throw new UsageError('Say which conversations: ids, --all or --query Q.')
    placeOf(given)
    const exporter = chosenExporter(given)
    if (isGiven(given, 'one-file') && exporter.writeJoined === null) {
      throw new UsageError(`A file of the format ${exporter.name} holds one conversation: not supported.`)
    }
    chosenOptions(given, exporter)
    sensitiveOf(given)
    templateOf(given)
  },
  run: async (given, context) => {
    const exporter = chosenExporter(given)
    const ids = await chosenIds(given, context)
    const { path, into } = placeOf(given)
    if (into === 'folder') makeOutFolder(path)
    if (ids.length === 0) {
      context.say('No conversation matches; nothing was written.')
      return { files: [] }
    }
    const template = templateOf(given)
    const job = await context.ask('export.start', {
      ids,
      format: exporter.id,
      options: chosenOptions(given, exporter),
      path,
      into,
      replace: isGiven(given, 'replace'),
      sensitive: sensitiveOf(given),
      ...(template === null ? {} : { nameTemplate: template }),
    })
    const { result, error } = await context.jobEnded(job.id)
    if (error) context.fail(error.message)
    if (result?.kind !== 'export') return { files: [] }
    const { kind: _kind, ...report } = result
    tell(report, context)
    return report
  },
}

function tell(report: ExportReport, { say, fail }: CommandContext): void {
  for (const file of report.files) say(file)
  for (const { id, title, reason } of report.failed) fail(`${title ?? id}: ${reason}`)
  if (report.losses.length > 0) {
    const losses = report.losses.map(({ what, count }) => `${what} (${count})`)
    say(`The format has no place for: ${losses.join(', ')}.`)
  }
  const { sensitive } = report
  if (sensitive !== null) say(sensitiveLine(sensitive))
}

function chosenExporter(given: Given): Exporter {
  const format = valueOf(given, 'format')
  if (format === null || !formatNames.includes(format))
    throw new UsageError(`Say the format: --format ${formats}.`)
  return exporterOf(format)
}

interface Place {
  readonly path: string
  readonly into: 'file' | 'folder' | 'zip'
}

function placeOf(given: Given): Place {
  const [out, zip] = [valueOf(given, 'out'), valueOf(given, 'zip')]
  if ((out === null) === (zip === null)) {
    throw new UsageError('Say where to write: --out FILE_OR_FOLDER, or --zip FILE.')
  }
  if (zip !== null) {
    if (isGiven(given, 'one-file')) throw new UsageError('Choose one of --zip and --one-file.')
    return { path: resolve(zip), into: 'zip' }
  }
  const path = out ?? ''
  if (isGiven(given, 'one-file')) {
    if (isFolder(path)) throw new UsageError('--one-file takes a file: --out FILE.')
    return { path: resolve(path), into: 'file' }
  }
  const isOne = given.words.length === 1 && !isFolder(path)
  return { path: resolve(path), into: isOne ? 'file' : 'folder' }
}

function templateOf(given: Given): string | null {
  const value = valueOf(given, 'name')
  if (value !== null && !nameTemplate.safeParse(value).success) {
    throw new UsageError('--name takes a template of 1 to 200 characters.')
  }
  return value
}

async function chosenIds(given: Given, context: CommandContext): Promise<string[]> {
  if (given.words.length > 0) return [...given.words]
  const query = valueOf(given, 'query')
  if (query !== null) return [...(await context.ask('search.conversations', { query }))]
  return (await allConversations(context, Number.MAX_SAFE_INTEGER)).map(({ id }) => id)
}

function isFolder(path: string): boolean {
  return path.endsWith(sep) || path.endsWith('/') || (existsSync(path) && statSync(path).isDirectory())
}

function makeOutFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    throw new AppError('cannot-write', `The folder ${folder} cannot be made.`, String(error))
  }
}
