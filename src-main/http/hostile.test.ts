import { once } from 'node:events'
import { connect, createConnection, type Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { conversation, importAll } from '../archive/testing/conversations.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { openArchive } from '../archive/open.ts'
import type { Limits } from './limits.ts'
import type { Admission } from './server.ts'
import { fetchJson, serve, token, type Served } from './testing/serve.ts'

const secret = 'Trip to Oslo'

/** Puts one conversation into a new archive; answers its folder and the conversation's id. */
function fill(folder: string): string {
  const archive = openArchive(folder)
  const [saved] = importAll(archive, [conversation({ tags: ['travel'] })])
  archive.close()
  return saved?.id ?? ''
}

/** The same, served with limits of its own until the test ends. */
async function servedAlone(
  limits: Partial<Limits>,
  access?: Admission['access'],
): Promise<Served & { readonly id: string }> {
  const folder = freshFolder()
  const id = fill(folder)
  const own = await serve(folder, limits, access)
  onTestFinished(() => own.close())
  return { ...own, id }
}

/** For the tests that change nothing. */
let api: Served
let id: string
const folder = mkdtempSync(join(tmpdir(), 'stemma-http-'))
beforeAll(async () => {
  id = fill(folder)
  api = await serve(folder)
})
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true })
})

/** Sends bytes as they are and gives all that comes back until the server closes or `isEnough`. */
async function raw(
  port: number,
  bytes: string,
  isEnough: (received: string) => boolean = () => false,
): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => {
    received += String(chunk)
    if (isEnough(received)) socket.destroy()
  })
  // A connection that is torn down has said what it had to say.
  socket.on('error', () => socket.destroy())
  socket.write(bytes)
  await once(socket, 'close')
  return received
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
}

const host = ({ port }: Served): string => `Host: 127.0.0.1:${port}`
const authorization = `Authorization: Bearer ${token}`

it('says nothing of the archive without the token, whatever is asked for', async () => {
  const { url } = api
  const paths = [
    '/api/convos',
    `/api/convos/${id}`,
    `/api/messages/${id}`,
    '/api/tags',
    '/api/openapi.json',
    '/',
    '/nowhere',
    '/api/convos/%zz',
  ]
  for (const path of paths) {
    for (const headers of [{ 'x-none': '' }, { authorization: 'Bearer wrong' }]) {
      const answer = await fetch(`${url}${path}`, { headers })
      expect([path, answer.status]).toEqual([path, 401])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(await answer.json()).toEqual({
        error: 'Unauthorized',
        message: expect.stringContaining('token'),
      })
    }
  }
  const withToken = await fetch(`${url}/api/convos?token=${token}`)
  expect(withToken.status).toBe(401)
})

it('listens on this computer only', async () => {
  const { port } = api
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
  for (const address of [...others, '::1']) {
    const socket = createConnection(port, address)
    const outcome = await Promise.race([
      once(socket, 'connect').then(() => 'connected'),
      once(socket, 'error').then(() => 'refused'),
    ]).catch(() => 'refused')
    socket.destroy()
    expect([address, outcome]).toEqual([address, 'refused'])
  }
})

it.each([
  [
    'a foreign host',
    403,
    (own: string) => `GET /api/convos HTTP/1.1\r\n${own.replace('127.0.0.1', 'evil.test')}\r\n`,
  ],
  ['no host', 400, () => 'GET /api/convos HTTP/1.1\r\n'],
  ['no host in HTTP/1.0', 400, () => 'GET /api/convos HTTP/1.0\r\n'],
  ['two hosts', 400, (own: string) => `GET /api/convos HTTP/1.1\r\n${own}\r\nHost: evil.test\r\n`],
  [
    'another server in its address',
    400,
    (own: string) => `GET http://evil.test/api/convos HTTP/1.1\r\n${own}\r\n`,
  ],
  [
    'a foreign origin',
    403,
    (own: string) => `GET /api/convos HTTP/1.1\r\n${own}\r\nOrigin: http://evil.test\r\n`,
  ],
  [
    'the origin of a sandboxed frame',
    403,
    (own: string) => `GET /api/convos HTTP/1.1\r\n${own}\r\nOrigin: null\r\n`,
  ],
  [
    'a mark of its browser: cross-site',
    403,
    (own: string) => `GET /api/convos HTTP/1.1\r\n${own}\r\nSec-Fetch-Site: cross-site\r\n`,
  ],
  [
    'a question whether a page may come',
    403,
    (own: string) =>
      `OPTIONS /api/convos HTTP/1.1\r\n${own}\r\nOrigin: http://evil.test\r\nAccess-Control-Request-Method: GET\r\n`,
  ],
  [
    'both a length and chunks',
    400,
    (own: string) =>
      `POST /api/convos/update HTTP/1.1\r\n${own}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n`,
  ],
  [
    '20 KB of headers',
    431,
    (own: string) => `GET /api/convos HTTP/1.1\r\n${own}\r\nX-Long: ${'x'.repeat(20_000)}\r\n`,
  ],
  ['no HTTP at all', 400, () => '\u0016\u0003\u0001 hello\r\n'],
])('turns away a request with the token but %s', async (_what, status, head) => {
  const answer = await raw(api.port, `${head(host(api))}${authorization}\r\nConnection: close\r\n\r\n`)
  expect(statusOf(answer)).toBe(status)
  expect(answer).not.toMatch(/access-control|Oslo/i)
  expect((await fetchJson(`${api.url}/api/convos`)).status).toBe(200)
})

