import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import {
  deleteAgain,
  deletedMessages,
  deleteMessages,
  readDeletion,
  removeMessages,
  restoreMessages,
} from './delete-messages.ts'
import { libraryRow } from './library.ts'
import { readNotes, writeNote } from './notes.ts'
import { openConversation, readConversation, readMessages, showBranch } from './read-conversation.ts'
import { trashOf } from './search/trash.ts'
import { conversation, importOne, message, noon } from './testing/conversations.ts'
import { everythingIn } from './testing/everything.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

/** 1 ── 2 ─┬─ 3 ── 4    and 5 beside 3 */
const branched = [
  message('1', null, 'one'),
  message('2', '1', 'two', { role: 'assistant' }),
  message('3', '2', 'three'),
  message('4', '3', 'four', { role: 'assistant' }),
  message('5', '2', 'five'),
]
const longer = [...branched, message('6', '4', 'six'), message('7', '5', 'seven')]

/** The same as some products write it: without ids of messages. */
function withoutIds(messages: typeof branched): typeof branched {
  return messages.map((one) => ({ ...one, sourceId: null }))
}

function keyOf(archive: Archive, id: string, text: string): number {
  const key = archive.db
    .prepare(
      `SELECT messages.id FROM messages JOIN texts ON texts.id = messages.id JOIN conversations ON conversations.id = conversation_id
       WHERE conversations.uuid = ? AND text = ?`,
    )
    .pluck()
    .get(id, text)
  return Number(key)
}

/** "text<parent" of each message as a reader or an exporter gets it. */
function drawn(archive: Archive, id: string): string {
  const { messages } = readConversation(archive, id)
  const textOf = new Map(
    messages.map((one) => [one.id, one.parts[0]?.type === 'text' ? one.parts[0].text : '?']),
  )
  return messages
    .map(
      (one) =>
        `${textOf.get(one.id) ?? ''}${one.parentId === null ? '' : `<${textOf.get(one.parentId) ?? '?'}`}`,
    )
    .join(' ')
}

describe('restoring messages', () => {
  it.each(['message', 'branch'] as const)('can be undone: the %s is in the trash as it was', (what) => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched, activeLeafId: '4' }))
    const { deletionId } = deleteMessages(archive, { id, key: keyOf(archive, id, 'three'), what }, noon)
    const before = everythingIn(archive)
    const deletion = readDeletion(archive, deletionId)
    restoreMessages(archive, deletionId)
    expect(everythingIn(archive)).not.toEqual(before)
    deleteAgain(archive, deletion)
    expect(everythingIn(archive)).toEqual(before)
    restoreMessages(archive, deletionId)
    expect(libraryRow(archive, id).messages).toBe(5)
  })

  it('is not undone over what was deleted otherwise meanwhile', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    const key = keyOf(archive, id, 'five')
    const deletion = readDeletion(
      archive,
      deleteMessages(archive, { id, key, what: 'message' }, noon).deletionId,
    )
    restoreMessages(archive, deletion.deletionId)
    deleteMessages(archive, { id, key, what: 'message' }, noon + 1)
    expect(() => deleteAgain(archive, deletion)).toThrow(expect.objectContaining({ kind: 'not-found' }))
    expect(deletedMessages(archive, { id, limit: 9, before: null }).deleted).toHaveLength(1)
  })
})

describe('deleting messages', () => {
  it('takes a branch out of reader, counts and exports, and restoring puts everything back', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched, activeLeafId: '4' }))
    const before = everythingIn(archive)
    const { deletionId, messages } = deleteMessages(
      archive,
      { id, key: keyOf(archive, id, 'three'), what: 'branch' },
      noon,
    )
    expect(messages).toBe(2)
    expect(drawn(archive, id)).toBe('one two<one five<two')
    expect(libraryRow(archive, id)).toMatchObject({ messages: 3, branches: 1 })
    expect(readMessages(archive, id, [keyOf(archive, id, 'four')])).toEqual([null])
    const { spine, shownLeaf } = openConversation(archive, id)
    expect(spine.keys[shownLeaf]).toBe(keyOf(archive, id, 'five'))
    expect(restoreMessages(archive, deletionId)).toEqual({ messages: 2 })
    expect(everythingIn(archive)).toEqual(before)
  })

  it('takes a single message out and leaves what answers it, below what stood above', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    deleteMessages(archive, { id, key: keyOf(archive, id, 'two'), what: 'message' }, noon)
    expect(drawn(archive, id)).toBe('one three<one four<three five<one')
    deleteMessages(archive, { id, key: keyOf(archive, id, 'one'), what: 'message' }, noon)
    expect(drawn(archive, id)).toBe('three four<three five')
    expect(libraryRow(archive, id)).toMatchObject({ messages: 3, branches: 2 })
  })

  it('keeps each deletion for itself: a branch restored brings nothing back that was deleted before it', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    deleteMessages(archive, { id, key: keyOf(archive, id, 'four'), what: 'message' }, noon)
    const branch = deleteMessages(archive, { id, key: keyOf(archive, id, 'two'), what: 'branch' }, noon)
    expect(drawn(archive, id)).toBe('one')
    restoreMessages(archive, branch.deletionId)
    expect(drawn(archive, id)).toBe('one two<one three<two five<two')
  })

  it('hides messages from search at once, before the index has followed', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    const key = keyOf(archive, id, 'four')
    expect(trashOf(archive).messages.has(key)).toBe(false)
    deleteMessages(archive, { id, key, what: 'message' }, noon)
    expect(trashOf(archive).messages.has(key)).toBe(true)
  })

  it('is listed page by page, the last first, with how it begins', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    deleteMessages(archive, { id, key: keyOf(archive, id, 'five'), what: 'message' }, noon)
    deleteMessages(archive, { id, key: keyOf(archive, id, 'three'), what: 'branch' }, noon + 1)
    const first = deletedMessages(archive, { id: null, limit: 1, before: null })
    expect(first.deleted).toMatchObject([
      {
        what: 'branch',
        messages: 2,
        beginning: 'three',
        conversation: { id, title: 'Trip to Oslo' },
        deletedAt: noon + 1,
      },
    ])
    const second = deletedMessages(archive, { id, limit: 1, before: first.next })
    expect(second).toMatchObject({ deleted: [{ what: 'message', beginning: 'five' }], next: null })
  })

  it('refuses a message that is not there or is in the trash already', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    const key = keyOf(archive, id, 'five')
    deleteMessages(archive, { id, key, what: 'message' }, noon)
    for (const wrong of [key, 12_345]) {
      expect(() => deleteMessages(archive, { id, key: wrong, what: 'message' }, noon)).toThrow(
        expect.objectContaining({ kind: 'not-found' }),
      )
    }
    expect(() => showBranch(archive, id, key)).toThrow(expect.objectContaining({ kind: 'not-found' }))
  })
})

