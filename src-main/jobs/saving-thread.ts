/** The thread that saves what an import reads (save-thread.ts), seen from the thread that reads. */
import { connect, type Line } from '../threads/rpc.ts'
import { startThread } from '../threads/start-thread.ts'

export interface SavingThread {
  /** Calls that are open when the thread ends, and all later ones, are refused with the reason. */
  readonly line: Line
  /** Ends it as it is; does nothing where it has ended. */
  readonly end: () => Promise<void>
}

/** Starts it; what is asked of it meanwhile waits until it is up. */
export function startSavingThread(archiveFolder: string): SavingThread {
  const thread = startThread('save-thread', { archiveFolder })
  const line = connect(thread, {})
  thread.on('error', (error) => line.hangUp(`The saving thread failed: ${error.message}`))
  thread.on('exit', () => line.hangUp('The saving thread has ended.'))
  return {
    line,
    end: async () => {
      await thread.terminate()
    },
  }
}
