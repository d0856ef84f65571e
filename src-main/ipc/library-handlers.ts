/** Answers for the library: lists, counts, and what a reader does to conversations from the list. */
import type { Handlers, Input } from '@shared/contract/contract.ts'
import type { libraryCommands, LibraryFilter, LibrarySpine } from '@shared/contract/library.ts'
import {
  idsOfKeys,
  libraryCounts,
  libraryPage,
  libraryRow,
  libraryRows,
  librarySpine,
  renameConversation,
} from '../archive/library.ts'
import { headsOf } from '../archive/row-changes.ts'
import { isBehind } from '../archive/search/catch-up.ts'
import { changeOf, changeOfMany } from './change-of.ts'
import type { HandlerParts } from './handler-parts.ts'

export function libraryHandlers({
  archive,
  index,
  indexer,
  searcher,
  changes,
  changed,
}: HandlerParts): Handlers<keyof typeof libraryCommands> {
  const spineOf = ({ filter, sort, session }: Input<'library.spine'>): LibrarySpine | Promise<LibrarySpine> =>
    isNarrowed(filter)
      ? searcher.ask('spine', { filter, sort }, session && `${session} list`)
      : librarySpine(archive, filter, sort)

  return {
    'library.counts': () => libraryCounts(archive),
    'library.spine': spineOf,
    'library.ids': async (list) => idsOfKeys(archive, (await spineOf(list)).keys),
    'library.rows': ({ keys }) => libraryRows(archive, keys),
    'library.page': async ({ complete, ...request }) => {
      if (!isNarrowed(request.filter)) return libraryPage(archive, request)
      if (complete && isBehind(index, archive)) await indexer.settled()
      return await searcher.ask('page', request)
    },
    'library.rename': ({ id, title }) => {
      changes.make(changeOf('Rename', 'rename', 'A conversation was renamed.', 1, id), [headsOf([id])], () =>
        renameConversation(archive, id, title),
      )
      changed()
      return libraryRow(archive, id)
    },
    'library.moveToTrash': async ({ ids }) => {
      const { changed: moved, ...rest } = await changes.makeMany(
        changeOfMany('Move to trash', 'trash', 'Moved to the trash.', ids, 'delete'),
        { kind: 'trash', ids },
      )
      changed()
      return { moved, ...rest }
    },
    'library.restore': async ({ ids }) => {
      const { changed: restored, left } = await changes.makeMany(
        changeOfMany('Restore', 'restore', 'Taken out of the trash.', ids),
        { kind: 'restore', ids },
      )
      changed()
      return { restored, left }
    },
  }
}

/** Whether a query narrows the list: the thread that searches then makes it. */
function isNarrowed({ query }: LibraryFilter): boolean {
  return query !== undefined && query.trim() !== ''
}
