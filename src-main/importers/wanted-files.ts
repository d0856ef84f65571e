/** The refusal of a file that only names others: those are what its reader is after. */
import { AppError } from '@shared/contract/app-error.ts'

export class WantedFiles extends AppError {
  /** What the files are called that are to be imported in its place. */
  readonly names: readonly string[]

  constructor(message: string, names: readonly string[]) {
    super('unsupported-file', message)
    this.names = names
  }
}
