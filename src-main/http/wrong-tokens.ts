/**
 * What becomes of those who come with wrong tokens again and again: they are told to wait, longer each time.
 *
 * The right token is never kept waiting, whoever else knocks at the same time: every caller has the address of this
 * computer, so that any program could keep its reader out otherwise. A token of 256 random bits is not guessed by being let
 * try; the waiting makes a flood cheap to turn away, and a program that is set up wrongly see that it is.
 */
import type { Limits } from './limits.ts'

interface Knocks {
  wrong: number
  /** In ms; until then nothing but waiting is answered. */
  waitsUntil: number
  last: number
}

/** In ms: who has not come with a wrong token for so long begins anew. */
const memory = 10 * 60_000
/** Addresses that are remembered; this computer has a whole range of its own. */
const mostAddresses = 1000

export interface WrongTokens {
  /** Counts a wrong token; answers the seconds its sender has to wait, 0 where that is not asked of it yet. */
  count(address: string, now: number): number
}

export function countWrongTokens({ allowed, firstWait, longestWait }: Limits['wrongTokens']): WrongTokens {
  const known = new Map<string, Knocks>()
  const knocksOf = (address: string, now: number): Knocks => {
    const before = known.get(address)
    const knocks =
      before === undefined || now - before.last > memory ? { wrong: 0, waitsUntil: 0, last: now } : before
    // The last that came stands last, so that the first is the one to forget.
    known.delete(address)
    known.set(address, knocks)
    const [oldest] = known.keys()
    if (known.size > mostAddresses && oldest !== undefined) known.delete(oldest)
    return knocks
  }
  return {
    count(address, now) {
      const knocks = knocksOf(address, now)
      knocks.last = now
      if (now >= knocks.waitsUntil) {
        knocks.wrong += 1
        const tooMany = knocks.wrong - allowed
        if (tooMany <= 0) return 0
        knocks.waitsUntil = now + Math.min(longestWait, firstWait * 2 ** Math.min(tooMany - 1, 30))
      }
      return Math.max(1, Math.ceil((knocks.waitsUntil - now) / 1000))
    },
  }
}
