/** Answers for the watched folder. Importing what it has found is a job like any other. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { watchCommands } from '@shared/contract/watch.ts'
import type { FolderWatch } from '../watch/folder-watch.ts'

export function watchHandlers(watch: FolderWatch): Handlers<keyof typeof watchCommands> {
  return {
    'watch.state': () => watch.state(),
    'watch.change': (change) => watch.change(change),
    'watch.dismiss': ({ paths }) => watch.dismiss(paths),
  }
}
