/** `stemma html-export create|list|save|delete|assistants|keep`: HTML archives of an assistant's conversations. */
import { resolve } from 'node:path'
import { mostDays, type ArchiveOptions, type Period } from '@shared/contract/html-archives.ts'
import type { HtmlArchive } from '@shared/written-archive.ts'
import { AppError } from '@shared/contract/app-error.ts'
import {
  isGiven,
  isoTime,
  UsageError,
  valueOf,
  type CliCommand,
  type CommandContext,
  type Given,
} from './command.ts'
import { sensitiveLine, sensitiveOf, sensitiveOption } from './sensitive-option.ts'

const usualDays = 30

/** Which options go with which verb, and how many words follow it. */
const verbs: Readonly<Record<string, { readonly words: number; readonly options: readonly string[] }>> = {
  create: {
    words: 0,
    options: [
      'assistant',
      'days',
      'from',
      'to',
      'out',
      'replace',
      'embed',
      'largest-file',
      'hide-people',
      'split',
      'sensitive',
    ],
  },
  list: { words: 0, options: [] },
  assistants: { words: 0, options: [] },
  save: { words: 1, options: ['out', 'replace'] },
  delete: { words: 1, options: [] },
  keep: { words: 0, options: ['count', 'age'] },
}
const everywhere = ['archive', 'json', 'help']

export const htmlExportCommand: CliCommand = {
  name: 'html-export',
  usage:
    'create --assistant ID|all --days N [--out FILE] | list | assistants | save ID --out FILE | delete ID | keep',
  summary:
    'writes all conversations with an assistant into one HTML file, or a page a month, and keeps a list of them',
  options: [
    {
      name: 'assistant',
      value: 'ID',
      description: 'create: whose conversations; “assistants” lists the ids',
    },
    { name: 'days', value: 'N', description: `create: of the last N days, 1 to ${mostDays} (${usualDays})` },
    { name: 'from', value: 'DATE', description: 'create: of exact dates instead, from 2026-01-01 …' },
    { name: 'to', value: 'DATE', description: 'create: … to 2026-03-31, both days included' },
    {
      name: 'split',
      value: 'month',
      description: 'create: a page a month, with an index page; --out then takes a ZIP',
    },
    {
      name: 'out',
      value: 'FILE',
      description: 'create, save: where to copy the file, several pages as a ZIP',
    },
    { name: 'replace', value: null, description: 'create, save: write over a file that is there already' },
    {
      name: 'embed',
      value: null,
      description: 'create: include the data, so that Stemma can import it again',
    },
    {
      name: 'largest-file',
      value: 'MB',
      description: 'create: largest picture or sound that is written into it (2); 0 for none, “all”',
    },
    { name: 'hide-people', value: null, description: 'create: leave out names and addresses of people' },
    { ...sensitiveOption, description: `create: ${sensitiveOption.description}` },
    { name: 'count', value: 'N', description: 'keep: at most N files are kept; “all” for any number' },
    { name: 'age', value: 'DAYS', description: 'keep: files are kept so many days; “ever” for ever' },
  ],
  check: (given) => {
    const [verb, ...words] = given.words
    const known = verb === undefined ? undefined : verbs[verb]
    if (!known) throw new UsageError(`Say what to do: ${Object.keys(verbs).join(', ')}.`)
    if (words.length !== known.words) {
      throw new UsageError(
        known.words === 1 ? 'Name one export by its id.' : `“${words[0]}” is not understood.`,
      )
    }
    for (const name of given.options.keys()) {
      if (!known.options.includes(name) && !everywhere.includes(name)) {
        throw new UsageError(`--${name} does not go with ${verb}.`)
      }
    }
    if (verb === 'create') {
      if (valueOf(given, 'assistant') === null)
        throw new UsageError('Say whose conversations: --assistant ID or all.')
      periodOf(given)
      largestFileOf(given)
      sensitiveOf(given)
      splitOf(given)
    }
    if (verb === 'save' && valueOf(given, 'out') === null) throw new UsageError('Say where to: --out FILE.')
    if (verb === 'keep') limitsOf(given)
  },
  run: async (given, context) => {
    const [verb, id = ''] = given.words
    switch (verb) {
      case 'create':
        return await create(given, context)
      case 'save':
        return await save(idOf(id), given, context)
      case 'delete':
        await context.ask('htmlArchives.delete', { id: idOf(id) })
        context.say(`Export ${id} is deleted; all of it was overwritten.`)
        return { deleted: idOf(id) }
      case 'assistants':
        return await listAssistants(context)
      case 'keep':
        return await keep(given, context)
      default:
        return await list(context)
    }
  },
}

async function create(given: Given, context: CommandContext): Promise<unknown> {
  const job = await context.ask('htmlArchives.create', {
    assistantId: valueOf(given, 'assistant') ?? '',
    period: periodOf(given),
    options: {
      hasData: isGiven(given, 'embed'),
      largestFile: largestFileOf(given),
      showsPeople: !isGiven(given, 'hide-people'),
      sensitive: sensitiveOf(given),
      split: splitOf(given),
    },
  })
  const ended = await context.jobEnded(job.id)
  if (ended.error) context.fail(ended.error.message)
  if (ended.result?.kind !== 'html-archive') return { export: null }
  const { archive, removed, sensitive } = ended.result
  context.say(lineOf(archive))
  if (sensitive !== null) context.say(sensitiveLine(sensitive))
  for (const name of removed) context.say(`removed by your limits: ${name}`)
  const out = valueOf(given, 'out')
  const saved = out === null ? null : await copyTo(out, archive.id, given, context)
  return { export: forJson(archive), removed, sensitive, savedAs: saved }
}

