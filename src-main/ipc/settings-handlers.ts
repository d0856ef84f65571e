/** Answers for the reader's settings. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { settingsCommands } from '@shared/contract/settings.ts'
import { changeReaderSettings, readerSettings } from '../archive/reader-settings.ts'
import { forgetSearch } from '../archive/search/recent-searches.ts'
import type { HandlerParts } from './handler-parts.ts'

export function settingsHandlers({ archive }: HandlerParts): Handlers<keyof typeof settingsCommands> {
  return {
    'settings.get': () => readerSettings(archive),
    'settings.change': (change) => {
      // Whoever wants no searches kept wants those gone that were.
      if (change.keepsSearches === false) forgetSearch(archive, null)
      return changeReaderSettings(
        archive,
        Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
      )
    },
  }
}