it.each(['-1', '0', '999999999', '25'])('moves the limit %s to what is allowed', async (limit) => {
  const { url } = api
  const answer = await fetchJson(`${url}/api/convos?limit=${limit}`)
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { pageSize: number }).pageSize).toBeGreaterThanOrEqual(1)
})

it.each([
  'limit=1e9',
  'limit=abc',
  'limit=1&limit=2',
  'cursor=%00',
  "cursor='; DROP TABLE messages;--",
  `cursor=${Buffer.from('[1,1,"x"]').toString('base64url')}`,
  `cursor=${Buffer.from('{"__proto__":1}').toString('base64url')}`,
  'sortBy=__proto__',
  'sortBy=constructor',
  'sortDirection=up',
  'isArchived=yes',
  `search=${'a'.repeat(1001)}`,
])('refuses a list with %.40s in one sentence', async (query) => {
  const { url, complaints } = api
  const answer = await fetchJson(`${url}/api/convos?${query}`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ error: expect.any(String) })
  expect(complaints).toEqual([])
})

it.each([
  '/api/convos/..%2f..%2fetc%2fpasswd',
  '/api/convos/../../etc/passwd',
  '/api/convos/%00',
  '/api/convos/__proto__',
  '/api/convos/constructor',
  "/api/convos/'; DROP TABLE messages;--",
  '/api/convos/%E0%A4%A',
  `/api/convos/${'a'.repeat(8000)}`,
  '/api/messages/..%2f..%2fetc%2fpasswd',
  '/api/messages/__proto__',
  '//evil.test/api/convos',
])('finds nothing at %.60s', async (path) => {
  const head = `GET ${path.replaceAll(' ', '%20')} HTTP/1.1\r\n${host(api)}\r\n${authorization}`
  const answer = await raw(api.port, `${head}\r\nConnection: close\r\n\r\n`)
  expect(statusOf(answer)).toBe(404)
  expect(api.complaints).toEqual([])
})

it.each([
  ['POST', '/api/tags/convo/some', {}, 'tag is required'],
  ['POST', '/api/tags/convo/some', { tag: ' ' }, 'A tag needs a name.'],
  ['POST', '/api/tags', { tag: 7 }, 'tag is required'],
  ['GET', '/api/messages//', undefined, 'conversationId is required'],
])('says what is missing at %s %s with %j', async (method, path, json, error) => {
  const answer = await fetchJson(`${api.url}${path}`, { method, json })
  expect([answer.status, await answer.json()]).toEqual([400, { error }])
})

it.each(['/api/convos/?limit=1', '/api/tags/', '/api/messages/new/'])(
  'answers %s as without the last slash',
  async (path) => {
    const answer = await fetchJson(`${api.url}${path}`)
    const plain = await fetchJson(`${api.url}${path.replace(/\/(?=\?|$)/, '')}`)
    expect([answer.status, await answer.json()]).toEqual([200, await plain.json()])
  },
)

it('turns away a name of a megabyte', async () => {
  const head = `GET /api/convos/${'a'.repeat(1_000_000)} HTTP/1.1\r\n${host(api)}\r\n${authorization}`
  expect([431, NaN]).toContain(statusOf(await raw(api.port, `${head}\r\n\r\n`)))
  expect((await fetchJson(`${api.url}/api/convos`)).status).toBe(200)
})

const bodies = [
  '',
  'null',
  '[]',
  '{}',
  '0',
  '"x"',
  '{"arg":null}',
  '{"arg":[]}',
  '{"arg":{}}',
  '{"a":<img src=x onerror=1>}',
  '{"__proto__":{"isAdmin":true}}',
  '{"arg":{"constructor":{"prototype":{}}}}',
  '{"arg":{"conversationId":{"$ne":null}}}',
  '[[[['.repeat(50_000),
]
const changing: readonly (readonly [string, string])[] = [
  ['DELETE', '/api/convos'],
  ['POST', '/api/convos/update'],
  ['POST', '/api/convos/archive'],
  ['POST', '/api/convos/fork'],
  ['POST', '/api/convos/duplicate'],
  ['POST', '/api/tags'],
]

