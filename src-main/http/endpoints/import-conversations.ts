/** `POST /api/convos/import`: takes an export file in as the import screen does, and answers when it is in. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { fromErrorValue, type ErrorValue } from '@shared/contract/app-error.ts'
import type { ImportReport } from '@shared/job.ts'
import { fileNameOf } from '../../exporters/file-names.ts'
import { ApiError } from '../api-error.ts'
import type { Archive } from '../ask.ts'
import { endpoint, type UploadedFile } from '../endpoint.ts'

export const importConversations = endpoint({
  method: 'POST',
  path: '/api/convos/import',
  summary: 'Import conversations from a file',
  description: 'Takes every format that Stemma reads, not only JSON. Importing a file again adds nothing.',
  changes: true,
  body: 'file',
  status: 201,
  answer: z.object({
    message: z.string(),
    imported: z.object({
      found: z.number().int(),
      new: z.number().int(),
      updated: z.number().int(),
      unchanged: z.number().int(),
      skipped: z.number().int(),
      failed: z.array(z.object({ where: z.string(), reason: z.string() })),
    }),
    conversationIds: z.array(z.string()).describe('Those that are new or have grown'),
  }),
  failures: [413, 415, 429],
  handle: async ({ file }, { ask, jobEnded, gone }) => {
    if (file === null) throw new ApiError(400, 'file is required')
    const folder = await mkdtemp(join(tmpdir(), 'stemma-upload-'))
    try {
      const path = join(folder, safeNameOf(file))
      await pipeline(file.content, createWriteStream(path, { mode: 0o600 }))
      const report = await importFile(path, { ask, jobEnded }, gone)
      return answerOf(report)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})

/** The name tells some formats apart, so it is kept as far as a file may have it. LibreChat's client sends it URI-encoded. */
function safeNameOf({ name }: UploadedFile): string {
  const plain = decoded(name)
  const extension = /^\.[a-z0-9]{1,10}$/i.exec(extname(plain))?.[0] ?? ''
  return `${fileNameOf(plain.slice(0, plain.length - extension.length))}${extension}`
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

async function importFile(
  path: string,
  { ask, jobEnded }: Archive,
  gone: AbortSignal,
): Promise<ImportReport> {
  const { id } = await ask('import.start', { paths: [path] })
  const cancel = (): void => void ask('job.cancel', { id })
  gone.addEventListener('abort', cancel)
  const { error, result } = await jobEnded(id).finally(() => gone.removeEventListener('abort', cancel))
  if (error !== null) throw fromErrorValue(error)
  const [report] = result?.kind === 'import' ? result.reports : []
  if (report === undefined) throw new Error('An import ended without a report')
  if (report.error !== null) throw refusalOf(report.error, path)
  return report
}

/** The path is one of our own making and says nothing to the caller. */
function refusalOf(error: ErrorValue, path: string): Error {
  const message = error.message.replaceAll(path, 'The file')
  if (error.kind === 'unsupported-file') return new ApiError(415, 'Unsupported import type', { message })
  return fromErrorValue({ ...error, message })
}

function answerOf(report: ImportReport): object {
  const { found, updated, unchanged, skipped, failed, conversationIds } = report
  if (found > 0 && failed.length === found) {
    throw new ApiError(400, 'None of the conversations in this file could be read', { failed })
  }
  return {
    message: 'Conversation(s) imported successfully',
    imported: { found, new: report.new, updated, unchanged, skipped: skipped.length, failed },
    conversationIds,
  }
}
