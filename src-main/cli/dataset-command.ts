/** `stemma dataset create | list | preview | download | check | delete` */
import { resolve } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { Request } from '@shared/contract/contract.ts'
import { loadingSentence, problemEffects } from '@shared/datasets/check-words.ts'
import { changeKinds, dropKinds, type DatasetSummary, type TrainerCheck } from '@shared/datasets/dataset.ts'
import type { Job } from '@shared/job.ts'
import { masked, nameOfKind } from '@shared/sensitive-words.ts'
import {
  isGiven,
  isoTime,
  UsageError,
  valueOf,
  type CliCommand,
  type CommandContext,
  type Given,
} from './command.ts'
import { datasetWords, recipeOf, selectionOf, verbOf, versionOf } from './dataset-words.ts'
import { sensitiveLine, sensitiveOf } from './sensitive-option.ts'

export const datasetCommand: CliCommand = {
  name: 'dataset',
  usage:
    'create (ID…|--all|--query Q) --name N --file-name F --format F | list | preview NAME | download NAME --out FILE.zip | check NAME | delete NAME',
  summary: 'makes training files of conversations, lists and packs them',
  options: datasetWords.map(({ of: _of, ...option }) => option),
  check: (given) => {
    const verb = verbOf(given)
    const foreign = datasetWords.find((option) => isGiven(given, option.name) && !option.of.includes(verb))
    if (foreign !== undefined) throw new UsageError(`--${foreign.name} does not go with “${verb}”.`)
    if (verb === 'create') {
      selectionOf(given)
      recipeOf(given)
      return
    }
    const names = given.words.slice(1)
    if (verb === 'list' ? names.length > 0 : names.length !== 1)
      throw new UsageError(verb === 'list' ? '“list” takes no name.' : `Name one dataset: ${verb} NAME.`)
    if (isGiven(given, 'version')) versionOf(given)
    if (verb === 'download' && valueOf(given, 'out') === null)
      throw new UsageError('Say where to write: --out FILE.zip.')
  },
  run: async (given, context) => {
    switch (verbOf(given)) {
      case 'create':
        return await create(given, context)
      case 'list':
        return await list(context)
      case 'preview': {
        const { id } = await named(given, context)
        const preview = await context.ask('dataset.preview', { id })
        context.say(JSON.stringify(preview, null, 2))
        return preview
      }
      case 'download':
        return await download(given, context)
      case 'check':
        return await check(given, context)
      case 'delete':
        return await remove(given, context)
    }
  },
}

async function create(given: Given, context: CommandContext): Promise<unknown> {
  const { name, fileName, ...recipe } = recipeOf(given)
  const selection = selectionOf(given)
  const sensitive = sensitiveOf(given) === 'warn' ? await review({ ...recipe, selection }, context) : null
  const job = isGiven(given, 'dry-run')
    ? await context.ask('dataset.try', { ...recipe, selection })
    : await context.ask('dataset.create', {
        name,
        fileName,
        ...recipe,
        selection,
        replace: isGiven(given, 'replace'),
      })
  const result = resultOf(await context.jobEnded(job.id), context)
  if (result === null) return { dataset: null }
  const { dataset, report } = result
  if (dataset !== null) context.say(lineOf(dataset))
  if (report !== null && 'records' in report) {
    context.say(`${report.records} records of ${report.conversations} conversations`)
    for (const { why, count } of report.dropped) context.say(`  ${count} not written: ${dropKinds[why]}`)
    for (const { what, count } of report.changes) context.say(`  ${count} × ${changeKinds[what]}`)
    for (const warning of report.warnings) context.say(`  warning: ${warning}`)
  }
  if (report !== null) sayCheck(report.check, context)
  return { dataset: dataset === null ? null : datasetForJson(dataset), report, sensitive }
}