it.each(changing)('%s %s refuses every malformed body, and goes on', async (method, path) => {
  const { url, complaints } = api
  for (const body of bodies) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== '' && { body }),
    })
    const text = await answer.text()
    expect([body.slice(0, 40), answer.status]).toEqual([body.slice(0, 40), 400])
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(text).toMatch(/^\{"error":"/)
    expect(text).not.toContain('<img')
  }
  const found = await fetchJson(`${url}/api/convos/${id}`)
  expect(((await found.json()) as { title: string }).title).toBe(secret)
  expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  expect(complaints).toEqual([])
})

it.each(['{}', '{"arg":null}', 'null'])(
  'says in the words of LibreChat that %s holds nothing',
  async (body) => {
    const answer = await fetch(`${api.url}/api/convos`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    })
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'no parameters provided' }])
  },
)

it('takes JSON only, and says so', async () => {
  const { url } = api
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'text/html']
  for (const type of [...types, 'multipart/form-data; boundary=x']) {
    const answer = await fetch(`${url}/api/convos/update`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: 'x',
    })
    expect([type, answer.status]).toEqual([type, types.includes(type) ? 415 : 400])
    expect(await answer.json()).toEqual({ error: expect.any(String) })
  }
  const plain = await fetchJson(`${url}/api/convos/import`, { method: 'POST', json: [] })
  expect(plain.status).toBe(415)
})

it.each(['/api/convos/update', '/api/convos/import'])(
  'does not take in a gigabyte at %s, announced or not',
  async (path) => {
    const own = await servedAlone({ file: 256 * 1024 })
    const head = `POST ${path} HTTP/1.1\r\n${host(own)}\r\n${authorization}\r\nContent-Type: `
    const type = path.endsWith('import') ? 'multipart/form-data; boundary=b' : 'application/json'
    const announced = await raw(own.port, `${head}${type}\r\nContent-Length: 1073741824\r\n\r\n{`)
    expect(statusOf(announced)).toBe(413)

    const socket = connect(own.port, '127.0.0.1')
    const start = '--b\r\nContent-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n'
    socket.write(
      `${head}${type}\r\nTransfer-Encoding: chunked\r\n\r\n${start.length.toString(16)}\r\n${start}\r\n`,
    )
    const { sent, received } = await sendUntilRefused(socket, 1024 ** 3)
    expect(sent).toBeLessThan(64 * 1024 ** 2)
    expect([413, NaN]).toContain(statusOf(received))
    expect((await fetchJson(`${own.url}/api/convos`)).status).toBe(200)
    expect(own.complaints).toEqual([])
  },
)

/** Sends chunks until the other side answers or hangs up. */
async function sendUntilRefused(socket: Socket, most: number): Promise<{ sent: number; received: string }> {
  const piece = 'x'.repeat(65_536)
  const received: string[] = []
  let sent = 0
  socket.on('data', (chunk) => received.push(String(chunk)))
  socket.on('error', () => socket.destroy())
  const isOver = new Promise<void>((resolve) => {
    socket.once('data', () => resolve())
    socket.once('close', () => resolve())
  })
  while (sent < most && received.length === 0 && !socket.destroyed) {
    const hasRoom = socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`)
    sent += piece.length
    if (!hasRoom) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), isOver])
  }
  socket.destroy()
  return { sent, received: received.join('') }
}

it('does not read the body of a request that may not come in', async () => {
  const head = `POST /api/convos/import HTTP/1.1\r\n${host(api)}\r\nAuthorization: Bearer wrong\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n`
  const socket = connect(api.port, '127.0.0.1')
  socket.write(head)
  const { sent, received } = await sendUntilRefused(socket, 1024 ** 3)
  expect(sent).toBeLessThan(64 * 1024 ** 2)
  expect([401, NaN]).toContain(statusOf(received))
})

it('hangs up on headers and bodies that come too slowly', async () => {
  const own = await servedAlone({ headersTimeout: 300, requestTimeout: 600 })
  const slow = `POST /api/convos/update HTTP/1.1\r\n${host(own)}\r\n${authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"arg`
  const answers = await Promise.all([
    raw(own.port, slow),
    raw(own.port, 'GET /api/convos HTTP/1.1\r\nHo'),
    raw(own.port, ''),
  ])
  expect(answers.map(statusOf)).toEqual([408, 408, 408])
  expect(own.complaints).toEqual([])
})

it('answers the right token while hundreds of wrong ones and idle connections come at once', async () => {
  const own = await servedAlone({ connections: 5000 })
  const idle = Array.from({ length: 100 }, () => connect(own.port, '127.0.0.1').on('error', () => undefined))
  const flood = Array.from({ length: 400 }, (_, i) =>
    fetchJson(`${own.url}/api/convos`, {}, i % 10 === 0 ? token : `wrong-${i}`).then(async (answer) => {
      const text = await answer.text()
      return { status: answer.status, isSecretTold: text.includes(secret) }
    }),
  )
  const answers = await Promise.all(flood)
  const right = answers.filter((_, i) => i % 10 === 0)
  const wrong = answers.filter((_, i) => i % 10 !== 0)
  expect(new Set(right.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"status":200,"isSecretTold":true}']),
  )
  // Fifty are turned away, the others told to wait.
  expect(new Set(wrong.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"status":401,"isSecretTold":false}', '{"status":429,"isSecretTold":false}']),
  )
  for (const socket of idle) socket.destroy()
  expect(own.complaints).toEqual([])
})

it('tells those who come with wrong tokens again and again to wait, and lets the right one in all the same', async () => {
  const own = await servedAlone({ wrongTokens: { allowed: 5, firstWait: 30_000, longestWait: 60_000 } })
  const ask = (key: string) => fetchJson(`${own.url}/api/convos`, {}, key)
  for (let n = 0; n < 5; n++) expect((await ask(`wrong-${n}`)).status).toBe(401)
  for (const key of ['wrong', '', token.slice(1), `${token}x`]) {
    const answer = await ask(key)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await answer.text()).not.toContain(secret)
  }
  expect((await ask(token)).status).toBe(200)
  expect((await fetch(`${own.url}/api/convos`)).status).toBe(429)
})

