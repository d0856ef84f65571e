/** The requests that are being answered: each is told when nobody waits for it any more, and a stop waits for all. */
import type { ServerResponse } from 'node:http'

export interface OpenRequests {
  /** Does the work of one request; its signal is aborted when the caller has gone or `stop` is called. */
  answer<Result>(response: ServerResponse, work: (gone: AbortSignal) => Promise<Result>): Promise<Result>
  /** Aborts what runs, and resolves when all of it has ended. */
  stop(): Promise<void>
}

export function createOpenRequests(): OpenRequests {
  const open = new Map<AbortController, Promise<unknown>>()
  return {
    async answer(response, work) {
      const controller = new AbortController()
      response.once('close', () => controller.abort())
      const running = work(controller.signal)
      open.set(controller, running)
      try {
        return await running
      } finally {
        open.delete(controller)
      }
    },
    async stop() {
      for (const controller of open.keys()) controller.abort()
      await Promise.allSettled(open.values())
    },
  }
}