describe.each([
  ['with ids of messages', (messages: typeof branched) => messages],
  ['without ids of messages', withoutIds],
])('a conversation %s that comes in again', (_name, form) => {
  it('brings nothing back from the trash and adds nothing twice', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: form(branched) }))
    const { deletionId } = deleteMessages(
      archive,
      { id, key: keyOf(archive, id, 'two'), what: 'branch' },
      noon,
    )
    expect(importOne(archive, conversation({ messages: form(branched) }))).toMatchObject({
      result: 'unchanged',
      id,
    })
    expect(drawn(archive, id)).toBe('one')
    restoreMessages(archive, deletionId)
    expect(drawn(archive, id)).toBe('one two<one three<two four<three five<two')
  })

  it('puts what continues a deleted branch into the trash with it, and loses nothing of it', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: form(branched) }))
    const { deletionId } = deleteMessages(
      archive,
      { id, key: keyOf(archive, id, 'three'), what: 'branch' },
      noon,
    )
    importOne(archive, conversation({ messages: form(longer), updatedAt: noon + 9000 }))
    expect(drawn(archive, id)).toBe('one two<one five<two seven<five')
    expect(libraryRow(archive, id)).toMatchObject({ messages: 4, branches: 1 })
    restoreMessages(archive, deletionId)
    expect(drawn(archive, id).split(' ').toSorted()).toEqual(
      ['one', 'two<one', 'three<two', 'four<three', 'five<two', 'six<four', 'seven<five'].toSorted(),
    )
  })

  it('shows what continues below a message that was deleted alone', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: form(branched) }))
    deleteMessages(archive, { id, key: keyOf(archive, id, 'five'), what: 'message' }, noon)
    importOne(archive, conversation({ messages: form(longer), updatedAt: noon + 9000 }))
    expect(drawn(archive, id).split(' ')).toContain('seven<two')
  })

  it('does not bring back what was deleted for good, nor what continues it', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: form(branched) }))
    const { deletionId } = deleteMessages(
      archive,
      { id, key: keyOf(archive, id, 'three'), what: 'branch' },
      noon,
    )
    expect(removeMessages(archive, deletionId, noon)).toEqual({ messages: 2 })
    importOne(archive, conversation({ messages: form(longer), updatedAt: noon + 9000 }))
    importOne(archive, conversation({ messages: form(longer), updatedAt: noon + 9000 }))
    expect(drawn(archive, id)).toBe('one two<one five<two seven<five')
    const texts = archive.db.prepare('SELECT text FROM texts ORDER BY text').pluck().all()
    expect(texts).toEqual(['', '', '', 'five', 'one', 'seven', 'two'])
    expect(deletedMessages(archive, { id, limit: 9, before: null }).deleted).toEqual([])
    expect(() => restoreMessages(archive, deletionId)).toThrow(expect.objectContaining({ kind: 'not-found' }))
  })
})

describe('messages in the trash', () => {
  it('go with their import when it is undone, and the rest is counted rightly', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched.slice(0, 2) }))
    const second = importFile(archive, [conversation({ messages: longer, updatedAt: noon + 9000 })])
    deleteMessages(archive, { id, key: keyOf(archive, id, 'three'), what: 'branch' }, noon)
    undoImport(archive, second, noon)
    expect(drawn(archive, id)).toBe('one two<one')
    expect(libraryRow(archive, id)).toMatchObject({ messages: 2, branches: 1 })
    expect(deletedMessages(archive, { id, limit: 9, before: null }).deleted).toEqual([])
  })

  it('hide their notes, and lose them only for good', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: branched }))
    const messageKey = keyOf(archive, id, 'five')
    writeNote(archive, { id, messageKey, text: 'remember' }, noon)
    const { deletionId } = deleteMessages(archive, { id, key: messageKey, what: 'message' }, noon)
    expect(readNotes(archive, id)).toEqual([])
    restoreMessages(archive, deletionId)
    expect(readNotes(archive, id)).toMatchObject([{ messageKey, text: 'remember' }])
    const again = deleteMessages(archive, { id, key: messageKey, what: 'message' }, noon)
    removeMessages(archive, again.deletionId, noon)
    expect(archive.db.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(0)
  })
})
