/** The switch of the local API in the app: keeps how it is set, and runs the server accordingly. */
import { AppError } from '@shared/contract/app-error.ts'
import type {
  LocalApiAccess,
  LocalApiChange,
  LocalApiMemory,
  LocalApiState,
} from '@shared/contract/local-api.ts'
import type { RunningServer, ServerParts } from './server.ts'
import { hashOfToken, newToken } from './token.ts'

export interface LocalApiParts extends Pick<ServerParts, 'ask' | 'jobEnded' | 'complain' | 'limits'> {
  readonly read: () => LocalApiMemory
  readonly write: (memory: LocalApiMemory) => void
  /** Hears each new state. */
  readonly tell: (state: LocalApiState) => void
}

interface Wish {
  readonly isOn?: boolean | undefined
  readonly port?: number | undefined
  readonly access?: LocalApiAccess | undefined
}

export interface LocalApi {
  state(): LocalApiState
  /** Starts the server, if it is turned on. What prevents it stands in the state. */
  begin(): Promise<void>
  /** @throws AppError `not-available` when it cannot answer as wished; everything is then as before, but for the wish to be off */
  change(wish: Wish): Promise<LocalApiChange>
  newToken(): Promise<LocalApiChange>
  close(): Promise<void>
}

/** Makes the switch of an archive; nothing listens until `begin` or a change. */
export function createLocalApi({ read, write, tell, ...rest }: LocalApiParts): LocalApi {
  let memory = read()
  let server: RunningServer | null = null
  let problem: string | null = null
  /** One change after the other: two servers would fight for a port. */
  let last: Promise<unknown> = Promise.resolve()

  const state = (): LocalApiState => {
    const { isOn, port, access, tokenHash } = memory
    return { isOn, port, access, hasToken: tokenHash !== null, url: server?.url ?? null, problem }
  }

  function keep(after: LocalApiMemory): void {
    memory = after
    write(after)
    tell(state())
  }

  async function stop(): Promise<void> {
    await server?.close()
    server = null
  }

  async function start(port: number): Promise<void> {
    // What a server is made of is a good part of the app, and few turn it on.
    const { startServer } = await import('./server.ts')
    server = await startServer({
      ...rest,
      port,
      admission: () => ({ tokenHash: memory.tokenHash ?? '', access: memory.access }),
    })
  }

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function change(wish: Wish): Promise<LocalApiChange> {
    const after = {
      ...memory,
      isOn: wish.isOn ?? memory.isOn,
      port: wish.port ?? memory.port,
      access: wish.access ?? memory.access,
    }
    const token = after.isOn && memory.tokenHash === null ? newToken() : null
    if (token !== null) after.tokenHash = hashOfToken(token)
    if (!after.isOn || after.port !== memory.port) await stop()
    problem = null
    // Kept first: the server looks the token up here from its first request on.
    memory = after
    if (after.isOn && server === null) {
      try {
        await start(after.port)
      } catch (error) {
        // A token that nobody has seen is none.
        keep({ ...after, isOn: false, ...(token !== null && { tokenHash: null }) })
        throw new AppError('not-available', sentenceOf(error, after.port), String(error))
      }
    }
    keep(after)
    return { state: state(), token }
  }

  return {
    state,
    begin: () =>
      inTurn(async () => {
        if (!memory.isOn || memory.tokenHash === null) return
        try {
          await start(memory.port)
        } catch (error) {
          problem = sentenceOf(error, memory.port)
        }
        tell(state())
      }),
    change: (wish) => inTurn(() => change(wish)),
    newToken: () =>
      inTurn(async () => {
        const token = newToken()
        keep({ ...memory, tokenHash: hashOfToken(token) })
        return { state: state(), token }
      }),
    close: () => inTurn(stop),
  }
}

function sentenceOf(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'EADDRINUSE'
    ? `Port ${port} is used by another program. Choose another port in Settings → Local API.`
    : `The local API cannot listen on port ${port}. Choose another port in Settings → Local API.`
}
