import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import { activityPage } from './activity.ts'
import { ChangeHistory } from './change-history.ts'
import {
  addToCollection,
  arrangeCollection,
  createCollection,
  listCollections,
  removeCollection,
} from './collections.ts'
import { deleteMessages, restoreMessages } from './delete-messages.ts'
import { removeForGood } from './delete-for-good.ts'
import { libraryRow, moveToTrash, renameConversation } from './library.ts'
import { writeNote } from './notes.ts'
import { openConversation } from './read-conversation.ts'
import { allOf, conversationsWith, headsOf, itemsOf, notesOf, tagsGivenTo, type Rows } from './row-changes.ts'
import { createSearch, removeSearch } from './saved-searches.ts'
import { setStatus } from './statuses.ts'
import { addTags, changeTag, createTag, listTags, removeTag, takeTags } from './tags.ts'
import { conversation, importAll, importOne, noon } from './testing/conversations.ts'
import { everythingIn } from './testing/everything.ts'
import { freshArchive } from './testing/fresh-archive.ts'

/** Nothing here is large enough for steps; they are change-conversations.test.ts's. */
const atOnce = (): never => {
  throw new Error('This change is small.')
}

const request = {
  label: 'Change',
  activity: () => ({ action: 'change', summary: 'Changed.', conversations: 1 }),
}

/** An archive that holds some of everything a reader can change. */
function filled(): { archive: Archive; ids: readonly string[]; changes: ChangeHistory } {
  const archive = freshArchive()
  const saved = importAll(
    archive,
    ['a', 'b', 'c', 'd'].map((sourceId) => conversation({ sourceId, tags: ['imported'] })),
  )
  const ids = saved.map(({ id }) => id)
  addTags(archive, ids.slice(0, 2), ['travel'], noon)
  addTags(archive, ids.slice(1, 3), ['trips'], noon)
  const { id } = createCollection(archive, { name: 'Reading', description: null }, noon)
  addToCollection(archive, id, ids.slice(0, 3))
  createSearch(archive, { name: 'Tides', query: 'tides' }, noon)
  writeNote(archive, { id: ids[0] ?? '', messageKey: null, text: 'remember' }, noon)
  return { archive, ids, changes: new ChangeHistory(archive, atOnce) }
}

function tagId(archive: Archive, name: string): number {
  return listTags(archive, { by: 'name', direction: 'ascending' }).find((tag) => tag.name === name)?.id ?? -1
}

type Work = (archive: Archive, ids: readonly string[]) => unknown
type Watched = (archive: Archive, ids: readonly string[]) => readonly Rows[]

const first = (ids: readonly string[]): string => ids[0] ?? ''
const collectionId = (archive: Archive): number => listCollections(archive)[0]?.id ?? -1

const kinds: readonly (readonly [name: string, watched: Watched, work: Work])[] = [
  [
    'a title',
    (_, ids) => [headsOf([first(ids)])],
    (archive, ids) => renameConversation(archive, first(ids), 'Mine'),
  ],
  ['a status of many', (_, ids) => [headsOf(ids)], (archive, ids) => setStatus(archive, ids, 'archived')],
  ['moving to the trash', (_, ids) => [headsOf(ids)], (archive, ids) => moveToTrash(archive, ids)],
  [
    'new tags on many',
    (_, ids) => [allOf('tags'), tagsGivenTo(ids)],
    (archive, ids) => addTags(archive, ids, ['new', 'travel'], noon),
  ],
  [
    'tags taken away',
    (_, ids) => [tagsGivenTo(ids)],
    (archive, ids) => takeTags(archive, ids, ['travel', 'imported']),
  ],
  [
    'the name and colour of a tag',
    () => [allOf('tags')],
    (archive) =>
      changeTag(archive, { id: tagId(archive, 'travel'), name: 'x', color: 'red', merge: false }, noon),
  ],
  [
    'two tags made one',
    (archive) => [
      allOf('tags'),
      ...['travel', 'trips'].map((name) => conversationsWith(tagId(archive, name))),
    ],
    (archive) => changeTag(archive, { id: tagId(archive, 'travel'), name: 'trips', merge: true }, noon),
  ],
  [
    'a deleted tag',
    (archive) => [allOf('tags'), conversationsWith(tagId(archive, 'travel'))],
    (archive) => removeTag(archive, tagId(archive, 'travel')),
  ],
  [
    'a note that was changed',
    (_, ids) => [notesOf(first(ids))],
    (archive, ids) => writeNote(archive, { id: first(ids), messageKey: null, text: 'other' }, noon + 1),
  ],
  [
    'a note that was taken away',
    (_, ids) => [notesOf(first(ids))],
    (archive, ids) => writeNote(archive, { id: first(ids), messageKey: null, text: ' ' }, noon + 1),
  ],
  [
    'the order of a collection',
    (archive) => [itemsOf(collectionId(archive))],
    (archive, ids) => arrangeCollection(archive, collectionId(archive), ids.slice(1, 3)),
  ],
  [
    'a removed collection',
    (archive) => [allOf('collections'), itemsOf(collectionId(archive))],
    (archive) => removeCollection(archive, collectionId(archive)),
  ],
  ['a removed smart list', () => [allOf('saved_searches')], (archive) => removeSearch(archive, 1)],
]

