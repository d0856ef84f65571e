/** `stemma import FILE…`, and with `--dry-run` what it would bring. */
import { resolve } from 'node:path'
import type { Request } from '@shared/contract/contract.ts'
import type { ImportPreview, ImportReport, Job, PreviewRow } from '@shared/job.ts'
import { importers } from '../importers/registry.ts'
import {
  bytesOf,
  isGiven,
  isoTime,
  UsageError,
  valueOf,
  type CliCommand,
  type CommandContext,
} from './command.ts'

const formatIds = importers.map(({ id }) => id)

export const importCommand: CliCommand = {
  name: 'import',
  usage: 'FILE…',
  summary: 'takes the conversations of export files, zips or folders into the archive',
  options: [
    { name: 'dry-run', value: null, description: 'tell what would be imported and change nothing' },
    {
      name: 'format',
      value: 'ID',
      description: `read every file as this format, whatever it looks like: ${formatIds.join(', ')}`,
    },
    {
      name: 'max-size',
      value: 'SIZE',
      description: 'the largest file to read (500MB, 2GB), in the place of what is set',
    },
  ],
  check: (given) => {
    if (given.words.length === 0) throw new UsageError('Name at least one file or folder to import.')
    bytesOf(given, 'max-size')
    const format = valueOf(given, 'format')
    if (format !== null && !formatIds.includes(format)) {
      throw new UsageError(`There is no format “${format}”.`)
    }
  },
  run: async (given, context) => {
    const paths = given.words.map((word) => resolve(word))
    const format = valueOf(given, 'format')
    const formats = format === null ? {} : Object.fromEntries(paths.map((path) => [path, format]))
    const maxBytes = bytesOf(given, 'max-size')
    const order = { paths, formats, ...(maxBytes !== null && { maxBytes }) }
    return isGiven(given, 'dry-run') ? await preview(order, context) : await importAll(order, context)
  },
}

async function importAll(order: Request<'import.start'>, context: CommandContext): Promise<unknown> {
  return await tellReports(await context.ask('import.start', order), context)
}

/** Waits for an import, tells how it ended, and answers what `--json` prints of it. */
export async function tellReports({ id }: Job, context: CommandContext): Promise<unknown> {
  const ended = await context.jobEnded(id)
  if (ended.error) context.fail(ended.error.message)
  const reports = ended.result?.kind === 'import' ? ended.result.reports : []
  for (const report of reports) tell(report, context)
  return { imports: reports.map(reportForJson) }
}

async function preview(order: Request<'import.preview'>, context: CommandContext): Promise<unknown> {
  const job = await context.ask('import.preview', order)
  const ended = await context.jobEnded(job.id)
  if (ended.error) context.fail(ended.error.message)
  const previews = ended.result?.kind === 'preview' ? ended.result.previews : []
  for (const one of previews) {
    tell(one, context)
    for (const row of one.rows) {
      context.say(`  ${row.result}: ${row.title} (${row.messages} messages, ${row.branches} branches)`)
    }
  }
  return {
    imports: previews.map((one) => ({ ...sumsForJson(one), conversations: one.rows.map(rowForJson) })),
  }
}

/** What a report and a preview have in common. */
type Sums = Omit<ImportPreview, 'parts' | 'rows'>

function tell(sums: Sums, { say, fail }: CommandContext): void {
  say(sentenceOf(sums))
  if (sums.error) fail(`${sums.file}: ${sums.error.message}`)
  for (const { where, reason } of sums.failed) fail(`${sums.file}: ${where}: ${reason}`)
  for (const { where, reason } of sums.skipped) say(`  skipped: ${where}: ${reason}`)
  for (const { where, reason } of sums.remarks) say(`  remark: ${where}: ${reason}`)
}

function sentenceOf(sums: Sums): string {
  const { found, updated, unchanged, skipped, failed, attachments } = sums
  return [
    `${sums.file}: ${sums.formatName ?? 'not imported'}`,
    `  ${found} found = ${sums.new} new + ${updated} updated + ${unchanged} unchanged + ${skipped.length} skipped + ${failed.length} failed`,
    `  attachments: ${attachments.matched} matched, ${attachments.missing} missing`,
  ].join('\n')
}

function reportForJson(report: ImportReport): object {
  const { importId, rereadOf, sha256, parts, conversationIds } = report
  return { importId, rereadOf, sha256, parts, ...sumsForJson(report), conversationIds }
}

function sumsForJson(sums: Sums): object {
  const { file, format, reason, state, found, updated, unchanged, skipped, failed, remarks } = sums
  const { attachments, error } = sums
  return {
    file,
    format,
    reason,
    state,
    found,
    new: sums.new,
    updated,
    unchanged,
    skipped,
    failed,
    remarks,
    attachments,
    error: error === null ? null : { kind: error.kind, message: error.message },
  }
}

function rowForJson({ place, title, createdAt, updatedAt, messages, branches, result }: PreviewRow): object {
  return {
    place,
    title,
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
    messages,
    branches,
    result,
  }
}