/** Names everything sensitive that would be written, hidden but for its ends; with `--dry-run`, before anything is. */
async function review(order: Request<'dataset.review'>, context: CommandContext): Promise<unknown> {
  const job = await context.jobEnded((await context.ask('dataset.review', order)).id)
  if (job.error !== null) context.fail(job.error.message)
  if (job.result?.kind !== 'export-check') return null
  const { counts } = job.result
  const found = job.result.found.map(({ id, title, examples }) => ({
    id,
    title,
    findings: [...new Map(examples.map(({ kind, text }) => [text, { kind, text: masked(text) }])).values()],
  }))
  context.say(sensitiveLine(counts))
  for (const { id, title, findings } of found) {
    context.say(`  “${title}” (${id})`)
    for (const { kind, text } of findings) context.say(`    ${nameOfKind(kind)}: ${text}`)
  }
  return { counts, found }
}

async function list({ ask, say }: CommandContext): Promise<unknown> {
  const datasets = await ask('dataset.list', {})
  for (const dataset of datasets) say(lineOf(dataset))
  return { datasets: datasets.map(datasetForJson) }
}

async function download(given: Given, context: CommandContext): Promise<unknown> {
  const { id } = await named(given, context)
  const job = await context.ask('dataset.download', {
    id,
    path: resolve(valueOf(given, 'out') ?? ''),
    layout: isGiven(given, 'hub') ? 'hub' : 'root',
    card: isGiven(given, 'card'),
    replace: isGiven(given, 'replace'),
  })
  const files = resultOf(await context.jobEnded(job.id), context)?.files ?? []
  for (const file of files) context.say(file)
  return { files }
}

async function check(given: Given, context: CommandContext): Promise<unknown> {
  const { id } = await named(given, context)
  const job = await context.ask('dataset.check', { id })
  const found = resultOf(await context.jobEnded(job.id), context)?.report?.check ?? null
  if (found !== null) sayCheck(found, context)
  return { check: found }
}

async function remove(given: Given, context: CommandContext): Promise<unknown> {
  const ids = (await allNamed(given, context)).map(({ id }) => id)
  const { deleted } = await context.ask('dataset.delete', { ids })
  context.say(`${deleted} deleted.`)
  return { deleted }
}

/** The newest dataset of the name, or the version that was asked for. */
async function named(given: Given, context: CommandContext): Promise<DatasetSummary> {
  const [newest] = (await allNamed(given, context)).toSorted((one, other) => other.version - one.version)
  if (newest === undefined) throw new Error('A name that is known has no dataset.')
  return newest
}

async function allNamed(given: Given, { ask }: CommandContext): Promise<DatasetSummary[]> {
  const name = given.words[1] ?? ''
  const version = versionOf(given)
  const found = (await ask('dataset.list', {})).filter(
    (dataset) =>
      dataset.name.toLowerCase() === name.toLowerCase() && (version === null || dataset.version === version),
  )
  if (found.length > 0) return found
  const what = version === null ? `dataset “${name}”` : `version ${version} of the dataset “${name}”`
  throw new AppError('not-found', `There is no ${what} in this archive. “stemma dataset list” names all.`)
}

type Result = Extract<NonNullable<Job['result']>, { kind: 'dataset' }>

function resultOf(job: Job, context: CommandContext): Result | null {
  if (job.error !== null) context.fail(job.error.message)
  return job.result?.kind === 'dataset' ? job.result : null
}

function sayCheck(found: TrainerCheck, { say }: CommandContext): void {
  say(loadingSentence(found))
  const { problems, remarks } = found
  for (const { record, conversationId, title, effect, reason } of problems) {
    const origin = [title === undefined ? '' : `“${title}” `, conversationId].join('')
    say(`  record ${record}, ${origin}: ${problemEffects[effect]}. ${reason}`)
  }
  for (const remark of remarks) say(`  ${remark}`)
}

function lineOf({ name, version, dataFormat, fileFormat, createdAt, records, size }: DatasetSummary): string {
  return `${name}  version ${version}  ${dataFormat}  ${fileFormat}  ${isoTime(createdAt) ?? ''}  ${records} records  ${size} bytes`
}

function datasetForJson(dataset: DatasetSummary): unknown {
  const { options: _options, ...shown } = dataset
  return { ...shown, createdAt: isoTime(dataset.createdAt) }
}
