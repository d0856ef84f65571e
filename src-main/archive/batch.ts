/** Transactions: what belongs together is written whole or not at all. */
import type { Archive } from './archive.ts'
import { explainFailure } from './sqlite-failure.ts'

/**
 * Does some work in one transaction; inside another batch it becomes part of that one.
 *
 * @throws AppError `disk-full`, `archive-busy`, `cannot-write`, `archive-damaged`; whatever is thrown, nothing of the
 *   batch stays
 */
export function inBatch<Result>(archive: Archive, work: () => Result): Result {
  const { db } = archive
  if (db.inTransaction) return work()
  try {
    archive.statement('BEGIN IMMEDIATE').run()
    const result = work()
    archive.statement('COMMIT').run()
    return result
  } catch (error) {
    // SQLite has ended the transaction by itself after some failures, a full disk among them.
    if (db.inTransaction) archive.statement('ROLLBACK').run()
    archive.messageIds.forget()
    throw explainFailure(error, archive.folder)
  }
}

/**
 * Does some work in a transaction that is always taken back: what would come of it is known, and nothing of it stays. To
 * be called outside of batches.
 *
 * @throws AppError as `inBatch`
 */
export function inTrial<Result>(archive: Archive, work: () => Result): Result {
  const { db } = archive
  try {
    archive.statement('BEGIN IMMEDIATE').run()
    return work()
  } catch (error) {
    throw explainFailure(error, archive.folder)
  } finally {
    if (db.inTransaction) archive.statement('ROLLBACK').run()
    archive.messageIds.forget()
  }
}

/** Does some work that leaves no trace when it throws, while the batch around it goes on. */
export function inStep<Result>(archive: Archive, work: () => Result): Result {
  const { db } = archive
  archive.statement('SAVEPOINT step').run()
  try {
    const result = work()
    archive.statement('RELEASE step').run()
    return result
  } catch (error) {
    if (db.inTransaction) {
      archive.statement('ROLLBACK TO step').run()
      archive.statement('RELEASE step').run()
    }
    archive.messageIds.forget()
    throw error
  }
}
