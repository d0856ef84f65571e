/** What the bench uses of autocannon, which brings no types of its own. */
declare module 'autocannon' {
  interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds until an answer counts as missing. */
    readonly timeout: number
    /** How many requests, all together. */
    readonly amount: number
    readonly headers: Readonly<Record<string, string>>
    /** Sent in turn. */
    readonly requests: readonly { readonly path: string }[]
  }

  interface Result {
    readonly errors: number
    readonly non2xx: number
  }

  interface Run extends Promise<Result> {
    on(
      event: 'response',
      listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
    ): void
  }

  export default function autocannon(options: Options): Run
}
