import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import type { Archive } from './archive.ts'
import { storeFile } from './files.ts'
import { importHistory, importReport } from './imports.ts'
import { moveToTrash, renameConversation, restoreFromTrash } from './library.ts'
import { migrate, migrations } from './migrate.ts'
import { openArchive } from './open.ts'
import { openConversation, readConversation, showBranch } from './read-conversation.ts'
import { conversation, message, noon, twoAnswers } from './testing/conversations.ts'
import { everythingIn } from './testing/everything.ts'
import { freshArchive, freshFolder } from './testing/fresh-archive.ts'
import { attached, beginFile, importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

const later = noon + 100_000

function undo(archive: Archive, importId: number): ReturnType<typeof undoImport> {
  return undoImport(archive, importId, later)
}

async function store(archive: Archive, text: string): Promise<string> {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(text))
  }
  return (await storeFile(archive, chunks(), 'text/plain')).hash
}

function textsOf(archive: Archive, id: string): string[] {
  return readConversation(archive, id).messages.map(({ parts: [part] }) =>
    part?.type === 'text' ? part.text : '',
  )
}

function idOf(archive: Archive, sourceId = 'trip'): string {
  return String(
    archive.db.prepare('SELECT uuid FROM conversations WHERE source_id = ?').pluck().get(sourceId),
  )
}

/** A conversation of one message. */
function say(text: string): Conversation {
  return conversation({ messages: [message('q', null, text)] })
}

function withExtras(extras: readonly (JsonObject | null)[]): Conversation {
  return conversation({
    messages: extras.map((extra, index) => message(`${index}`, null, `Message ${index}`, { extra })),
  })
}

const nothing = { removedConversations: 0, removedMessages: 0, restoredMessages: 0, keptMessages: 0 }

