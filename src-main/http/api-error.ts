/** How failures look to callers of the API: JSON with a sentence, never a piece of what was sent or a stack. */
import { AppError, type ErrorKind } from '@shared/contract/app-error.ts'
import type { z } from 'zod'

/** A failure with its HTTP status and the body that says so. */
export class ApiError extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, error: string, more: Readonly<Record<string, unknown>> = {}) {
    super(error)
    this.name = 'ApiError'
    this.status = status
    this.body = { error, ...more }
  }
}

/** Null for a bug, or another failure that is nobody's fault who calls. */
export function toApiError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error
  if (error instanceof AppError) {
    const status = statuses[error.kind]
    return status === null ? null : new ApiError(status, error.message)
  }
  return fromFastify(error)
}

/** LibreChat's word for a body in which all is missing. */
export const noParameters = 'no parameters provided'

/** The first thing that does not fit, in the words of the schema. */
export function notUnderstood({ issues: [issue] }: z.ZodError): ApiError {
  if (issue === undefined) return new ApiError(400, 'The request was not understood.')
  const place = issue.path.join('.')
  const hasPlace =
    place === '' || issue.message === noParameters || issue.message.includes(String(issue.path.at(-1)))
  return new ApiError(400, hasPlace ? issue.message : `${place}: ${issue.message}`)
}

const statuses: Readonly<Record<ErrorKind, number | null>> = {
  'invalid-input': 400,
  'not-found': 404,
  'unsupported-file': 415,
  'file-too-large': 413,
  'corrupt-file': 400,
  'unreadable-file': 400,
  'disk-full': 507,
  'cannot-write': null,
  cancelled: 409,
  'archive-damaged': null,
  'archive-newer': 409,
  'archive-busy': 409,
  'not-available': 409,
  bug: null,
}

/** What the server itself refuses, by its status; its own sentences may quote the request. */
const sentences: Readonly<Record<number, string>> = {
  400: 'The request was not understood: its path or body is malformed.',
  404: 'There is no such endpoint. GET /api/openapi.json lists them all.',
  413: 'The request is larger than allowed.',
  415: 'Unsupported content type: send application/json, or multipart/form-data to import.',
}

function fromFastify(error: unknown): ApiError | null {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null
  if (typeof status !== 'number' || status < 400 || status > 499) return null
  const known = status === 406 ? 415 : status
  return new ApiError(known, sentences[known] ?? sentences[400] ?? '')
}
