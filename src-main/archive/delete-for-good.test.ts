import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import { duplicateConversation } from './copy-conversation.ts'
import { finishRemoval, removeForGood, trashedBefore } from './delete-for-good.ts'
import { storeFile } from './files.ts'
import { libraryCounts, moveToTrash } from './library.ts'
import { conversation, importOne, message, noon } from './testing/conversations.ts'
import { everythingIn } from './testing/everything.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { attached, importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'
import { writeNote } from './notes.ts'

async function store(archive: Archive, text: string): Promise<string> {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(text))
  }
  return (await storeFile(archive, chunks(), 'text/plain')).hash
}

function idOf(archive: Archive, sourceId: string): string {
  return String(
    archive.db.prepare('SELECT uuid FROM conversations WHERE source_id = ?').pluck().get(sourceId),
  )
}

describe('deleting for good', () => {
  it('leaves nothing of a conversation: rows, tags of its own, files that nothing else uses', async () => {
    const archive = freshArchive()
    const shared = await store(archive, 'in both')
    importFile(
      archive,
      [conversation({ sourceId: 'stays', tags: ['travel'] })],
      [attached('q', 'file-1', shared)],
    )
    const before = everythingIn(archive)
    const own = await store(archive, 'in the second only')
    const { id } = importOne(
      archive,
      conversation({ sourceId: 'goes', tags: ['travel', 'own'] }),
      [attached('q', 'file-1', shared), attached('a1', 'file-2', own)],
      'fingerprint',
    )
    archive.db.exec("UPDATE imports SET state = 'done'")
    writeNote(archive, { id, messageKey: null, text: 'note' }, noon)
    moveToTrash(archive, [id])
    expect(removeForGood(archive, [id])).toEqual({ conversations: 1, messages: 3 })
    finishRemoval(archive)
    expect(everythingIn(archive)).toEqual(before)
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })

  it('takes only what is in the trash', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    expect(removeForGood(archive, [id, 'nobody'])).toEqual({ conversations: 0, messages: 0 })
    expect(libraryCounts(archive).conversations).toBe(1)
  })

  it('leaves no words in the file of the archive', () => {
    const archive = freshArchive()
    const secret = 'xylophone-secret-4711'
    const messages = Array.from({ length: 200 }, (_, index) =>
      message(`${index}`, null, `${secret} ${'text '.repeat(100)}`),
    )
    const { id } = importOne(archive, conversation({ messages, title: secret, extra: { secret } }))
    moveToTrash(archive, [id])
    const holds = (name: string): boolean => readFileSync(join(archive.folder, name)).includes(secret)
    finishRemoval(archive)
    expect(holds('archive.sqlite')).toBe(true)
    removeForGood(archive, [id])
    finishRemoval(archive)
    expect([holds('archive.sqlite'), holds('archive.sqlite-wal')]).toEqual([false, false])
  })

  it('lets the rest of its import be undone', () => {
    const archive = freshArchive()
    const before = everythingIn(archive)
    const importId = importFile(archive, [conversation({ sourceId: 'a' }), conversation({ sourceId: 'b' })])
    const gone = idOf(archive, 'a')
    moveToTrash(archive, [gone])
    removeForGood(archive, [gone])
    expect(undoImport(archive, importId, noon).removedConversations).toBe(1)
    expect(everythingIn(archive)).toEqual(before)
  })

  it('of an original leaves its copy whole', async () => {
    const archive = freshArchive()
    const hash = await store(archive, 'shared')
    importFile(archive, [conversation()], [attached('q', 'file-1', hash)])
    const id = idOf(archive, 'trip')
    duplicateConversation(archive, { id, title: null }, noon)
    moveToTrash(archive, [id])
    removeForGood(archive, [id])
    finishRemoval(archive)
    expect(archive.db.prepare('SELECT hash FROM files').pluck().all()).toEqual([hash])
    expect(libraryCounts(archive)).toMatchObject({ conversations: 1, messages: 3 })
  })

  it('knows what has been in the trash for long, and leaves what its source had deleted', () => {
    const archive = freshArchive()
    const old = importOne(archive, conversation({ sourceId: 'old' }))
    const young = importOne(archive, conversation({ sourceId: 'young' }))
    importOne(archive, conversation({ sourceId: 'source', status: 'deleted' }))
    moveToTrash(archive, [old.id], noon)
    moveToTrash(archive, [young.id], noon + 10)
    expect(trashedBefore(archive, noon + 10)).toEqual({ ids: [old.id], deletions: [] })
  })
})
