import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import {
  addToCollection,
  arrangeCollection,
  changeCollection,
  collectionSpine,
  createCollection,
  listCollections,
  moveInCollection,
  orderCollections,
  removeCollection,
  takeFromCollection,
} from './collections.ts'
import {
  idsOfKeys,
  libraryRow,
  libraryRows,
  moveToTrash,
  renameConversation,
  restoreFromTrash,
} from './library.ts'
import { readNotes, writeNote } from './notes.ts'
import { openConversation } from './read-conversation.ts'
import { useOriginalTitle } from './rename-conversation.ts'
import { changeSearch, createSearch, listSearches, orderSearches, removeSearch } from './saved-searches.ts'
import { setStatus } from './statuses.ts'
import { conversation, importAll, importOne, noon } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

function four(archive: Archive): string[] {
  return importAll(
    archive,
    ['a', 'b', 'c', 'd'].map((sourceId) => conversation({ sourceId, title: sourceId })),
  ).map(({ id }) => id)
}

function titles(archive: Archive, id: number): string[] {
  return libraryRows(archive, collectionSpine(archive, id).keys).map((row) => row?.title ?? '')
}

describe('a collection', () => {
  it('keeps the order in which conversations were put in, and the one they are given', () => {
    const archive = freshArchive()
    const [a = '', b = '', c = '', d = ''] = four(archive)
    const { id } = createCollection(archive, { name: 'Reading', description: null }, noon)
    expect(addToCollection(archive, id, [c, a])).toBe(2)
    expect(addToCollection(archive, id, [a, d, b])).toBe(2)
    expect(titles(archive, id)).toEqual(['c', 'a', 'd', 'b'])
    arrangeCollection(archive, id, [b, a, 'nobody', b])
    expect(titles(archive, id)).toEqual(['b', 'a', 'c', 'd'])
    expect(takeFromCollection(archive, id, [a, 'nobody'])).toBe(1)
    expect(titles(archive, id)).toEqual(['b', 'c', 'd'])
  })

  it('does not show or count what is in the trash, and has it in its place again afterwards', () => {
    const archive = freshArchive()
    const [a = '', b = ''] = four(archive)
    const { id } = createCollection(archive, { name: 'Reading', description: null }, noon)
    addToCollection(archive, id, [b, a])
    moveToTrash(archive, [b])
    expect([titles(archive, id), listCollections(archive)[0]?.conversations]).toEqual([['a'], 1])
    restoreFromTrash(archive, [b])
    expect(titles(archive, id)).toEqual(['b', 'a'])
  })

  it('has a name of its own, and leaves its conversations when it goes', () => {
    const archive = freshArchive()
    const [a = ''] = four(archive)
    const one = createCollection(archive, { name: 'One', description: null }, noon)
    const two = createCollection(archive, { name: 'Two', description: 'x' }, noon)
    const taken = expect.objectContaining({ kind: 'invalid-input' })
    expect(() => createCollection(archive, { name: 'One', description: null }, noon)).toThrow(taken)
    expect(() => changeCollection(archive, { id: two.id, name: 'One' })).toThrow(taken)
    expect(changeCollection(archive, { id: two.id, name: 'Two', description: null })).toMatchObject({
      description: null,
    })
    orderCollections(archive, [two.id])
    expect(listCollections(archive).map((collection) => collection.name)).toEqual(['Two', 'One'])
    addToCollection(archive, one.id, [a])
    removeCollection(archive, one.id)
    expect(libraryRow(archive, a).title).toBe('a')
    expect(() => addToCollection(archive, one.id, [a])).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    )
  })
})

describe('a smart list', () => {
  it('is kept, changed, put in order and removed', () => {
    const archive = freshArchive()
    const tides = createSearch(archive, { name: 'Tides', query: 'tides' }, noon)
    const oslo = createSearch(archive, { name: 'Oslo', query: 'tag:oslo' }, noon)
    expect(changeSearch(archive, { id: oslo.id, query: 'oslo' })).toEqual({
      id: oslo.id,
      name: 'Oslo',
      query: 'oslo',
    })
    expect(() => changeSearch(archive, { id: oslo.id, name: 'Tides' })).toThrow(
      expect.objectContaining({ kind: 'invalid-input' }),
    )
    orderSearches(archive, [oslo.id, tides.id])
    expect(listSearches(archive).map((search) => search.name)).toEqual(['Oslo', 'Tides'])
    removeSearch(archive, oslo.id)
    expect(listSearches(archive)).toEqual([tides])
  })
})

