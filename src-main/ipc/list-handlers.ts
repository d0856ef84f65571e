/** Answers for notes, collections and smart lists. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { organiseCommands } from '@shared/contract/organise.ts'
import {
  arrangeCollection,
  changeCollection,
  collectionSpine,
  createCollection,
  listCollections,
  moveInCollection,
  orderCollections,
} from '../archive/collections.ts'
import { readNotes, writeNote } from '../archive/notes.ts'
import { allOf, itemsOf, notesOf } from '../archive/row-changes.ts'
import {
  changeSearch,
  createSearch,
  listSearches,
  orderSearches,
  removeSearch,
} from '../archive/saved-searches.ts'
import { changeOf, changeOfMany } from './change-of.ts'
import type { HandlerParts } from './handler-parts.ts'
import { makingOf } from './making.ts'

type Names = Extract<
  keyof typeof organiseCommands,
  `notes.${string}` | `collections.${string}` | `searches.${string}`
>

export function listHandlers({
  archive,
  indexer,
  searcher,
  changes,
  changed,
}: HandlerParts): Handlers<Names> {
  const { make, many } = makingOf({ changes, changed })
  const collections = allOf('collections')
  const searches = allOf('saved_searches')

  return {
    'notes.of': ({ id }) => readNotes(archive, id),
    'notes.write': ({ id, messageKey, text }) =>
      make(changeOf('Note', 'note', 'A note was written.', 1, id), [notesOf(id)], () =>
        writeNote(archive, { id, messageKey, text }, Date.now()),
      ),

    'collections.list': () => listCollections(archive),
    'collections.create': (collection) =>
      make(changeOf('New collection', 'collection.create', 'A collection was made.', 0), [collections], () =>
        createCollection(archive, collection, Date.now()),
      ),
    'collections.change': (change) =>
      make(
        changeOf('Change collection', 'collection.change', 'A collection was changed.', 0),
        [collections],
        () => changeCollection(archive, change),
      ),
    'collections.remove': async ({ id }) => {
      const { left } = await many(
        changeOfMany('Remove collection', 'collection.remove', 'A collection was removed.', null),
        { kind: 'remove-collection', id },
      )
      return { left }
    },
    'collections.add': async ({ id, ids }) =>
      await many(changeOfMany('Add to collection', 'collection.add', 'Put into a collection.', ids), {
        kind: 'add-items',
        collectionId: id,
        ids,
      }),
    'collections.take': async ({ id, ids }) =>
      await many(
        changeOfMany('Take out of collection', 'collection.take', 'Taken out of a collection.', ids),
        { kind: 'take-items', collectionId: id, ids },
      ),
    'collections.arrange': ({ id, ids }) => {
      make(
        changeOf('Arrange collection', 'collection.arrange', 'A collection was put in another order.', 0),
        [itemsOf(id)],
        () => arrangeCollection(archive, id, ids),
      )
      return null
    },
    'collections.move': ({ id, ids, before }) => ({
      moved: make(
        changeOf('Move in collection', 'collection.move', 'Moved in a collection.', ids.length),
        [itemsOf(id)],
        () => moveInCollection(archive, id, { uuids: ids, before }),
      ),
    }),
    'collections.order': ({ ids }) => {
      make(
        changeOf('Order collections', 'collection.order', 'The collections were put in another order.', 0),
        [collections],
        () => orderCollections(archive, ids),
      )
      return null
    },
    'collections.spine': ({ id }) => collectionSpine(archive, id),

    'searches.list': () => listSearches(archive),
    'searches.counts': async () => {
      await indexer.settled()
      const lists = listSearches(archive)
      const found = await Promise.all(lists.map(({ query }) => searcher.ask('conversations', { query })))
      return lists.map(({ id }, at) => ({ id, conversations: found[at]?.length ?? 0 }))
    },
    'searches.create': (search) =>
      make(changeOf('New smart list', 'search.create', 'A smart list was made.', 0), [searches], () =>
        createSearch(archive, search, Date.now()),
      ),
    'searches.change': (change) =>
      make(changeOf('Change smart list', 'search.change', 'A smart list was changed.', 0), [searches], () =>
        changeSearch(archive, change),
      ),
    'searches.remove': ({ id }) => {
      make(changeOf('Remove smart list', 'search.remove', 'A smart list was removed.', 0), [searches], () =>
        removeSearch(archive, id),
      )
      return null
    },
    'searches.order': ({ ids }) => {
      make(
        changeOf('Order smart lists', 'search.order', 'The smart lists were put in another order.', 0),
        [searches],
        () => orderSearches(archive, ids),
      )
      return null
    },
  }
}
