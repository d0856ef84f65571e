/** `stemma export ID… | --all | --query Q  --format F --out FILE_OR_FOLDER [--option name=value]…` */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import { parseOption, type ChosenOptions } from '@shared/option.ts'
import type { Exporter } from '../exporters/exporter.ts'
import { exporters } from '../exporters/registry.ts'
import {
  isGiven,
  UsageError,
  valueOf,
  valuesOf,
  type CliCommand,
  type CommandContext,
  type Given,
} from './command.ts'
import { allConversations } from './choose-conversations.ts'

export const exportCommand: CliCommand = {
  name: 'export',
  usage: `ID… | --all | --query Q  --format ${exporters.map(({ id }) => id).join('|')} --out FILE_OR_FOLDER`,
  summary: 'writes conversations to files: one to FILE, several into FOLDER',
  options: [
    { name: 'all', value: null, description: 'every conversation that is not in the trash' },
    { name: 'query', value: 'Q', description: 'those in which all these words stand' },
    { name: 'format', value: 'F', description: 'how to write them' },
    { name: 'out', value: 'PATH', description: 'the file, or the folder for several' },
    {
      name: 'option',
      value: 'NAME=VALUE',
      isRepeatable: true,
      description: `options of the format: ${optionsInWords()}`,
    },
    { name: 'replace', value: null, description: 'write over files that are there already' },
  ],
  check: (given) => {
    const ways = [given.words.length > 0, isGiven(given, 'all'), isGiven(given, 'query')].filter(Boolean)
    if (ways.length !== 1) throw new UsageError('Say which conversations: ids, --all or --query Q.')
    if (valueOf(given, 'out') === null) throw new UsageError('Say where to write: --out FILE_OR_FOLDER.')
    chosenOptions(given, chosenExporter(given))
  },
  run: async (given, context) => {
    const exporter = chosenExporter(given)
    const ids = await chosenIds(given, context)
    const out = valueOf(given, 'out') ?? ''
    const into = given.words.length === 1 && !isFolder(out) ? 'file' : 'folder'
    if (into === 'folder') makeFolder(resolve(out))
    if (ids.length === 0) {
      context.say('No conversation matches; nothing was written.')
      return { files: [] }
    }
    const job = await context.ask('export.start', {
      ids,
      format: exporter.id,
      options: chosenOptions(given, exporter),
      path: resolve(out),
      into,
      replace: isGiven(given, 'replace'),
    })
    const ended = await context.jobEnded(job.id)
    if (ended.error) context.fail(ended.error.message)
    const files = ended.result?.kind === 'export' ? ended.result.files : []
    for (const file of files) context.say(file)
    return { files }
  },
}

function chosenExporter(given: Given): Exporter {
  const format = valueOf(given, 'format')
  const exporter = exporters.find(({ id }) => id === format)
  if (!exporter) throw new UsageError(`Say the format: --format ${exporters.map(({ id }) => id).join('|')}.`)
  return exporter
}

function chosenOptions(given: Given, exporter: Exporter): ChosenOptions {
  return Object.fromEntries(
    valuesOf(given, 'option').map((text) => {
      const [name = '', ...rest] = text.split('=')
      const option = exporter.options.find((candidate) => candidate.name === name)
      if (!option) throw new UsageError(`${exporter.name} has no option “${name}”.`)
      const value = parseOption(option, rest.join('='))
      if (value === null) throw new UsageError(`“${rest.join('=')}” is no value of the option ${name}.`)
      return [name, value]
    }),
  )
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

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new AppError('cannot-write', `The folder ${folder} cannot be made.`, String(error))
  }
}

function optionsInWords(): string {
  return exporters
    .flatMap(({ id, options }) =>
      options.map((option) => {
        const values =
          option.kind === 'switch' ? 'true|false' : option.choices.map(({ value }) => value).join('|')
        return `${id}: ${option.name}=${values}`
      }),
    )
    .join('; ')
}