describe('undoing an import', () => {
  it('of new conversations leaves the archive as it was: messages, tags, files, fingerprints', async () => {
    const archive = freshArchive()
    const shared = await store(archive, 'in both')
    importFile(
      archive,
      [conversation({ sourceId: 'old', tags: ['travel'] })],
      [attached('q', 'file-1', shared)],
    )
    const before = everythingIn(archive)

    const own = await store(archive, 'in the second only')
    const importId = importFile(
      archive,
      [
        conversation({ sourceId: 'a', tags: ['travel', 'north'], activeLeafId: 'a1', extra: { x: 1 } }),
        conversation({
          sourceId: 'b',
          title: null,
          messages: [message('1', null, 'Hi', { extra: { y: 1 } })],
        }),
      ],
      [attached('q', 'file-1', shared), attached('a1', 'file-2', own)],
    )
    renameConversation(archive, idOf(archive, 'a'), 'My own title')
    expect(undo(archive, importId)).toEqual({ ...nothing, removedConversations: 2, removedMessages: 4 })
    expect(everythingIn(archive)).toEqual(before)
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })

  it('keeps it in the history as undone, and its report without the conversations', () => {
    const archive = freshArchive()
    const importId = importFile(archive, [conversation()])
    expect(openConversation(archive, idOf(archive)).imports).toEqual([
      {
        importId,
        file: '/exports/chatgpt.zip',
        sha256: null,
        formatName: 'ChatGPT',
        importerVersion: 1,
        at: noon,
      },
    ])
    expect(importHistory(archive, 1)[0]).toMatchObject({ importId, state: 'done', canUndo: true })
    undo(archive, importId)
    expect(importHistory(archive, 1)[0]).toMatchObject({ importId, state: 'undone', canUndo: false })
    expect(importReport(archive, importId)).toMatchObject({
      report: { state: 'undone', conversationIds: [] },
      rows: [],
    })
  })

  it('restores exactly what merging had replaced', async () => {
    const archive = freshArchive()
    const hash = await store(archive, 'the picture')
    const poor = conversation({
      title: null,
      createdAt: null,
      updatedAt: null,
      tags: ['travel'],
      messages: [
        message('a1', 'q', 'Near the', { role: 'assistant', isUnfinished: true, createdAt: null }),
        message('x', null, 'Elsewhere', { extra: { weight: 1 } }),
        message('y', 'x', 'Done.', { isUnfinished: true }),
      ],
    })
    const rich = conversation({
      title: 'Trip to Oslo',
      status: 'archived',
      type: 'agent',
      endpoint: 'openAI',
      model: 'gpt-4',
      options: { temperature: 1 },
      extra: { gizmo_id: 'g' },
      tags: ['travel', 'north'],
      activeLeafId: 'a2',
      messages: [
        ...twoAnswers.slice(0, 1),
        message('a1', 'q', 'Near the harbour.', { role: 'assistant', sender: 'Ann', model: 'gpt-4' }),
        ...twoAnswers.slice(2),
        message('x', null, 'Elsewhere', { extra: { weight: 1, rating: 5 } }),
        message('y', 'x', 'Done.'),
      ],
    })
    importFile(archive, [poor], [attached('a1', 'file-1', null)])
    // Stored before and used by nobody, like one whose conversation is still to come.
    archive.db.prepare('DELETE FROM files').run()
    const before = everythingIn(archive)
    archive.db.prepare("INSERT INTO files (hash, size, mime) VALUES (?, 11, 'text/plain')").run(hash)

    const importId = importFile(
      archive,
      [rich],
      [attached('a1', 'file-1', hash), attached('x', 'file-2', hash)],
    )
    expect(textsOf(archive, idOf(archive))).toContain('Near the harbour.')
    expect(undo(archive, importId)).toEqual({ ...nothing, removedMessages: 2, restoredMessages: 3 })
    expect(everythingIn(archive)).toEqual({ ...before, bytes: [] })
  })

  it('restores an extra that a newer file had made much longer, and none where there was none', () => {
    const archive = freshArchive()
    importFile(archive, [withExtras([{ weight: 1 }, null, null])])
    const before = everythingIn(archive)
    const quotes = 'and so on '.repeat(500)
    const importId = importFile(archive, [withExtras([{ weight: 1, quotes }, { weight: 2 }, { quotes }])])
    expect(everythingIn(archive)).not.toEqual(before)
    undo(archive, importId)
    expect(everythingIn(archive)).toEqual(before)
  })

  it('of the same conversation twice in one file restores what was there before both', () => {
    const archive = freshArchive()
    importFile(archive, [say('Why')])
    const before = everythingIn(archive)
    const importId = importFile(archive, ['Why not', 'Why not here?'].map(say))
    undo(archive, importId)
    expect(everythingIn(archive)).toEqual(before)
  })

  it('lets the same file bring the same again', () => {
    const archive = freshArchive()
    importFile(archive, [conversation({ messages: twoAnswers.slice(0, 2) })])
    const whole = [conversation(), conversation({ sourceId: 'other' })]
    const importId = importFile(archive, whole)
    const read = (): unknown =>
      ['trip', 'other'].map((sourceId) => {
        const { messages, ...head } = readConversation(archive, idOf(archive, sourceId))
        return [head.title, head.updatedAt, messages.map(({ parts }) => parts)]
      })
    const first = read()
    undo(archive, importId)
    const known = archive.db.prepare('SELECT count(*) FROM fingerprints').pluck().get()
    expect(known).toBe(1)
    importFile(archive, whole)
    expect(read()).toEqual(first)
  })

  it('is refused when it was undone, has not ended, is unknown or from before imports could be undone', () => {
    const archive = freshArchive()
    const done = importFile(archive, [conversation()])
    undo(archive, done)
    const running = beginFile(archive, [conversation()])
    const old = importFile(archive, [conversation({ sourceId: 'old' })])
    archive.db.prepare('UPDATE imports SET can_undo = 0 WHERE id = ?').run(old)
    const before = everythingIn(archive)
    const kinds = [done, running, old, 999].map((importId) => {
      try {
        undo(archive, importId)
        return 'undone'
      } catch (error) {
        return (error as { kind: string }).kind
      }
    })
    expect(kinds).toEqual(['not-available', 'not-available', 'not-available', 'not-found'])
    expect(everythingIn(archive)).toEqual(before)
  })

  it('that fails on its way leaves everything as it was', () => {
    const archive = freshArchive()
    const importId = importFile(
      archive,
      ['a', 'b', 'c'].map((sourceId) => conversation({ sourceId })),
    )
    const before = everythingIn(archive)
    archive.db.exec(
      `CREATE TEMP TRIGGER stop BEFORE DELETE ON conversations WHEN old.source_id = 'c'
       BEGIN SELECT raise(ABORT, 'no'); END`,
    )
    expect(() => undo(archive, importId)).toThrow('no')
    expect(everythingIn(archive)).toEqual(before)
    expect(importHistory(archive, 1)[0]?.state).toBe('done')
  })
})

/** An archive of the first version with one conversation of one message, imported then. */
function olderArchive(): Archive {
  const folder = freshFolder()
  const db = new Database(join(folder, 'archive.sqlite'))
  db.pragma('journal_mode = wal')
  migrate(db, folder, migrations.slice(0, 1))
  db.exec(`
    INSERT INTO imports (id, file, format, format_name, importer_version, state, started_at, report)
      VALUES (1, '/exports/old.zip', 'chatgpt', 'ChatGPT', 1, 'done', 0, '{"state":"done"}');
    INSERT INTO conversations (id, uuid, source, source_id, type, status, title, sort_created, sort_updated, sort_title,
      messages, branches, change_seq) VALUES (1, 'u', 'chatgpt', 'trip', 'chat', 'active', 'Trip', 0, 0, 'trip', 1, 1, 1);
    UPDATE counters SET value = 1;
    INSERT INTO messages (id, conversation_id, seq, uuid, source_id, role, length)
      VALUES (1, 1, 0, zeroblob(16), 'q', 'user', 5);
    INSERT INTO texts (id, text) VALUES (1, 'Where');
    INSERT INTO import_items (import_id, conversation_id, result, added_messages) VALUES (1, 1, 'new', 1);
  `)
  db.close()
  const archive = openArchive(folder)
  onTestFinished(() => archive.close())
  return archive
}

