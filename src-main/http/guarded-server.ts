/** A plain HTTP server whose requests pass the wall before anything else looks at them; and what it says to those that do not. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Limits } from './limits.ts'
import { refusalOf } from './wall.ts'
import { countWrongTokens } from './wrong-tokens.ts'

export const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

/** `tokenHash` is asked for at each request: the token may be another one by then. */
export function guardedServer(route: RequestListener, tokenHash: () => string, limits: Limits): Server {
  const { headersTimeout, requestTimeout } = limits
  const connectionsCheckingInterval = Math.min(1000, headersTimeout, requestTimeout)
  const timeouts = { headersTimeout, requestTimeout, connectionsCheckingInterval }
  const wrongTokens = countWrongTokens(limits.wrongTokens)
  const server = createServer(timeouts, (request, response) => {
    const refusal = refusalOf(request, request.socket.localPort ?? 0, tokenHash())
    if (refusal === null) return route(request, response)
    const { remoteAddress = '' } = request.socket
    const wait = refusal.status === 401 ? wrongTokens.count(remoteAddress, Date.now()) : 0
    if (wait === 0) turnAway(response, refusal.status, refusal.body)
    else turnAway(response, 429, tooManyWrong, wait)
  })
  server.maxConnections = limits.connections
  return server
}

const tooManyWrong = {
  error: 'Too many requests',
  message: 'Too many wrong tokens came from this address. The right one is let in at once.',
}

/**
 * Answers a request whose body nobody reads: the connection ends with the answer.
 *
 * @param wait seconds after which it may be tried again; 0 where nothing is said of it
 */
export function turnAway(response: ServerResponse, status: number, body: object, wait = 0): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    ...commonHeaders,
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(wait > 0 && { 'retry-after': String(wait) }),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  })
  response.end(text)
}

/** What is no HTTP, comes too slowly, or has too many headers never becomes a request. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const status = brokenStatuses[error.code ?? ''] ?? '400 Bad Request'
  const body = JSON.stringify({ error: status.slice(4) })
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
  socket.end(head + body, () => socket.destroy())
}

const brokenStatuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}
