/**
 * The HTTP server of the local API: listens on 127.0.0.1, lets in who may come in (wall.ts), routes to the endpoints.
 *
 * Limits are there against programs that misbehave, not against readers: a body that is too large or too slow costs its
 * sender the connection, and never the app.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { LocalApiAccess } from '@shared/contract/local-api.ts'
import { ApiError, notUnderstood, toApiError } from './api-error.ts'
import type { Archive } from './ask.ts'
import type { Endpoint, UploadedFile } from './endpoint.ts'
import { answerBrokenRequest, commonHeaders, guardedServer, turnAway } from './guarded-server.ts'
import { importLimit } from './import-limit.ts'
import { isLong, jsonPieces } from './json-pieces.ts'
import { usualLimits, type Limits } from './limits.ts'
import { createOpenRequests, type OpenRequests } from './open-requests.ts'
import { openApiOf } from './openapi.ts'
import { endpoints } from './registry.ts'

/** Who may come in, and what they may do. Asked for at each request: it may change while the server runs. */
export interface Admission {
  readonly tokenHash: string
  readonly access: LocalApiAccess
}

export interface ServerParts extends Archive {
  /** 0 for any that is free. */
  readonly port: number
  readonly admission: () => Admission
  /** Hears of bugs; callers are only told that there was one. */
  readonly complain: (error: unknown) => void
  readonly limits?: Partial<Limits>
}

export interface RunningServer {
  /** `http://127.0.0.1:3917` */
  readonly url: string
  /** Takes no more requests, ends those that run (within three seconds), and resolves when all is over. */
  close(): Promise<void>
}

const address = '127.0.0.1'
const json = 'application/json; charset=utf-8'
/** In ms */
const grace = 3000

/** Starts the server; rejects with what the system says when the port cannot be had. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const limits = { ...usualLimits, ...parts.limits }
  const open = createOpenRequests()
  const app = fastify({
    serverFactory: (route) => guardedServer(route, () => parts.admission().tokenHash, limits),
    bodyLimit: limits.jsonBody,
    forceCloseConnections: false,
    return503OnClosing: false,
    // LibreChat's server takes both.
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => {
      void reply.hijack()
      turnAway(reply.raw, 404, { error: 'Not found' })
    },
  })
  readJson(app)
  await app.register(rateLimit, { global: false })
  await app.register(multipart, {
    limits: { fileSize: limits.file, files: 1, fields: 10, parts: 11, fieldSize: 64 * 1024 },
  })
  app.addHook('onSend', async (_request, reply) => void reply.headers(commonHeaders))
  app.setNotFoundHandler((_request, reply) => answerError(reply, new ApiError(404, 'Not found')))
  app.setErrorHandler((error, _request, reply) => {
    const known = toApiError(error)
    if (known === null) parts.complain(error)
    return answerError(reply, known ?? new ApiError(500, 'Internal server error'))
  })
  for (const one of endpoints) addRoute(app, one, parts, limits, open)
  app.get('/api/openapi.json', () => openApiOf(endpoints, urlOf(app.server)))
  await app.listen({ port: parts.port, host: address })
  return {
    url: urlOf(app.server),
    async close() {
      const { server } = app
      const closed = app.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), grace)
      await Promise.all([closed, open.stop()])
      clearTimeout(timer)
    },
  }
}

/** An empty body is none, whatever its type: clients name a type also where they send nothing. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, String(body), done)
  })
}

function addRoute(
  app: FastifyInstance,
  one: Endpoint,
  { admission, ask, jobEnded }: ServerParts,
  limits: Limits,
  open: OpenRequests,
): void {
  const takesFile = one.body === 'file'
  const countImport = takesFile ? importLimit(app, () => admission().tokenHash, limits.imports) : null
  app.route({
    method: one.method,
    url: one.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    // Before the body is read.
    onRequest: async (request, reply) => {
      if (one.changes && admission().access === 'read-only') throw readOnly()
      if (takesFile && Number(request.headers['content-length'] ?? 0) > limits.file + limits.jsonBody) {
        throw tooLargeFile()
      }
      await countImport?.(request, reply)
    },
    handler: async (request, reply) => {
      const answer = await open.answer(reply.raw, async (gone) => {
        const given = {
          params: checked(one.params, request.params),
          query: checked(one.query, request.query),
          body: one.body === null || one.body === 'file' ? null : checked(one.body, request.body),
          file: takesFile ? await fileOf(request) : null,
        }
        return one.handle(given, { ask, jobEnded, gone, backOff: limits.titleBackOff })
      })
      return reply.code(one.status).type(json).send(sendable(answer))
    },
  })
}

function sendable(answer: unknown): unknown {
  return isLong(answer) ? Readable.from(jsonPieces(answer)) : answer
}

function readOnly(): ApiError {
  return new ApiError(403, 'Unauthorized', {
    message: 'This API is read-only. Whoever uses this computer can change that in Settings → Local API.',
  })
}

function tooLargeFile(): ApiError {
  return new ApiError(413, 'File exceeds the maximum allowed size')
}

async function fileOf(request: FastifyRequest): Promise<UploadedFile | null> {
  if (!request.isMultipart()) {
    throw new ApiError(415, 'Send the file as multipart/form-data, in a field “file”.')
  }
  const file = await request.file()
  if (file === undefined || file.fieldname !== 'file') throw new ApiError(400, 'file is required')
  // The plugin would read the rest to its end and throw it away.
  file.file.once('limit', () => file.file.destroy(tooLargeFile()))
  return { name: file.filename, content: file.file }
}

function checked(schema: Endpoint['params'], value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw notUnderstood(parsed.error)
  return parsed.data
}

/** What is left of a body that nobody reads goes with the connection. */
function answerError(reply: FastifyReply, { status, body }: ApiError): FastifyReply {
  if (!reply.request.raw.complete) void reply.header('connection', 'close')
  return reply.code(status).type(json).send(body)
}

function urlOf(server: Server): string {
  return `http://${address}:${(server.address() as AddressInfo).port}`
}
