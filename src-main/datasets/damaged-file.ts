/** What is said of a data file that is not what was written. */
import { AppError } from '@shared/contract/app-error.ts'

/** The failure of reading a dataset's file; an AppError is passed on as it is. */
export function damagedFile(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError(
    'corrupt-file',
    `The file ${path} of this dataset cannot be read: it was changed, damaged or taken away. Make a new version of the dataset.`,
    String(error),
  )
}
