/** Undoing of many imports of many versions of the same conversations, made at random but the same in every run. */
import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import { openConversation, readConversation } from './read-conversation.ts'
import type { StoredAttachment } from './save-conversation.ts'
import { conversation, message, noon } from './testing/conversations.ts'
import { everythingIn } from './testing/everything.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { attached, importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

function placesOf(archive: Archive, id: string): Set<unknown> {
  const places = archive.db.prepare(
    'SELECT seq FROM messages JOIN conversations ON conversations.id = conversation_id WHERE conversations.uuid = ?',
  )
  return new Set(places.pluck().all(id))
}

/** Numbers from 0 to below 1, the same in every run (a linear congruential generator, constants of Numerical Recipes). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Some version of one of two conversations: with some of its messages, more or less of each text, parents lost or not. */
function someVersion(random: () => number): Conversation {
  const chosen = (chance: number): boolean => random() < chance
  const messages = Array.from({ length: 12 }, (_, index) => index)
    .filter(() => chosen(0.6))
    .map((index): Message => {
      const parent = index === 0 ? null : String(Math.floor((index * 7) / 11) % index)
      return message(
        `${index}`,
        chosen(0.8) ? parent : null,
        `${index} words `.repeat(1 + Math.floor(random() * 3)),
        {
          isUnfinished: chosen(0.3),
          sender: chosen(0.5) ? 'Ann' : null,
          createdAt: chosen(0.8) ? noon + index : null,
          extra: chosen(0.5) ? { [`key${Math.floor(random() * 3)}`]: 1 } : null,
        },
      )
    })
  return conversation({
    sourceId: chosen(0.5) ? 'one' : 'two',
    title: chosen(0.5) ? `Title ${Math.floor(random() * 4)}` : null,
    createdAt: chosen(0.5) ? noon : null,
    updatedAt: chosen(0.7) ? noon + Math.floor(random() * 1000) : null,
    tags: ['north', 'south', 'west'].filter(() => chosen(0.4)),
    status: chosen(0.3) ? 'archived' : 'active',
    activeLeafId: messages.at(-1)?.id ?? null,
    options: chosen(0.5) ? { temperature: Math.floor(random() * 3) } : null,
    messages,
  })
}

function someFiles(random: () => number, one: Conversation): StoredAttachment[] {
  const hash = 'ab'.repeat(32)
  return one.messages
    .filter(() => random() < 0.3)
    .map(({ id }) => attached(id, `file-${id}`, random() < 0.5 ? hash : null))
}

/** Eight imports, each with what the archive held before it. */
function importMany(archive: Archive, random: () => number): { importId: number; before: unknown }[] {
  return Array.from({ length: 8 }, () => {
    const before = everythingIn(archive)
    archive.db
      .prepare('INSERT INTO files (hash, size) VALUES (?, 1) ON CONFLICT DO NOTHING')
      .run('ab'.repeat(32))
    const one = someVersion(random)
    return {
      before,
      importId: importFile(archive, [one, someVersion(random)], someFiles(random, one)),
    }
  })
}
/** The rows of stored files, which the tests make by hand, are not looked at. */
function withoutFiles(all: unknown): unknown {
  return { ...(all as object), files: [] }
}

describe.each(Array.from({ length: 6 }, (_, seed) => seed + 1))('imports of many versions (%i)', (seed) => {
  it('undone one after the other from the last, lead through every earlier state', () => {
    const archive = freshArchive()
    for (const { importId, before } of importMany(archive, numbersFrom(seed)).toReversed()) {
      undoImport(archive, importId, noon)
      expect(withoutFiles(everythingIn(archive))).toEqual(withoutFiles(before))
    }
  })

  it('undone in any order, leave nothing', () => {
    const archive = freshArchive()
    const empty = everythingIn(archive)
    const random = numbersFrom(seed)
    const order = importMany(archive, random)
      .map(({ importId }) => ({ importId, at: random() }))
      .toSorted((one, other) => one.at - other.at)
    for (const { importId } of order) {
      undoImport(archive, importId, noon)
      for (const { uuid } of archive.db
        .prepare<[], { uuid: string }>('SELECT uuid FROM conversations')
        .all()) {
        const { messages } = readConversation(archive, uuid)
        const seen = new Set<string>()
        for (const { id, parentId } of messages) {
          expect(parentId === null || seen.has(parentId)).toBe(true)
          seen.add(id)
        }
        expect(openConversation(archive, uuid).row.messages).toBe(messages.length)
        expect(placesOf(archive, uuid).size).toBe(messages.length)
      }
    }
    expect(everythingIn(archive)).toEqual(empty)
  })
})
