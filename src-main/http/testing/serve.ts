/** The API over real archives, for tests: in this process (no search, no imports), or by `stemma serve` in another. */
import { once } from 'node:events'
import { createApp } from '../../app.ts'
import type { BuiltProgram } from '../../archive/testing/built-program.ts'
import { buildProgram } from '../../archive/testing/built-program.ts'
import { askOf } from '../../ipc/router.ts'
import type { Limits } from '../limits.ts'
import { startServer, type Admission } from '../server.ts'
import { hashOfToken } from '../token.ts'

export const token = 'a-token-of-a-test'

export interface Served {
  readonly url: string
  readonly port: number
  /** Bugs that the server complained of. */
  readonly complaints: readonly unknown[]
  close(): Promise<void>
}

/** Serves the archive of a folder in this process until it is closed. Threads are not there: no search, no imports. */
export async function serve(
  archiveFolder: string,
  limits: Partial<Limits> = {},
  access: Admission['access'] = 'read-write',
): Promise<Served> {
  const complaints: unknown[] = []
  const app = createApp({ archiveFolder, printer: null, tidiesUp: false, tell: () => undefined })
  const server = await startServer({
    ask: askOf(app),
    jobEnded: (id) => app.jobEnded(id),
    port: 0,
    admission: () => ({ tokenHash: hashOfToken(token), access }),
    complain: (error) => complaints.push(error),
    limits,
  })
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    complaints,
    close: async () => {
      await server.close()
      await app.close()
    },
  }
}

/** `stemma`, built with its threads. */
export function buildStemma(): Promise<BuiltProgram> {
  return buildProgram(new URL('stemma.ts', import.meta.url), {
    worker: new URL('../../jobs/worker.ts', import.meta.url),
    'index-thread': new URL('../../threads/index-thread.ts', import.meta.url),
    'search-thread': new URL('../../threads/search-thread.ts', import.meta.url),
    'save-thread': new URL('../../jobs/save-thread.ts', import.meta.url),
  })
}

/** Starts `stemma serve`; resolves when it answers. `stop` ends it as a person does, and gives its exit code. */
export async function startStemma(
  program: BuiltProgram,
  archiveFolder: string,
  ...more: readonly string[]
): Promise<{
  readonly url: string
  readonly pid: number
  readonly token: string
  stop(): Promise<number | null>
}> {
  const child = program.start('serve', '--port', '0', '--json', '--archive', archiveFolder, ...more)
  // Should a test fail before it stops it.
  process.once('exit', () => child.kill('SIGKILL'))
  let complaint = ''
  child.stderr?.on('data', (chunk) => (complaint += String(chunk)))
  const exited = once(child, 'close') as Promise<[number | null]>
  const said = once(child.stdout ?? child, 'data') as Promise<[unknown]>
  const first = await Promise.race([said, exited.then(() => null)])
  if (first === null) throw new Error(`stemma serve ended: ${complaint}`)
  const answer = JSON.parse(String(first[0])) as { url: string; pid: number; token: string }
  return {
    ...answer,
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = await exited
      return code
    },
  }
}

/** Asks with the test's token and JSON. */
export function fetchJson(
  url: string,
  init: RequestInit & { readonly json?: unknown } = {},
  bearer: string = token,
): Promise<Response> {
  const { json, ...rest } = init
  return fetch(url, {
    ...rest,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
}
