/**
 * Counts what the insights show, conversation by conversation. A conversation is counted once for each state of it
 * (`change_seq`) and time zone, so that after an import only what is new is read.
 */
import type { Role } from '@shared/conversation.ts'
import type { Archive } from '../archive.ts'
import { inBatch } from '../batch.ts'
import { restoreParts, type StoredParts } from '../stored-parts.ts'
import { dayOf, timeZone } from './days.ts'
import { languagesIn, wordsIn } from './message-facts.ts'

/** Conversations that are counted in one transaction: others are to have their turn within a fraction of a second. */
const sliceSize = 100

interface Waiting {
  readonly id: number
  readonly change: number
}

const isWaiting = `FROM conversations LEFT JOIN insights ON conversation_id = conversations.id
  WHERE (insights.change_seq IS NOT conversations.change_seq OR time_zone IS NOT :zone)`

/** How many conversations have not been counted as they are now. */
export function waitingForInsights(archive: Archive): number {
  const row = archive
    .statement<[{ zone: string }], { count: number }>(`SELECT count(*) AS count ${isWaiting}`)
    .get({ zone: timeZone() })
  return row?.count ?? 0
}

/** Counts some conversations behind one, in one transaction; answers the last of them and how many, null when none was left. */
export function countInsights(archive: Archive, after: number): { last: number; counted: number } | null {
  const zone = timeZone()
  return inBatch(archive, () => {
    const waiting = archive
      .statement<[{ zone: string; after: number; limit: number }], Waiting>(
        `SELECT conversations.id, conversations.change_seq AS change ${isWaiting}
           AND conversations.id > :after ORDER BY conversations.id LIMIT :limit`,
      )
      .all({ zone, after, limit: sliceSize })
    for (const conversation of waiting) countConversation(archive, conversation, zone)
    const last = waiting.at(-1)
    return last === undefined ? null : { last: last.id, counted: waiting.length }
  })
}

interface CountedMessage extends StoredParts {
  readonly role: Role
  readonly model: string | null
  readonly created_at: number | null
}

type FactKind = 'day' | 'model' | 'words' | 'language'

function countConversation(archive: Archive, { id, change }: Waiting, zone: string): void {
  const messages = archive
    .statement<[number], CountedMessage>(
      `SELECT role, model, created_at, text, parts FROM messages JOIN texts ON texts.id = messages.id
       WHERE conversation_id = ? AND deletion_id IS NULL`,
    )
    .iterate(id)
  const facts = new Map<string, number>()
  const add = (kind: FactKind, key: string, count: number): void => {
    const fact = `${kind} ${key}`
    if (count > 0) facts.set(fact, (facts.get(fact) ?? 0) + count)
  }
  for (const { role, model, created_at: createdAt, ...stored } of messages) {
    if (createdAt !== null) add('day', dayOf(createdAt), 1)
    const parts = restoreParts(stored)
    for (const language of languagesIn(parts)) add('language', language, 1)
    if (role !== 'user' && role !== 'assistant') continue
    if (role === 'assistant' && model !== null) add('model', model, 1)
    add('words', role, wordsIn(parts))
  }
  archive.statement('DELETE FROM insights WHERE conversation_id = ?').run(id)
  archive
    .statement('INSERT INTO insights (conversation_id, change_seq, time_zone) VALUES (?, ?, ?)')
    .run(id, change, zone)
  for (const [fact, count] of facts) {
    const space = fact.indexOf(' ')
    archive
      .statement('INSERT INTO insight_facts (conversation_id, kind, key, count) VALUES (?, ?, ?, ?)')
      .run(id, fact.slice(0, space), fact.slice(space + 1), count)
  }
}
