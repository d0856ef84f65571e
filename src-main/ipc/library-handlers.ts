/** Answers for the library: lists, counts, and what a reader does to conversations from the list. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { libraryCommands } from '@shared/contract/library.ts'
import {
  libraryCounts,
  libraryPage,
  libraryRows,
  librarySpine,
  moveToTrash,
  renameConversation,
  restoreFromTrash,
} from '../archive/library.ts'
import type { HandlerParts } from './handler-parts.ts'

export function libraryHandlers({ archive, changed }: HandlerParts): Handlers<keyof typeof libraryCommands> {
  return {
    'library.counts': () => libraryCounts(archive),
    'library.spine': ({ filter, sort }) => librarySpine(archive, filter, sort),
    'library.rows': ({ keys }) => libraryRows(archive, keys),
    'library.page': ({ filter, sort, limit, cursor }) =>
      libraryPage(archive, { filter, sort, limit, cursor }),
    'library.rename': ({ id, title }) => {
      const row = renameConversation(archive, id, title)
      changed()
      return row
    },
    'library.moveToTrash': ({ ids }) => {
      const moved = moveToTrash(archive, ids)
      changed()
      return { moved }
    },
    'library.restore': ({ ids }) => {
      const restored = restoreFromTrash(archive, ids)
      changed()
      return { restored }
    },
  }
}
