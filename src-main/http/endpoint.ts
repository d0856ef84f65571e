/** What an endpoint of the API is: one description that the server routes by and the OpenAPI document is made from. */
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { ApiError, noParameters } from './api-error.ts'
import type { Archive } from './ask.ts'

export interface Tools extends Archive {
  /** Aborted when the caller has gone or the server is stopping: nobody waits for the answer any more. */
  readonly gone: AbortSignal
  /** How long to wait before each further look for something that may be on its way, in ms. */
  readonly backOff: readonly number[]
}

export interface UploadedFile {
  /** As the caller named it. */
  readonly name: string
  readonly content: Readable
}

/** What came with a request, checked. */
export interface Given<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The file of a multipart body; null where the endpoint takes none. */
  readonly file: UploadedFile | null
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As OpenAPI writes it: `/api/convos/{conversationId}`. */
  readonly path: string
  readonly summary: string
  readonly description: string | null
  /** Whether it changes the archive; such a one is refused where callers may only read. */
  readonly changes: boolean
  readonly params: z.ZodType
  readonly query: z.ZodType
  /** JSON, a file as `multipart/form-data`, or nothing. */
  readonly body: z.ZodType | 'file' | null
  readonly status: 200 | 201
  readonly answer: z.ZodType
  /** The statuses of failures beside those that every endpoint has. */
  readonly failures: readonly number[]
  handle(given: Given<unknown, unknown, unknown>, tools: Tools): Promise<unknown>
}

interface Description<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> extends Omit<
  Endpoint,
  'params' | 'query' | 'body' | 'description' | 'failures' | 'handle'
> {
  readonly description?: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body | 'file'
  readonly failures?: readonly number[]
  handle(given: Given<z.output<Params>, z.output<Query>, z.output<Body>>, tools: Tools): Promise<unknown>
}

/** An endpoint whose handler gets what its schemas say. */
export function endpoint<
  Params extends z.ZodType = z.ZodObject,
  Query extends z.ZodType = z.ZodObject,
  Body extends z.ZodType = z.ZodNull,
>(description: Description<Params, Query, Body>): Endpoint {
  const { params, query, body } = description
  return {
    ...description,
    description: description.description ?? null,
    params: params ?? z.object({}),
    query: query ?? z.object({}),
    body: body ?? null,
    failures: description.failures ?? [],
    handle: (given, tools) =>
      description.handle(given as Given<z.output<Params>, z.output<Query>, z.output<Body>>, tools),
  }
}

/** A text that has to be there; its absence is told as the documented API tells it. */
export function required(name: string): z.ZodString {
  const missing = `${name} is required`
  return z.string(missing).min(1, missing)
}

/** `{ "arg": { … } }`, as the client of LibreChat wraps some of its bodies. */
export function wrapped<Shape extends z.ZodRawShape>(shape: Shape) {
  const missing = noParameters
  return z.object({ arg: z.object(shape, missing) }, missing)
}

/** The one failure that most endpoints share. */
export function conversationNotFound(): ApiError {
  return new ApiError(404, 'Conversation not found')
}
