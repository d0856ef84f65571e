/** The main process's side of the app thread: passes requests in, hears events, lends the page printer. */
import type { Answer } from '@shared/contract/app-error.ts'
import type { AppCommandName, AppEvent, Output } from '@shared/contract/contract.ts'
import type { PagePrinter } from '../ports.ts'
import { connect } from '../threads/rpc.ts'
import { servePrinter } from '../threads/remote-printer.ts'
import { startThread } from '../threads/start-thread.ts'

export interface AppClient {
  call<Name extends AppCommandName>(name: Name, input: unknown): Promise<Answer<Output<Name>>>
  close(): Promise<void>
}

export interface AppClientParts {
  readonly archiveFolder: string
  readonly printer: PagePrinter
  readonly hear: (event: AppEvent) => void
  /** Called once when the thread ends by an error: the archive could not be opened, or a bug. */
  readonly failed: (error: Error) => void
}

/** Starts the app in its thread. */
export function startApp({ archiveFolder, printer, hear, failed }: AppClientParts): AppClient {
  const thread = startThread('app-thread', { archiveFolder })
  const line = connect(thread, {
    serve: (name, input) => servePrinter(printer, name, input),
    hear: (event) => hear(event as AppEvent),
  })
  thread.on('error', (error) => {
    line.hangUp(error.message)
    failed(error)
  })
  return {
    call: <Name extends AppCommandName>(name: Name, input: unknown) =>
      line.call('call', { name, input }) as Promise<Answer<Output<Name>>>,
    async close() {
      await line.call('close', null)
      await thread.terminate()
    },
  }
}
