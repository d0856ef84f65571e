/** The API on this computer: whether it runs, where, and what its callers may do. What it answers is src-main/http's work. */
import { z } from 'zod'
import { command } from './command.ts'

export const localApiAccesses = ['read-only', 'read-write'] as const
export type LocalApiAccess = (typeof localApiAccesses)[number]

/** Ports that need no rights of an administrator. */
export const lowestPort = 1024
export const highestPort = 65_535

const access = z.enum(localApiAccesses)
const port = z.number().int().min(lowestPort).max(highestPort)

/** What is kept of it in the archive: of the token only its SHA-256, in hex; null before there was one. */
export const localApiMemory = z.object({
  isOn: z.boolean().default(false),
  port: port.default(3917),
  access: access.default('read-only'),
  tokenHash: z.string().nullable().default(null),
})
export type LocalApiMemory = z.infer<typeof localApiMemory>

export interface LocalApiState {
  readonly isOn: boolean
  readonly port: number
  readonly access: LocalApiAccess
  readonly hasToken: boolean
  /** Where it answers: `http://127.0.0.1:3917`. Null while it does not. */
  readonly url: string | null
  /** Why it does not answer although it is on, in a sentence for a person. */
  readonly problem: string | null
}

export interface LocalApiChange {
  readonly state: LocalApiState
  /** A token that was made by this change. It can be seen this once: what is kept is its hash. */
  readonly token: string | null
}

export const localApiCommands = {
  'localApi.state': command(z.object({})).answers<LocalApiState>(),
  /** Turns it on or off, or changes where and how it answers. Turned on for the first time it gets a token. */
  'localApi.change': command(
    z.object({ isOn: z.boolean().optional(), port: port.optional(), access: access.optional() }),
  ).answers<LocalApiChange>(),
  /** Makes a token; the one before it is refused from then on. */
  'localApi.newToken': command(z.object({})).answers<LocalApiChange>(),
}
