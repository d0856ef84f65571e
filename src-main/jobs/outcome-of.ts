/** What becomes of one conversation that is to be kept. Stands alone, so that the thread that writes loads no reader. */
import { toErrorValue, type ErrorKind } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'

/**
 * Saves one conversation by `save`; one that cannot be kept stops no other, unless nothing can be written at all any more:
 * then it throws.
 */
export function outcomeOf<Saved>(place: string, save: () => Saved): Saved | ImportProblem {
  try {
    return save()
  } catch (error) {
    if (isOfArchive(error)) throw error
    return { where: place, reason: toErrorValue(error).message }
  }
}

/** Whether nothing can be written at all any more, whichever conversation it is. */
export function isOfArchive(error: unknown): boolean {
  return fatalKinds.has(toErrorValue(error).kind)
}

const fatalKinds = new Set<ErrorKind>(['disk-full', 'cannot-write', 'archive-damaged', 'archive-busy'])
