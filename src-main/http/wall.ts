/**
 * Who may speak to the local API. Every request passes here before anything of it is read or routed.
 *
 * A web page in the reader's browser can reach 127.0.0.1 too: directly, with its own Origin, or by a name of its own that
 * it lets point here (DNS rebinding), with that name as Host. Neither gets further than this, with or without the token.
 */
import type { IncomingMessage } from 'node:http'
import { isToken } from './token.ts'

export interface Refusal {
  readonly status: 400 | 401 | 403
  readonly body: { readonly error: string; readonly message: string }
}

/** What is looked at of a request. */
export type Knock = Pick<IncomingMessage, 'rawHeaders' | 'url'>

/** Why a request is turned away; null when it may come in. `port` is the one that it came to. */
export function refusalOf(request: Knock, port: number, tokenHash: string): Refusal | null {
  if (request.url?.startsWith('/') !== true)
    return badRequest('The address of a request is a path: “/api/convos”.')
  const hosts = headersOf(request, 'host')
  const [host = ''] = hosts
  if (hosts.length !== 1) return badRequest('A request names exactly one host.')
  const ownHosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!ownHosts.includes(host.toLowerCase())) return forbidden('This host is not served here.')
  const isOwnOrigin = (origin: string): boolean => ownHosts.some((own) => origin === `http://${own}`)
  if (!headersOf(request, 'origin').every(isOwnOrigin)) return forbidden('Web pages cannot use this API.')
  if (!headersOf(request, 'sec-fetch-site').every(isOwnPage))
    return forbidden('Web pages cannot use this API.')
  return hasToken(request, tokenHash) ? null : unauthorized
}

/** A browser says so of what its reader typed, and of pages that came from here. */
function isOwnPage(site: string): boolean {
  return site === 'none' || site === 'same-origin'
}

const unauthorized: Refusal = {
  status: 401,
  body: {
    error: 'Unauthorized',
    message: 'Send the token of the local API: “Authorization: Bearer <token>”.',
  },
}

function badRequest(message: string): Refusal {
  return { status: 400, body: { error: 'Bad request', message } }
}

function forbidden(message: string): Refusal {
  return { status: 403, body: { error: 'Unauthorized', message } }
}

function hasToken(request: Knock, tokenHash: string): boolean {
  const [authorization = '', ...others] = headersOf(request, 'authorization')
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  return others.length === 0 && token !== undefined && isToken(token, tokenHash)
}

/** All values of a header as they came: Node's own list keeps only the first of two hosts. */
function headersOf({ rawHeaders }: Knock, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name)
}