async function save(id: number, given: Given, context: CommandContext): Promise<unknown> {
  return { savedAs: await copyTo(valueOf(given, 'out') ?? '', id, given, context) }
}

async function copyTo(out: string, id: number, given: Given, context: CommandContext): Promise<string> {
  const { path } = await context.ask('htmlArchives.save', {
    id,
    path: resolve(out),
    replace: isGiven(given, 'replace'),
  })
  context.say(path)
  return path
}

async function list({ ask, say }: CommandContext): Promise<unknown> {
  const { archives, limits, removed } = await ask('htmlArchives.list', {})
  for (const archive of archives) {
    say(`${lineOf(archive)}${archive.isThere ? '' : '  (not all of it is there any more)'}`)
  }
  if (archives.length === 0) say('No exports yet.')
  return {
    exports: archives.map((archive) => ({
      ...forJson(archive),
      keptUntil: isoTime(archive.keptUntil),
      isThere: archive.isThere,
    })),
    limits,
    removed: removed.map((one) => ({ ...one, removedAt: isoTime(one.removedAt) })),
  }
}

async function listAssistants({ ask, say }: CommandContext): Promise<unknown> {
  const assistants = await ask('htmlArchives.assistants', {})
  for (const { id, name, conversations } of assistants) say(`${id}  ${conversations} conversations  ${name}`)
  return { assistants }
}

async function keep(given: Given, { ask, say }: CommandContext): Promise<unknown> {
  const chosen = limitsOf(given)
  const before = (await ask('htmlArchives.list', {})).limits
  const limits = {
    count: chosen.count === undefined ? before.count : chosen.count,
    days: chosen.days === undefined ? before.days : chosen.days,
  }
  const removed = await ask('htmlArchives.removedBy', { limits })
  const isChange = chosen.count !== undefined || chosen.days !== undefined
  if (isChange) await ask('htmlArchives.changeLimits', { limits })
  say(
    `Kept: ${limits.count === null ? 'any number of files' : `at most ${limits.count} files`}, ${limits.days === null ? 'for ever' : `for ${limits.days} days`}.`,
  )
  if (isChange) for (const name of removed) say(`removed by your limits: ${name}`)
  return { limits, removed: isChange ? removed : [] }
}

function periodOf(given: Given): Period {
  const days = valueOf(given, 'days')
  const from = valueOf(given, 'from')
  const to = valueOf(given, 'to')
  if (from === null && to === null) return { kind: 'days', days: daysOf(days) }
  if (days !== null) throw new UsageError('Give either --days or --from and --to.')
  if (from === null || to === null) throw new UsageError('Exact dates need both --from and --to.')
  for (const date of [from, to]) {
    if (!isDate(date)) throw new UsageError(`“${date}” is no date: write it as 2026-11-21.`)
  }
  if (from > to) throw new UsageError('--from comes before --to.')
  return { kind: 'dates', from, to }
}

function daysOf(text: string | null): number {
  if (text === null) return usualDays
  const days = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (days < 1 || days > mostDays)
    throw new UsageError(`--days takes a whole number from 1 to ${mostDays}, not “${text}”.`)
  return days
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** In bytes; null for all. */
function largestFileOf(given: Given): number | null {
  const text = valueOf(given, 'largest-file')
  if (text === 'all') return null
  if (text !== null && !/^\d{1,6}$/.test(text)) {
    throw new UsageError(`--largest-file takes a number of megabytes or “all”, not “${text}”.`)
  }
  return text === null ? 2_000_000 : Number(text) * 1_000_000
}

function splitOf(given: Given): ArchiveOptions['split'] {
  const text = valueOf(given, 'split')
  if (text === null) return 'none'
  if (text !== 'month') throw new UsageError(`--split takes “month”, not “${text}”.`)
  const out = valueOf(given, 'out')
  if (out !== null && !/\.zip$/i.test(out)) {
    throw new UsageError('Several pages are saved as a ZIP: --out takes a name that ends in .zip.')
  }
  return 'month'
}

function limitsOf(given: Given): { readonly count?: number | null; readonly days?: number | null } {
  const count = valueOf(given, 'count')
  const age = valueOf(given, 'age')
  return {
    ...(count === null ? {} : { count: count === 'all' ? null : limitOf('count', count, 1000) }),
    ...(age === null ? {} : { days: age === 'ever' ? null : limitOf('age', age, 3650) }),
  }
}

function limitOf(name: string, text: string, most: number): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > most)
    throw new UsageError(`--${name} takes a whole number from 1 to ${most}, not “${text}”.`)
  return limit
}

function idOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new AppError('not-found', `There is no export ${text}. “stemma html-export list” shows them.`)
}

type Written = Omit<HtmlArchive, 'keptUntil' | 'isThere'>

function lineOf({ id, fileName, createdAt, assistantName, size, pages, conversations }: Written): string {
  const parts = pages === 1 ? '' : `  ${pages} pages`
  return `${id}  ${fileName}  ${isoTime(createdAt)}  ${assistantName}  ${conversations} conversations  ${size} bytes${parts}`
}

function forJson({ from, to, createdAt, ...rest }: Written): Readonly<Record<string, unknown>> {
  return { ...rest, from: isoTime(from), to: isoTime(to), createdAt: isoTime(createdAt) }
}
