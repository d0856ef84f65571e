import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { LocalApiState } from '@shared/contract/local-api.ts'
import { createApp, type App } from '../app.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { askOf } from '../ipc/router.ts'
import type { Ask } from './ask.ts'
import { fetchJson } from './testing/serve.ts'

/** An app on a folder, as the window has it; hears what it tells of the API. */
function open(archiveFolder: string): { app: App; ask: Ask; told: LocalApiState[] } {
  const told: LocalApiState[] = []
  const app = createApp({
    archiveFolder,
    printer: null,
    tidiesUp: false,
    tell: (event) => event.kind === 'local-api' && told.push(event.localApi),
  })
  onTestFinished(() => app.close())
  return { app, ask: askOf(app), told }
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

it('is off until somebody turns it on, and read-only then', async () => {
  const { ask } = open(freshFolder())
  expect(await ask('localApi.state', {})).toEqual({
    isOn: false,
    port: 3917,
    access: 'read-only',
    hasToken: false,
    url: null,
    problem: null,
  })
})

it('shows a token once, keeps only its hash, and refuses it when there is a newer one', async () => {
  const folder = freshFolder()
  const { app, ask, told } = open(folder)
  const port = await freePort()
  const { state, token } = await ask('localApi.change', { isOn: true, port })
  const url = `http://127.0.0.1:${port}`
  expect(state).toEqual({ isOn: true, port, access: 'read-only', hasToken: true, url, problem: null })
  expect(told.at(-1)).toEqual(state)
  const first = token ?? ''
  expect((await fetchJson(`${url}/api/convos`, {}, first)).status).toBe(200)
  expect((await ask('localApi.change', { access: 'read-write' })).token).toBeNull()
  expect((await fetchJson(`${url}/api/tags`, { method: 'POST', json: { tag: 'new' } }, first)).status).toBe(
    200,
  )

  const second = (await ask('localApi.newToken', {})).token ?? ''
  expect((await fetchJson(`${url}/api/convos`, {}, first)).status).toBe(401)
  expect((await fetchJson(`${url}/api/convos`, {}, second)).status).toBe(200)
  await ask('localApi.change', { isOn: false })
  await expect(fetch(`${url}/api/convos`)).rejects.toThrow('fetch failed')
  await app.close()
  const kept = readdirSync(folder).filter((name) => name.startsWith('archive.sqlite'))
  expect(kept).toContain('archive.sqlite')
  for (const name of kept) {
    const content = readFileSync(join(folder, name), 'latin1')
    expect([content.includes(first), content.includes(second)]).toEqual([false, false])
  }
})

it('says which port is taken, stays off, and comes on at another one', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { ask } = open(freshFolder())
  await expect(ask('localApi.change', { isOn: true, port })).rejects.toMatchObject({
    kind: 'not-available',
    message: `Port ${port} is used by another program. Choose another port in Settings → Local API.`,
  })
  expect(await ask('localApi.state', {})).toMatchObject({ isOn: false, url: null, hasToken: false })
  const free = await freePort()
  const { state, token } = await ask('localApi.change', { isOn: true, port: free })
  expect(state.url).toBe(`http://127.0.0.1:${free}`)
  expect(token).not.toBeNull()
})
