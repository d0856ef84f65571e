/** `stemma import FILE…`, and with `--dry-run` what it would bring. */
import { resolve } from 'node:path'
import type { ImportPreview, PreviewRow } from '@shared/job.ts'
import { importers } from '../importers/registry.ts'
import { isGiven, isoTime, UsageError, valueOf, type CliCommand, type CommandContext } from './command.ts'

const formats = importers.map(({ id }) => id)

export const importCommand: CliCommand = {
  name: 'import',
  usage: 'FILE…',
  summary: 'takes the conversations of export files, zips or folders into the archive',
  options: [
    { name: 'dry-run', value: null, description: 'tell what would be imported and change nothing' },
    {
      name: 'format',
      value: 'ID',
      description: `read every file as this format, whatever it looks like: ${formats.join(', ')}`,
    },
  ],
  check: (given) => {
    if (given.words.length === 0) throw new UsageError('Name at least one file or folder to import.')
    const format = valueOf(given, 'format')
    if (format !== null && !formats.includes(format)) {
      throw new UsageError(`There is no format “${format}”.`)
    }
  },
  run: async (given, context) => {
    const paths = given.words.map((word) => resolve(word))
    const format = valueOf(given, 'format')
    const formatOf = format === null ? {} : Object.fromEntries(paths.map((path) => [path, format]))
    return isGiven(given, 'dry-run')
      ? await preview(paths, formatOf, context)
      : await importAll(paths, formatOf, context)
  },
}

type FormatOfPath = Readonly<Record<string, string>>

async function importAll(
  paths: readonly string[],
  formatOf: FormatOfPath,
  context: CommandContext,
): Promise<unknown> {
  const job = await context.ask('import.start', { paths: [...paths], formats: formatOf })
  const ended = await context.jobEnded(job.id)
  if (ended.error) context.fail(ended.error.message)
  const reports = ended.result?.kind === 'import' ? ended.result.reports : []
  for (const report of reports) tell(report, context)
  return {
    imports: reports.map((report) => ({ ...sumsForJson(report), conversationIds: report.conversationIds })),
  }
}

async function preview(
  paths: readonly string[],
  formatOf: FormatOfPath,
  context: CommandContext,
): Promise<unknown> {
  const job = await context.ask('import.preview', { paths: [...paths], formats: formatOf })
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
