/** Stopping in the middle of an export, where its job was cancelled. */
import { AppError } from '@shared/contract/app-error.ts'

/** Throws AppError `cancelled` once the signal is raised. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError('cancelled', 'The export was cancelled; no unfinished file was left.')
}
