/** The computer's clock, as the schedule asks for it; tests give another one. */
import type { Clock } from './schedule.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
