/** How long work on a source is stopped: by a look at the signal between two chunks. */
import { AppError } from '@shared/contract/app-error.ts'

/** Throws AppError `cancelled` once the signal is aborted. */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'Reading was cancelled.')
}
