/** How much and how long the server puts up with. Times in ms, sizes in bytes. */

export interface Limits {
  /** Until all headers of a request are here. */
  readonly headersTimeout: number
  /** Until all of a request is here. */
  readonly requestTimeout: number
  readonly connections: number
  /** Wrong tokens of one address until it has to wait, and the shortest and longest wait. */
  readonly wrongTokens: { readonly allowed: number; readonly firstWait: number; readonly longestWait: number }
  readonly jsonBody: number
  readonly file: number
  /** Imports in a window of time, by the caller's address and by its token. */
  readonly imports: { readonly window: number; readonly perAddress: number; readonly perToken: number }
  /** The waits before each further look for a title. */
  readonly titleBackOff: readonly number[]
}

/** Those of imports, their largest file and the waits for a title are LibreChat's. */
export const usualLimits: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connections: 64,
  wrongTokens: { allowed: 50, firstWait: 1000, longestWait: 60_000 },
  jsonBody: 1024 * 1024,
  file: 250 * 1024 * 1024,
  imports: { window: 15 * 60_000, perAddress: 100, perToken: 50 },
  titleBackOff: [500, 1000, 2000, 4000, 8000],
}
