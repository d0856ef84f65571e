/** Several reads of an archive on one state of it. */
import type { Archive } from './archive.ts'

/**
 * Does some work without what others write meanwhile; inside a transaction it joins that one. It is faster too: by
 * itself each statement takes the lock for reading and gives it back, which costs more than finding a row.
 */
export function onOneState<Result>(archive: Archive, work: () => Result): Result {
  return archive.db.inTransaction ? work() : archive.db.transaction(work).deferred()
}
