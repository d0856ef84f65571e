import { beforeEach, describe, expect, it } from 'vitest'
import { activityPage } from '../archive/activity.ts'
import type { Archive } from '../archive/archive.ts'
import { ChangeHistory, type ChangeRequest, type ManyChanged } from '../archive/change-history.ts'
import type { ChangeWork } from '../archive/change-work.ts'
import { addToCollection, createCollection, listCollections } from '../archive/collections.ts'
import { libraryCounts, moveToTrash } from '../archive/library.ts'
import { addTags, listTags } from '../archive/tags.ts'
import { conversation, importAll, noon } from '../archive/testing/conversations.ts'
import { everythingIn } from '../archive/testing/everything.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { setStatus } from '../archive/statuses.ts'
import { changeConversations } from './change-conversations.ts'

const count = 300

let archive: Archive
let ids: readonly string[]
let cancelling: AbortController
/** Progress news after which the job is stopped. */
let stopAfter: number
let told: number[]
let changes: ChangeHistory

beforeEach(() => {
  archive = freshArchive()
  ids = importAll(
    archive,
    Array.from({ length: count }, (_, n) => conversation({ sourceId: `c${n}`, tags: ['imported'] })),
  ).map(({ id }) => id)
  setStatus(archive, ids.slice(0, 20), 'favorite')
  addTags(archive, ids.slice(50), ['travel'], noon)
  addTags(archive, ids.slice(0, 150), ['trips'], noon)
  const { id } = createCollection(archive, { name: 'Reading', description: null }, noon)
  addToCollection(archive, id, ids.slice(0, 250))
  cancelling = new AbortController()
  stopAfter = Infinity
  told = []
  changes = new ChangeHistory(archive, (order) =>
    changeConversations(
      {
        archiveFolder: archive.folder,
        signal: cancelling.signal,
        tell: (news) => {
          if (news.kind === 'progress' && 'done' in news.progress) told.push(news.progress.done)
          if (told.length >= stopAfter) cancelling.abort()
        },
      },
      order,
    ),
  )
})

const request: ChangeRequest<ManyChanged> = {
  label: 'Change',
  activity: ({ changed }) => ({ action: 'change', summary: 'Changed.', conversations: changed }),
}

function tagId(name: string): number {
  return listTags(archive, { by: 'name', direction: 'ascending' }).find((tag) => tag.name === name)?.id ?? -1
}

const works: readonly (readonly [name: string, work: () => ChangeWork, changed: number])[] = [
  ['archiving', () => ({ kind: 'status', ids, status: 'archived' }), count],
  ['moving to the trash', () => ({ kind: 'trash', ids }), count],
  ['moving everything to the trash', () => ({ kind: 'trash', ids: 'library' }), count],
  ['new tags', () => ({ kind: 'add-tags', ids, names: ['new', 'travel'] }), count],
  ['taking tags away', () => ({ kind: 'take-tags', ids, names: ['travel', 'trips'] }), count],
  ['deleting a tag', () => ({ kind: 'remove-tag', id: tagId('travel') }), 250],
  [
    'making two tags one',
    () => ({
      kind: 'merge-tags',
      change: { id: tagId('travel'), name: 'trips', merge: true },
      into: tagId('trips'),
    }),
    250,
  ],
  ['filling a collection', () => ({ kind: 'add-items', collectionId: 1, ids }), 50],
  ['emptying a collection', () => ({ kind: 'take-items', collectionId: 1, ids }), 250],
  ['removing a collection', () => ({ kind: 'remove-collection', id: 1 }), 250],
]

