import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import { libraryPage, moveToTrash } from './library.ts'
import { readConversation } from './read-conversation.ts'
import { addTags, changeTag, createTag, listTags, removeTag, replaceTags, takeTags } from './tags.ts'
import { conversation, importAll, importOne, noon } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

const byName = { by: 'name', direction: 'ascending' } as const

function counts(
  archive: Archive,
  by: 'name' | 'count' = 'name',
  direction: 'ascending' | 'descending' = 'ascending',
): string[] {
  return listTags(archive, { by, direction }).map((tag) => `${tag.name} ${tag.conversations}`)
}

function three(archive: Archive): string[] {
  return importAll(
    archive,
    ['a', 'b', 'c'].map((sourceId) => conversation({ sourceId })),
  ).map(({ id }) => id)
}

describe('tags', () => {
  it('are given to many at once and counted', () => {
    const archive = freshArchive()
    const ids = three(archive)
    expect(addTags(archive, ids, ['travel', 'north'], noon)).toBe(3)
    expect(addTags(archive, ids.slice(0, 1), ['travel'], noon)).toBe(0)
    expect(addTags(archive, ids.slice(0, 1), ['food'], noon)).toBe(1)
    expect(counts(archive)).toEqual(['food 1', 'north 3', 'travel 3'])
    expect(counts(archive, 'count', 'descending')).toEqual(['north 3', 'travel 3', 'food 1'])
    expect(takeTags(archive, ids, ['travel', 'nothing'])).toBe(3)
    expect(counts(archive)).toEqual(['food 1', 'north 3', 'travel 0'])
  })

  it('do not count what is in the trash, and count it again when it is back', () => {
    const archive = freshArchive()
    const ids = three(archive)
    addTags(archive, ids, ['travel'], noon)
    moveToTrash(archive, ids.slice(0, 2))
    expect(counts(archive)).toEqual(['travel 1'])
    expect(createTag(archive, { name: 'travel', color: null, description: null }, noon).conversations).toBe(1)
  })

  it('are a place of the library', () => {
    const archive = freshArchive()
    const ids = three(archive)
    addTags(archive, ids.slice(1), ['travel'], noon)
    const [tag] = listTags(archive, byName)
    const page = libraryPage(archive, {
      filter: { place: 'library', source: null, tagId: tag?.id ?? -1, collectionId: null },
      sort: { by: 'updated', direction: 'descending' },
      limit: 10,
      cursor: null,
    })
    expect(page.rows.map((row) => row.id)).toEqual(ids.slice(1).toReversed())
  })

  it('keep their colour, description and place when one of the three is changed', () => {
    const archive = freshArchive()
    const tag = createTag(archive, { name: 'travel', color: 'red', description: 'Trips' }, noon)
    changeTag(archive, { id: tag.id, color: 'blue', position: 3, merge: false }, noon + 1)
    expect(listTags(archive, byName)).toEqual([
      {
        id: tag.id,
        name: 'travel',
        color: 'blue',
        description: 'Trips',
        position: 3,
        conversations: 0,
        createdAt: noon,
        updatedAt: noon + 1,
      },
    ])
  })

  it('are not renamed to the name of another unless they are to become one', () => {
    const archive = freshArchive()
    const ids = three(archive)
    addTags(archive, ids.slice(0, 2), ['travel'], noon)
    addTags(archive, ids.slice(1), ['trips'], noon)
    const [travel] = listTags(archive, byName)
    const change = { id: travel?.id ?? -1, name: 'trips' }
    expect(() => changeTag(archive, { ...change, merge: false }, noon)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', message: expect.stringContaining('“trips”') }),
    )
    expect(counts(archive)).toEqual(['travel 2', 'trips 2'])
    expect(changeTag(archive, { ...change, merge: true }, noon).conversations).toBe(3)
    expect(counts(archive)).toEqual(['trips 3'])
  })

  it('leave their conversations when they are deleted', () => {
    const archive = freshArchive()
    const [id = ''] = three(archive)
    addTags(archive, [id], ['travel', 'food'], noon)
    removeTag(archive, listTags(archive, byName).find((tag) => tag.name === 'travel')?.id ?? -1)
    expect(readConversation(archive, id).tags).toEqual(['food'])
  })

  it('of one conversation can be set as a whole', () => {
    const archive = freshArchive()
    const [id = ''] = three(archive)
    addTags(archive, [id], ['travel', 'food'], noon)
    expect(replaceTags(archive, id, ['food', 'work', 'food'], noon)).toEqual(['food', 'work'])
    expect(readConversation(archive, id).tags).toEqual(['food', 'work'])
  })

  it('that the reader has taken away stay away when the conversation comes in again', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ tags: ['travel'] }))
    takeTags(archive, [id], ['travel'])
    importOne(archive, conversation({ tags: ['travel', 'new'], updatedAt: noon + 9000 }))
    expect(readConversation(archive, id).tags).toEqual(['new'])
  })

  it('of the reader stay when an import is undone, those of the import go', () => {
    const archive = freshArchive()
    const importId = importFile(archive, [conversation({ tags: ['imported', 'coloured'] })])
    const coloured = listTags(archive, byName).find((tag) => tag.name === 'coloured')
    changeTag(archive, { id: coloured?.id ?? -1, color: 'green', merge: false }, noon)
    createTag(archive, { name: 'empty', color: null, description: null }, noon)
    undoImport(archive, importId, noon)
    expect(counts(archive)).toEqual(['coloured 0', 'empty 0'])
  })
})
