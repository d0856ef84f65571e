/**
 * How long work shares its thread: it lets others have their turn again and again, and ends when it is given up.
 *
 * Searching runs in a thread of its own (threads/searcher.ts), in pieces of a few milliseconds, so that a search that
 * was overtaken by the next keystroke can be dropped between two of them.
 */
import { setImmediate } from 'node:timers/promises'
import { AppError } from '@shared/contract/app-error.ts'

/** After so many milliseconds others have their turn. */
const share = 8

export interface Turn {
  /** To be called between two pieces of work. @throws AppError `cancelled` when the work has been given up */
  pause(): Promise<void>
}

/** A turn that lasts until a signal is given; without one it lasts to the end. */
export function turnOf(signal: AbortSignal | null = null): Turn {
  let since = performance.now()
  return {
    async pause() {
      if (signal?.aborted !== true && performance.now() - since < share) return
      await setImmediate()
      if (signal?.aborted === true)
        throw new AppError('cancelled', 'This search was overtaken by a newer one.')
      since = performance.now()
    },
  }
}
