/** Turns what SQLite and the file system report into sentences for a person. What is a bug stays an exception. */
import { AppError, type ErrorKind } from '@shared/contract/app-error.ts'

const sentences: readonly { readonly code: RegExp; readonly kind: ErrorKind; readonly sentence: string }[] = [
  {
    code: /^SQLITE_FULL|^ENOSPC|^EDQUOT/,
    kind: 'disk-full',
    sentence:
      'The disk is full. Free some space and try again; what was saved before is safe. The archive is in',
  },
  {
    code: /^SQLITE_BUSY|^SQLITE_LOCKED|^SQLITE_PROTOCOL/,
    kind: 'archive-busy',
    sentence:
      'Another program is writing to the archive. Wait until it has finished and try again. The archive is in',
  },
  {
    code: /^SQLITE_CORRUPT|^SQLITE_NOTADB/,
    kind: 'archive-damaged',
    sentence: 'The archive is damaged. Restore its newest backup from the folder "backups" in',
  },
  {
    code: /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)|^E(ACCES|PERM|ROFS|NOTDIR|EXIST|ISDIR|IO|MFILE|NAMETOOLONG|FBIG)$/,
    kind: 'cannot-write',
    sentence: 'The archive cannot be written. Check that the folder exists, is yours and is not read-only:',
  },
]

/** The AppError of an expected failure (full disk, busy, damaged, no permission); anything else unchanged. */
export function explainFailure(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const code = error.code
  const known = sentences.find((sentence) => sentence.code.test(code))
  if (known === undefined) return error
  return new AppError(known.kind, `${known.sentence} ${folder}`, `${code}: ${error.message}`)
}
