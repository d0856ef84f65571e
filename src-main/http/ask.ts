/** The way from the API to the archive: the same commands that the window and the command line ask for, and nothing else. */
import type { AppCommandName, Output, Request } from '@shared/contract/contract.ts'
import type { Job } from '@shared/job.ts'

/** Asks the app; throws AppError when it refuses. */
export type Ask = <Name extends AppCommandName>(name: Name, input: Request<Name>) => Promise<Output<Name>>

export interface Archive {
  readonly ask: Ask
  /** Resolves when a job has ended. */
  readonly jobEnded: (id: string) => Promise<Job>
}
