import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import { duplicateConversation, forkConversation, forkSizes } from './copy-conversation.ts'
import { deleteMessages } from './delete-messages.ts'
import { storeFile } from './files.ts'
import { libraryRow } from './library.ts'
import { readNotes, writeNote } from './notes.ts'
import { openConversation, readConversation } from './read-conversation.ts'
import { relativesOf } from './relatives.ts'
import { addTags } from './tags.ts'
import { conversation, importOne, message, noon, twoAnswers } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { attached, importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

const later = noon + 1_000_000

function keysOf(archive: Archive, id: string): readonly number[] {
  return [...openConversation(archive, id).spine.keys]
}

/** What two conversations have in common when one is a copy of the other. */
function contentOf(archive: Archive, id: string): unknown {
  const { id: _id, sourceId: _sourceId, messages, activeLeafId, ...head } = readConversation(archive, id)
  const places = new Map(messages.map((one, index) => [one.id, index]))
  return {
    ...head,
    shown: activeLeafId === null ? null : places.get(activeLeafId),
    messages: messages.map(({ id: own, parentId, ...rest }) => ({
      ...rest,
      place: places.get(own),
      parent: parentId === null ? null : places.get(parentId),
    })),
  }
}

async function* bytes(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('a picture'))
}

function textsOf(archive: Archive, id: string): string[] {
  return readConversation(archive, id).messages.map(({ parts: [part] }) =>
    part?.type === 'text' ? part.text : '?',
  )
}

describe('a duplicate', () => {
  it('has everything of the original: all branches, details, attachments, tags, notes', async () => {
    const archive = freshArchive()
    const { hash } = await storeFile(archive, bytes(), 'text/plain')
    const { id } = importOne(
      archive,
      conversation({
        tags: ['travel'],
        activeLeafId: 'a1',
        options: { temperature: 1 },
        extra: { x: 1 },
        model: 'gpt-4',
        messages: [
          message('s', null, 'Be kind', { role: 'system', isHidden: true, extra: { weight: 0 } }),
          ...twoAnswers,
        ],
      }),
      [attached('q', 'file-1', hash), attached('q', 'file-2', null)],
    )
    writeNote(archive, { id, messageKey: null, text: 'of the conversation' }, noon)
    writeNote(archive, { id, messageKey: keysOf(archive, id)[1] ?? -1, text: 'of a message' }, noon)
    const copy = duplicateConversation(archive, { id, title: null }, later)
    expect(copy).not.toBe(id)
    expect(contentOf(archive, copy)).toEqual(contentOf(archive, id))
    expect(readNotes(archive, copy).map((note) => note.text)).toEqual(['of the conversation', 'of a message'])
    expect(libraryRow(archive, copy)).toMatchObject({ messages: 4, branches: 3, title: 'Trip to Oslo' })
  })

  it('takes another title where one is given', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    expect(libraryRow(archive, duplicateConversation(archive, { id, title: 'Copy' }, later)).title).toBe(
      'Copy',
    )
  })

  it('leaves out what is in the trash', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    deleteMessages(archive, { id, key: keysOf(archive, id)[2] ?? -1, what: 'message' }, noon)
    const copy = duplicateConversation(archive, { id, title: null }, later)
    expect(libraryRow(archive, copy)).toMatchObject({ messages: 2, branches: 1 })
  })

  it.each([
    ['with', 'trip'],
    ['without', null],
  ])('is not taken for the original by an import, %s an id of the source', (_name, sourceId) => {
    const archive = freshArchive()
    const original = conversation({ sourceId })
    const { id } = importOne(archive, original)
    const copies = [1, 2].map(() => duplicateConversation(archive, { id, title: null }, later))
    expect(importOne(archive, original)).toMatchObject({ result: 'unchanged', id })
    const newer = conversation({
      sourceId: 'trip',
      messages: [...twoAnswers, message('n', 'a1', 'More')],
      updatedAt: later,
    })
    if (sourceId !== null) importOne(archive, newer)
    for (const copy of copies) expect(libraryRow(archive, copy).messages).toBe(3)
  })

  it('stays when the import of the original is undone, with the files it shares', async () => {
    const archive = freshArchive()
    const { hash } = await storeFile(archive, bytes(), 'text/plain')
    const importId = importFile(archive, [conversation()], [attached('q', 'file-1', hash)])
    const [id = ''] = archive.db.prepare<[], string>('SELECT uuid FROM conversations').pluck().all()
    const copy = duplicateConversation(archive, { id, title: null }, later)
    undoImport(archive, importId, later)
    expect(readConversation(archive, copy).messages[0]?.attachments).toMatchObject([{ hash }])
    expect(archive.db.prepare('SELECT count(*) FROM files').pluck().get()).toBe(1)
    expect(relativesOf(archive, copy).original).toMatchObject({ conversation: null, kind: 'duplicate' })
  })
})

