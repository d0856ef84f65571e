import { describe, expect, it } from 'vitest'
import { hashOfToken, isToken, newToken } from './token.ts'
import { refusalOf } from './wall.ts'

const port = 4000
const token = newToken()
const own = { Host: `127.0.0.1:${port}`, Authorization: `Bearer ${token}` }

function knock(headers: Readonly<Record<string, string>> | readonly string[], url = '/api/convos') {
  const rawHeaders = Array.isArray(headers) ? [...headers] : Object.entries(headers).flat()
  return refusalOf({ rawHeaders, url }, port, hashOfToken(token))?.status ?? 'in'
}

describe('the wall of the local API', () => {
  it('lets in whoever comes to this computer by its own name and has the token', () => {
    expect(knock(own)).toBe('in')
    expect(knock({ ...own, Host: `localhost:${port}` })).toBe('in')
    expect(knock({ ...own, Host: `LOCALHOST:${port}`, Authorization: `bearer ${token}` })).toBe('in')
    expect(knock({ ...own, Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' })).toBe('in')
  })

  it.each([
    'evil.test',
    `evil.test:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `[::ffff:7f00:1]:${port}`,
    `0.0.0.0:${port}`,
    '',
  ])('turns away a request for the host “%s”, although it has the token', (host) =>
    expect(knock({ ...own, Host: host })).toBe(403),
  )

  it('wants exactly one host', () => {
    expect(knock({ Authorization: own.Authorization })).toBe(400)
    expect(knock(['Host', own.Host, 'host', 'evil.test', 'Authorization', own.Authorization])).toBe(400)
  })

  it('takes paths only, no addresses of other servers', () => {
    expect(knock(own, 'http://evil.test/api/convos')).toBe(400)
    expect(knock(own, '*')).toBe(400)
  })

  it.each(['http://evil.test', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1:1', 'file://'])(
    'turns away web pages of %s',
    (origin) => expect(knock({ ...own, Origin: origin })).toBe(403),
  )

  it('turns away what a browser calls cross-site', () => {
    expect(knock({ ...own, 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
    expect(knock({ ...own, 'Sec-Fetch-Site': 'same-site' })).toBe(403)
  })

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'bearer x',
    `Bearer ${token.slice(1)}`,
    `Bearer ${token}x`,
    `Basic ${token}`,
    token,
  ])('wants the token, not “%s”', (authorization) =>
    expect(knock({ ...own, Authorization: authorization })).toBe(401),
  )

  it('takes no token from the address, and none of two', () => {
    expect(knock({ Host: own.Host }, `/api/convos?token=${token}`)).toBe(401)
    expect(knock(['Host', own.Host, 'Authorization', own.Authorization, 'Authorization', 'Bearer x'])).toBe(
      401,
    )
  })
})

it('keeps no token, only what it is recognised by, and compares texts of any length', () => {
  expect(hashOfToken(token)).not.toContain(token)
  expect(newToken()).not.toBe(token)
  expect(isToken(token, hashOfToken(token))).toBe(true)
  for (const other of ['', 'x', token.slice(0, -1), `${token} `, '\0'.repeat(10_000)])
    expect(isToken(other, hashOfToken(token))).toBe(false)
})