it('has 64 callers at once and no more, and goes on when some have left', async () => {
  const own = await servedAlone({})
  const idle = Array.from({ length: 64 }, () => connect(own.port, '127.0.0.1').on('error', () => undefined))
  await Promise.all(idle.map((socket) => once(socket, 'connect')))
  await expect(fetchJson(`${own.url}/api/convos`)).rejects.toThrow('fetch failed')
  for (const socket of idle) socket.destroy()
  await expect
    .poll(
      async () =>
        await fetchJson(`${own.url}/api/convos`).then(
          ({ status }) => status,
          () => 0,
        ),
    )
    .toBe(200)
  expect(own.complaints).toEqual([])
})

it('changes nothing where callers may only read', async () => {
  const own = await servedAlone({}, 'read-only')
  const calls: readonly (readonly [string, string, unknown])[] = [
    ['POST', '/api/convos/update', { arg: { conversationId: own.id, title: 'x' } }],
    ['POST', '/api/convos/archive', { arg: { conversationId: own.id, isArchived: true } }],
    ['DELETE', '/api/convos', { arg: { conversationId: own.id } }],
    ['DELETE', '/api/convos/all', undefined],
    ['POST', '/api/convos/fork', { conversationId: own.id, messageId: 'q' }],
    ['POST', '/api/convos/duplicate', { conversationId: own.id }],
    ['POST', '/api/convos/import', undefined],
    ['POST', '/api/tags', { tag: 'x' }],
    ['PUT', '/api/tags/travel', { tag: 'x' }],
    ['DELETE', '/api/tags/travel', undefined],
    ['POST', `/api/tags/convo/${own.id}`, { tag: 'x' }],
    ['PUT', `/api/tags/convo/${own.id}`, { tags: [] }],
  ]
  for (const [method, path, json] of calls) {
    const answer = await fetchJson(`${own.url}${path}`, { method, ...(json !== undefined && { json }) })
    expect(answer.status, `${method} ${path}`).toBe(403)
    expect(await answer.json()).toEqual({
      error: 'Unauthorized',
      message: expect.stringContaining('read-only'),
    })
  }
  const after = (await (await fetchJson(`${own.url}/api/convos/${own.id}`)).json()) as object
  expect(after).toMatchObject({ title: secret, isArchived: false, tags: ['travel'] })
})

it('counts imports by address and by token, and says when there were too many', async () => {
  const own = await servedAlone({ imports: { window: 60_000, perAddress: 3, perToken: 2 } })
  const send = () => fetchJson(`${own.url}/api/convos/import`, { method: 'POST', json: {} })
  expect((await send()).status).toBe(415)
  expect((await send()).status).toBe(415)
  const answer = await send()
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('60')
  expect(await answer.json()).toMatchObject({
    message: 'Too many conversation import requests. Try again later',
  })
})

it('ends what waits when it is stopped, and is gone then', async () => {
  const own = freshFolder()
  const archive = openArchive(own)
  const [saved] = importAll(archive, [conversation({ messages: [] })])
  archive.close()
  const server = await serve(own)
  const { url } = server
  const waiting = fetchJson(`${url}/api/convos/gen_title/${saved?.id}`)
  await fetchJson(`${url}/api/tags`)
  const closed = server.close()
  expect((await waiting).status).toBe(404)
  await closed
  await expect(fetch(`${url}/api/convos`)).rejects.toThrow('fetch failed')
})