describe('a fork', () => {
  const messages = [
    message('1', null, 'one'),
    message('2', '1', 'two', { role: 'assistant' }),
    message('3', '2', 'three'),
    message('4', '3', 'four', { role: 'assistant' }),
    message('5', '2', 'five'),
  ]

  function forked(
    archive: Archive,
    place: number,
    request: Partial<Parameters<typeof forkConversation>[1]> = {},
  ): {
    id: string
    fork: string
    key: number
  } {
    const { id } = importOne(archive, conversation({ messages, tags: ['travel'] }))
    const key = keysOf(archive, id)[place] ?? -1
    const fork = forkConversation(
      archive,
      { id, key, option: 'path', startHere: false, latestKey: null, title: null, ...request },
      later,
    )
    return { id, fork, key }
  }

  it('is a new conversation “… (Fork)” of now, with the tags, that shows the chosen message', () => {
    const archive = freshArchive()
    const { fork } = forked(archive, 2, { option: 'related' })
    expect(libraryRow(archive, fork)).toMatchObject({
      title: 'Trip to Oslo (Fork)',
      tags: ['travel'],
      createdAt: later,
      messages: 4,
      branches: 2,
    })
    expect(textsOf(archive, fork)).toEqual(['one', 'two', 'three', 'five'])
    const { spine, shownLeaf } = openConversation(archive, fork)
    expect(shownLeaf).toBe(spine.keys.length - 2)
  })

  it('may start at the message, and then ends at the newest below it', () => {
    const archive = freshArchive()
    const { fork } = forked(archive, 2, { startHere: true })
    expect(textsOf(archive, fork)).toEqual(['three', 'four'])
  })

  it('names its original and is named by it, with the message it was made at', () => {
    const archive = freshArchive()
    const { id, fork, key } = forked(archive, 2)
    addTags(archive, [fork], ['own'], noon)
    expect(relativesOf(archive, fork).original).toEqual({
      conversation: { id, title: 'Trip to Oslo' },
      kind: 'fork',
      messageKey: key,
      madeAt: later,
    })
    expect(relativesOf(archive, id)).toMatchObject({
      original: null,
      copies: [{ conversation: { id: fork, title: 'Trip to Oslo (Fork)' }, kind: 'fork', messageKey: key }],
    })
    expect(libraryRow(archive, id).tags).toEqual(['travel'])
  })

  it('says beforehand how many messages each choice takes', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages }))
    const place = { id, key: keysOf(archive, id)[2] ?? -1, startHere: false, latestKey: null }
    expect(forkSizes(archive, place)).toEqual({ path: 3, related: 4, level: 4 })
    expect(() => forkSizes(archive, { ...place, key: 5 })).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    )
    const above = { ...place, startHere: true, latestKey: keysOf(archive, id)[0] ?? -1 }
    expect(() => forkSizes(archive, above)).toThrow(expect.objectContaining({ kind: 'invalid-input' }))
  })
})
