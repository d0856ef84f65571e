/** The thread in which the app runs behind the window, so that no query ever holds up the main process. */
import { parentPort, workerData } from 'node:worker_threads'
import type { AppCommandName } from '@shared/contract/contract.ts'
import { createApp } from './app.ts'
import { remotePrinter } from './threads/remote-printer.ts'
import { connect } from './threads/rpc.ts'

const { archiveFolder } = workerData as { archiveFolder: string }

if (!parentPort) throw new Error('The app thread was started outside a thread.')

const line = connect(parentPort, {
  serve: (name, input) => {
    if (name === 'close') return app.close()
    const request = input as { readonly name: AppCommandName; readonly input: unknown }
    return app.call(request.name, request.input)
  },
})

const app = createApp({
  archiveFolder,
  printer: remotePrinter(line),
  tidiesUp: true,
  tell: (event) => line.tell(event),
})