describe('an archive of the version before', () => {
  it('says of its imports that they cannot be undone, and still shows their reports', () => {
    const archive = olderArchive()
    expect(importHistory(archive, 1)[0]).toMatchObject({ state: 'done', canUndo: false, sha256: null })
    expect(importReport(archive, 1).report).toMatchObject({ state: 'done', sha256: null, importerVersion: 1 })
    expect(() => undo(archive, 1)).toThrow('earlier version of Stemma')
  })

  it('gets back what a later import has replaced in it', () => {
    const archive = olderArchive()
    const before = everythingIn(archive)
    const importId = importFile(archive, [conversation()])
    expect(undo(archive, importId)).toEqual({ ...nothing, removedMessages: 2, restoredMessages: 1 })
    expect(everythingIn(archive)).toEqual(before)
  })
})

describe('what later imports have added', () => {
  it('stays with the messages that it answers; the rest goes, and all of it once they are undone too', () => {
    const archive = freshArchive()
    const empty = everythingIn(archive)
    const first = importFile(archive, [conversation()])
    const second = importFile(archive, [
      conversation({ messages: [...twoAnswers, message('q2', 'a1', 'And where do we eat?')] }),
    ])
    expect(undo(archive, first)).toEqual({ ...nothing, removedMessages: 1, keptMessages: 2 })
    const id = idOf(archive)
    expect(textsOf(archive, id)).toEqual([
      'Where should we stay?',
      'Near the harbour.',
      'And where do we eat?',
    ])
    const open = openConversation(archive, id)
    expect(open.row).toMatchObject({ messages: 3, branches: 1 })
    expect(open.imports.map(({ importId }) => importId)).toEqual([first, second])
    expect(importReport(archive, first).rows).toMatchObject([{ id, addedMessages: 2 }])

    expect(undo(archive, second)).toEqual({ ...nothing, removedConversations: 1, removedMessages: 3 })
    expect(everythingIn(archive)).toEqual(empty)
  })

  it('is brought again by their files together with what they had met and the undone import had added', () => {
    const archive = freshArchive()
    const first = importFile(archive, [conversation()])
    importFile(archive, [conversation({ messages: [...twoAnswers, message('q2', 'a1', 'And now?')] })])
    undo(archive, first)
    expect(archive.db.prepare('SELECT count(*) FROM fingerprints').pluck().get()).toBe(0)
  })

  it('keeps a message that one of them has completed', () => {
    const archive = freshArchive()
    const first = importFile(archive, [
      conversation({
        messages: [message('q', null, 'Why?'), message('a', 'q', 'Because', { isUnfinished: true })],
      }),
    ])
    const second = importFile(archive, [
      conversation({ messages: [message('q', null, 'Why?'), message('a', 'q', 'Because it is so.')] }),
    ])
    expect(undo(archive, first)).toEqual({ ...nothing, keptMessages: 2 })
    expect(textsOf(archive, idOf(archive))).toEqual(['Why?', 'Because it is so.'])
    expect(undo(archive, second)).toMatchObject({ removedConversations: 1, removedMessages: 2 })
  })

  it('stands above what an import between had replaced, and gives way to what was before that', () => {
    const archive = freshArchive()
    importFile(archive, [say('One')])
    const before = everythingIn(archive)
    const second = importFile(archive, [say('One two')])
    const third = importFile(archive, [say('One two three')])
    expect(undo(archive, second).restoredMessages).toBe(0)
    expect(textsOf(archive, idOf(archive))).toEqual(['One two three'])
    expect(undo(archive, third).restoredMessages).toBe(1)
    expect(everythingIn(archive)).toEqual(before)
  })
})

describe('what the reader has done since', () => {
  const newer = conversation({
    title: 'Oslo and Bergen',
    status: 'archived',
    updatedAt: noon + 90_000,
    messages: [...twoAnswers, message('a3', 'q', 'At the lake.', { role: 'assistant' })],
    activeLeafId: 'a3',
  })

  it('stays: title and trash, with the status from before the import', () => {
    const archive = freshArchive()
    importFile(archive, [conversation()])
    const importId = importFile(archive, [newer])
    const id = idOf(archive)
    renameConversation(archive, id, 'My trip')
    moveToTrash(archive, [id])
    undo(archive, importId)
    expect(openConversation(archive, id).row).toMatchObject({
      title: 'My trip',
      status: 'deleted',
      messages: 3,
    })
    restoreFromTrash(archive, [id])
    expect(openConversation(archive, id).row.status).toBe('active')
  })

  it('keeps the chosen branch as far as it is still there', () => {
    const archive = freshArchive()
    importFile(archive, [conversation({ activeLeafId: 'a1' })])
    const importId = importFile(archive, [newer])
    const id = idOf(archive)
    const [, , a2 = -1, a3 = -1] = openConversation(archive, id).spine.keys
    showBranch(archive, id, a3)
    expect(openConversation(archive, id).shownLeaf).toBe(3)
    undo(archive, importId)
    const open = openConversation(archive, id)
    expect(open.spine.keys[open.shownLeaf]).toBe(a2)
  })
})
