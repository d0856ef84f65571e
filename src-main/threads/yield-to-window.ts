/** Lets the window go first where there are fewer processors than threads with work. */
import { setPriority } from 'node:os'

/** Somewhat below what programs have; more, and a busy machine would never come round to an import. */
const niceness = 5

/**
 * Lowers the priority of the calling thread, and of the threads that it starts. To be called by threads that nobody waits
 * for by the frame. Only Linux gives a thread a priority of its own (setpriority(2), "C library/kernel differences"): on
 * other systems, and without a window, it does nothing.
 */
export function yieldToWindow(): void {
  if (process.platform === 'linux' && process.versions['electron'] !== undefined) setPriority(niceness)
}
