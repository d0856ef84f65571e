/** `stemma serve`: the local API of an archive, without the window, until it is stopped. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve as fullPath } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import { highestPort, localApiMemory } from '@shared/contract/local-api.ts'
import { startServer } from '../http/server.ts'
import { hashOfToken, newToken } from '../http/token.ts'
import { isGiven, UsageError, valueOf, type CliCommand, type Given } from './command.ts'

/** A token of fewer characters could be guessed. */
const shortestToken = 8

export const serveCommand: CliCommand = {
  name: 'serve',
  usage: '',
  summary: 'answers the Conversations API on this computer until it is stopped (Ctrl+C)',
  options: [
    { name: 'port', value: 'N', description: 'the port on 127.0.0.1; 0 for any that is free' },
    {
      name: 'token-file',
      value: 'FILE',
      description: 'holds the token that callers send; made where it is not there',
    },
    { name: 'read-only', value: null, description: 'refuse whatever would change the archive' },
  ],
  check: (given) => {
    if (given.words.length > 0) throw new UsageError(`“${given.words[0]}” is not understood here.`)
    portOf(given)
  },
  run: async (given, { ask, jobEnded, say, sayJson, fail }) => {
    const tokenFile = valueOf(given, 'token-file')
    const token = tokenFile === null ? newToken() : tokenIn(fullPath(tokenFile))
    const tokenHash = hashOfToken(token)
    const access = isGiven(given, 'read-only') ? 'read-only' : 'read-write'
    const port = portOf(given)
    const stopped = signalled()
    const server = await startServer({
      ask,
      jobEnded,
      port,
      admission: () => ({ tokenHash, access }),
      complain: (error) =>
        fail(`A request failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
    }).catch((error: unknown) => {
      throw new AppError(
        'not-available',
        `Port ${port} cannot be had: another program may use it.`,
        String(error),
      )
    })
    say(`Answering on ${server.url}, ${access}, until it is stopped.`)
    if (tokenFile === null) say(`Token: ${token}`)
    sayJson({ url: server.url, pid: process.pid, ...(tokenFile === null && { token }) })
    await stopped
    await server.close()
    return undefined
  },
}

function portOf(given: Given): number {
  const text = valueOf(given, 'port')
  if (text === null) return localApiMemory.parse({}).port
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port >= 0 && port <= highestPort) return port
  throw new UsageError(`--port takes a number from 0 to ${highestPort}, not “${text}”.`)
}

/** Resolves when somebody asks the program to stop: Ctrl+C, `kill`, a closed terminal. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

/** The token that a file holds, a new one where there is no file; @throws AppError */
function tokenIn(file: string): string {
  const token = textOf(file)
  if (token === null) return writeToken(file)
  if (token.length >= shortestToken && /^\S+$/.test(token)) return token
  throw new AppError(
    'invalid-input',
    `${file} holds no token: that is one word of at least ${shortestToken} characters. Remove the file to have one made.`,
  )
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new AppError('unreadable-file', `The token file ${file} cannot be read.`, String(error))
  }
}

function writeToken(file: string): string {
  const token = newToken()
  try {
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new AppError('cannot-write', `The token file ${file} cannot be written.`, String(error))
  }
  return token
}
