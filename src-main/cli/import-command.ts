/** `stemma import FILE…` */
import { resolve } from 'node:path'
import type { ImportReport } from '@shared/job.ts'
import { UsageError, type CliCommand } from './command.ts'

export const importCommand: CliCommand = {
  name: 'import',
  usage: 'FILE…',
  summary: 'takes the conversations of export files, zips or folders into the archive',
  options: [],
  check: ({ words }) => {
    if (words.length === 0) throw new UsageError('Name at least one file or folder to import.')
  },
  run: async ({ words }, { ask, jobEnded, say, fail }) => {
    const job = await ask('import.start', { paths: words.map((word) => resolve(word)) })
    const ended = await jobEnded(job.id)
    if (ended.error) fail(ended.error.message)
    const reports = ended.result?.kind === 'import' ? ended.result.reports : []
    for (const report of reports) {
      say(sentenceOf(report))
      if (report.error) fail(`${report.file}: ${report.error.message}`)
      for (const { where, reason } of report.failed) fail(`${report.file}: ${where}: ${reason}`)
      for (const { where, reason } of report.skipped) say(`  skipped: ${where}: ${reason}`)
      for (const { where, reason } of report.remarks) say(`  remark: ${where}: ${reason}`)
    }
    return { imports: reports.map(reportForJson) }
  },
}

function sentenceOf(report: ImportReport): string {
  const { found, updated, unchanged, skipped, failed, attachments } = report
  return [
    `${report.file}: ${report.formatName ?? 'not imported'}`,
    `  ${found} found = ${report.new} new + ${updated} updated + ${unchanged} unchanged + ${skipped.length} skipped + ${failed.length} failed`,
    `  attachments: ${attachments.matched} matched, ${attachments.missing} missing`,
  ].join('\n')
}

function reportForJson(report: ImportReport): unknown {
  const { file, format, reason, state, found, updated, unchanged, skipped, failed, remarks } = report
  const { attachments, conversationIds, error } = report
  return {
    file,
    format,
    reason,
    state,
    found,
    new: report.new,
    updated,
    unchanged,
    skipped,
    failed,
    remarks,
    attachments,
    conversationIds,
    error: error === null ? null : { kind: error.kind, message: error.message },
  }
}