describe('a change of many conversations', () => {
  it.each(works)('is made in steps, undone exactly and done again: %s', async (_name, work, changed) => {
    const before = everythingIn(archive)
    expect(await changes.makeMany(request, work())).toMatchObject({ changed, left: 0 })
    const after = everythingIn(archive)
    expect(after).not.toEqual(before)
    expect(await changes.undo()).toMatchObject({ done: 'Change', skipped: 0, left: 0 })
    expect(everythingIn(archive)).toEqual(before)
    expect(await changes.redo()).toMatchObject({ done: 'Change', skipped: 0, left: 0 })
    expect(everythingIn(archive)).toEqual(after)
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })

  it('comes back from the trash to what each conversation was', async () => {
    setStatus(archive, ids.slice(20, 50), 'archived')
    const before = libraryCounts(archive)
    moveToTrash(archive, ids)
    await changes.makeMany(request, { kind: 'restore', ids })
    expect(libraryCounts(archive)).toEqual(before)
  })

  it('does to many in steps what it does to few at once', async () => {
    const few = ids.slice(0, 150)
    const atOnce = await changes.makeMany(request, { kind: 'status', ids: few, status: 'archived' })
    expect([atOnce, told]).toEqual([{ changed: 150, messages: 0, left: 0 }, []])
    await changes.makeMany(request, { kind: 'status', ids, status: 'archived' })
    expect(libraryCounts(archive).archived).toBe(count)
    await changes.undo()
    expect(libraryCounts(archive).archived).toBe(150)
    await changes.undo()
    expect(libraryCounts(archive).archived).toBe(0)
  })

  it('says what it did where it is stopped half-way, and undoes just that', async () => {
    const before = everythingIn(archive)
    stopAfter = 1
    const { changed, left } = await changes.makeMany(request, { kind: 'trash', ids })
    expect(changed + left).toBe(count)
    expect(left).toBeGreaterThan(0)
    expect(libraryCounts(archive).trash).toBe(changed)
    const filter = { areas: [], text: '', from: null, to: null }
    const [end, beginning] = activityPage(archive, { filter, limit: 2, before: null }).entries
    expect([end?.conversations, end?.summary]).toEqual([
      changed,
      `Changed. Stopped after ${changed} of ${count}.`,
    ])
    expect(beginning).toMatchObject({ action: 'change.begin', conversations: count })
    cancelling = new AbortController()
    stopAfter = Infinity
    expect(await changes.undo()).toMatchObject({ left: 0, skipped: 0, undo: null })
    expect(everythingIn(archive)).toEqual(before)
  })

  it('goes on undoing where undoing was stopped', async () => {
    const before = everythingIn(archive)
    await changes.makeMany(request, { kind: 'trash', ids })
    const after = everythingIn(archive)
    told = []
    stopAfter = 1
    const { left } = await changes.undo()
    expect(left).toBeGreaterThan(0)
    expect(libraryCounts(archive).trash).toBe(left)
    expect(changes.next()).toEqual({ undo: 'Change', redo: 'Change' })
    cancelling = new AbortController()
    stopAfter = Infinity
    await changes.undo()
    expect(everythingIn(archive)).toEqual(before)
    await changes.redo()
    await changes.redo()
    expect(everythingIn(archive)).toEqual(after)
  })

  it('leaves alone what somebody else changed since', async () => {
    await changes.makeMany(request, { kind: 'status', ids, status: 'archived' })
    setStatus(archive, ids.slice(0, 3), 'active')
    expect((await changes.undo()).skipped).toBe(3)
    expect(libraryCounts(archive)).toMatchObject({ archived: 0, favorites: 17 })
  })

  it('keeps nothing of a change that changes nothing', async () => {
    const taken = await changes.makeMany(request, { kind: 'take-tags', ids, names: ['nobody has this'] })
    expect([taken.changed, changes.next().undo]).toEqual([0, null])
  })

  it('undoes what was made last, also where it was asked to while that was still being made', async () => {
    const archived = changes.makeMany(request, { kind: 'status', ids, status: 'archived' })
    const tagged = changes.makeMany(request, { kind: 'add-tags', ids, names: ['new'] })
    const undone = changes.undo()
    await Promise.all([archived, tagged, undone])
    expect(libraryCounts(archive).archived).toBe(count)
    expect(listTags(archive, { by: 'name', direction: 'ascending' }).map(({ name }) => name)).not.toContain(
      'new',
    )
    expect(listCollections(archive)).toHaveLength(1)
  })
})