describe('moving in a collection', () => {
  it.each([
    ['one before another', [3], 1, [0, 3, 1, 2]],
    ['several, in the order they have', [3, 0], 2, [1, 0, 3, 2]],
    ['one to the end', [0], null, [1, 2, 3, 0]],
    ['one before itself, where it stands already', [1], 1, [0, 1, 2, 3]],
  ] as const)('puts %s', (_what, moved, before, order) => {
    const archive = freshArchive()
    const ids = four(archive)
    const { id } = createCollection(archive, { name: 'Reading', description: null }, noon)
    addToCollection(archive, id, ids)
    const named = (at: number): string => ids[at] ?? ''
    const listed = (): string[] => idsOfKeys(archive, collectionSpine(archive, id).keys)
    // Again and again, so that there is room between two in the end.
    for (let round = 0; round < 3; round++) {
      arrangeCollection(archive, id, ids)
      const place = before === null ? null : named(before)
      expect(moveInCollection(archive, id, { uuids: moved.map(named), before: place })).toBe(moved.length)
      expect(listed()).toEqual(order.map(named))
    }
    for (let round = 0; round < 30; round++) {
      moveInCollection(archive, id, { uuids: [listed()[3] ?? ''], before: listed()[1] ?? '' })
    }
    expect(new Set(listed())).toEqual(new Set(ids))
    expect(listed()[0]).toBe(named(order[0]))
  })

  it('is refused where the place to move to is gone', () => {
    const archive = freshArchive()
    const ids = four(archive)
    const { id } = createCollection(archive, { name: 'Reading', description: null }, noon)
    addToCollection(archive, id, ids.slice(0, 2))
    const place = { uuids: ids.slice(0, 1), before: ids[3] ?? '' }
    expect(() => moveInCollection(archive, id, place)).toThrow(expect.objectContaining({ kind: 'not-found' }))
  })
})

describe('a note', () => {
  it('stands on the conversation or on one message, one each, until its text is taken away', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    const [q = -1, , a2 = -1] = openConversation(archive, id).spine.keys
    writeNote(archive, { id, messageKey: a2, text: 'on the answer' }, noon)
    writeNote(archive, { id, messageKey: q, text: 'on the question' }, noon)
    writeNote(archive, { id, messageKey: null, text: 'on all' }, noon)
    writeNote(archive, { id, messageKey: null, text: ' on all, again ' }, noon + 1)
    expect(readNotes(archive, id)).toEqual([
      { messageKey: null, text: 'on all, again', createdAt: noon, updatedAt: noon + 1 },
      { messageKey: q, text: 'on the question', createdAt: noon, updatedAt: noon },
      { messageKey: a2, text: 'on the answer', createdAt: noon, updatedAt: noon },
    ])
    expect(writeNote(archive, { id, messageKey: q, text: '' }, noon)).toBeNull()
    expect(readNotes(archive, id)).toHaveLength(2)
  })

  it('is refused on a message of another conversation', () => {
    const archive = freshArchive()
    const [one, other] = importAll(archive, [
      conversation({ sourceId: 'a' }),
      conversation({ sourceId: 'b' }),
    ])
    const [key = -1] = openConversation(archive, other?.id ?? '').spine.keys
    expect(() => writeNote(archive, { id: one?.id ?? '', messageKey: key, text: 'x' }, noon)).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    )
  })
})

describe('a status', () => {
  it('is given to many, and to what is in the trash for when it comes back', () => {
    const archive = freshArchive()
    const ids = four(archive)
    moveToTrash(archive, ids.slice(0, 1))
    expect(setStatus(archive, ids.slice(0, 2), 'favorite')).toBe(2)
    expect(setStatus(archive, ids.slice(0, 2), 'favorite')).toBe(0)
    expect(ids.slice(0, 3).map((id) => libraryRow(archive, id).status)).toEqual([
      'deleted',
      'favorite',
      'active',
    ])
    restoreFromTrash(archive, ids.slice(0, 1))
    expect(libraryRow(archive, ids[0] ?? '').status).toBe('favorite')
  })
})

describe('the title of the source', () => {
  it('comes back, and is followed again', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    renameConversation(archive, id, 'Mine')
    importOne(archive, conversation({ title: 'Oslo in May', updatedAt: noon + 9000 }))
    expect(libraryRow(archive, id).title).toBe('Mine')
    useOriginalTitle(archive, id)
    expect(libraryRow(archive, id).title).toBe('Oslo in May')
    importOne(archive, conversation({ title: 'Oslo in June', updatedAt: noon + 10_000 }))
    expect(libraryRow(archive, id).title).toBe('Oslo in June')
  })

  it('is the first words where the source has none', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ title: null }))
    renameConversation(archive, id, 'Mine')
    useOriginalTitle(archive, id)
    expect(libraryRow(archive, id).title).toBe('Where should we stay?')
  })
})