describe('undoing', () => {
  it.each(kinds)('puts back %s exactly, and doing it again gives the same', async (_name, watched, work) => {
    const { archive, ids, changes } = filled()
    const before = everythingIn(archive)
    changes.make(request, watched(archive, ids), () => work(archive, ids))
    const after = everythingIn(archive)
    expect(after).not.toEqual(before)
    expect(await changes.undo()).toEqual({ done: 'Change', skipped: 0, left: 0, undo: null, redo: 'Change' })
    expect(everythingIn(archive)).toEqual(before)
    expect(await changes.redo()).toEqual({ done: 'Change', skipped: 0, left: 0, undo: 'Change', redo: null })
    expect(everythingIn(archive)).toEqual(after)
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })

  it('goes back through all changes, the last one first, and names the next', async () => {
    const { archive, ids, changes } = filled()
    const id = first(ids)
    const before = everythingIn(archive)
    for (const title of ['one', 'two', 'three']) {
      changes.make({ ...request, label: title }, [headsOf([id])], () =>
        renameConversation(archive, id, title),
      )
    }
    expect(changes.next()).toEqual({ undo: 'three', redo: null })
    await changes.undo()
    expect([libraryRow(archive, id).title, changes.next()]).toEqual(['two', { undo: 'two', redo: 'three' }])
    await changes.undo()
    await changes.undo()
    expect(everythingIn(archive)).toEqual(before)
    expect(await changes.undo()).toEqual({ done: null, skipped: 0, left: 0, undo: null, redo: 'one' })
  })

  it('leaves alone what somebody else has changed since', async () => {
    const { archive, ids, changes } = filled()
    changes.make(request, [headsOf(ids)], () => setStatus(archive, ids, 'archived'))
    setStatus(archive, ids.slice(0, 1), 'favorite')
    renameConversation(archive, ids[1] ?? '', 'From elsewhere')
    expect((await changes.undo()).skipped).toBe(1)
    expect(ids.map((id) => libraryRow(archive, id).status)).toEqual([
      'favorite',
      'active',
      'active',
      'active',
    ])
    expect(libraryRow(archive, ids[1] ?? '').title).toBe('From elsewhere')
  })

  it('does not take away a tag that others have come to use, nor fail over a conversation that is gone', async () => {
    const { archive, ids, changes } = filled()
    changes.make(request, [allOf('tags')], () =>
      createTag(archive, { name: 'new', color: null, description: null }, noon),
    )
    addTags(archive, ids.slice(0, 1), ['new'], noon)
    expect((await changes.undo()).skipped).toBe(1)
    expect(libraryRow(archive, first(ids)).tags).toContain('new')

    const id = tagId(archive, 'travel')
    changes.make(request, [allOf('tags'), conversationsWith(id)], () => removeTag(archive, id))
    moveToTrash(archive, ids.slice(0, 1))
    removeForGood(archive, ids.slice(0, 1))
    expect((await changes.undo()).skipped).toBe(1)
    expect(libraryRow(archive, ids[1] ?? '').tags).toContain('travel')
  })

  it('makes a title findable again by the words it had', async () => {
    const { archive, ids, changes } = filled()
    const change = archive.db.prepare('SELECT change_seq FROM conversations WHERE uuid = ?').pluck()
    changes.make(request, [headsOf(ids)], () => renameConversation(archive, first(ids), 'Mine'))
    const renamed = Number(change.get(first(ids)))
    await changes.undo()
    expect(Number(change.get(first(ids)))).toBeGreaterThan(renamed)
  })

  it('keeps and notes nothing where nothing has changed', () => {
    const { archive, ids, changes } = filled()
    changes.make(request, [headsOf(ids)], () => setStatus(archive, ids, 'active'))
    expect(changes.next().undo).toBeNull()
    const filter = { areas: [], text: '', from: null, to: null }
    expect(activityPage(archive, { filter, limit: 9, before: null }).entries).toEqual([])
  })

  it('leaves nothing behind of a change that fails', () => {
    const { archive, ids, changes } = filled()
    const before = everythingIn(archive)
    const failing = (): never => {
      renameConversation(archive, first(ids), 'half')
      throw new Error('stopped')
    }
    expect(() => changes.make(request, [headsOf(ids)], failing)).toThrow('stopped')
    expect(everythingIn(archive)).toEqual(before)
    expect(changes.next().undo).toBeNull()
  })

  it('follows a change that says itself how it is undone, and its new number each time', async () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    const changes = new ChangeHistory(archive, atOnce)
    const key = openConversation(archive, id).spine.keys[2] ?? -1
    let deletionId = -1
    const remove = (): void => {
      deletionId = deleteMessages(archive, { id, key, what: 'message' }, noon).deletionId
    }
    changes.makeBy(request, remove, () => ({
      undo: () => restoreMessages(archive, deletionId),
      redo: remove,
    }))
    for (const messages of [3, 2, 3]) {
      if (messages === 3) await changes.undo()
      else await changes.redo()
      expect(libraryRow(archive, id).messages).toBe(messages)
    }
  })
})
