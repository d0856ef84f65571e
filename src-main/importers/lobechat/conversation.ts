/**
 * One conversation of a LobeChat backup.
 *
 * A pure conversion: tables.ts put together what belongs to it, message.ts reads a message.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { extraOf, filledTextAt, leftOver, objectAt, objectsAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { messageOf } from './message.ts'
import { placesOf } from './places.ts'

/** Turns what tables.ts packed into a conversation, or says in words for a person why it is none. */
export function conversationFromLobeChat(packed: Json): Converted {
  if (!isJsonObject(packed)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  const rows = objectsAt(packed, 'messages')
  if (rows.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const topic = objectAt(packed, 'topic')
  const session = objectAt(packed, 'session')
  const about = isJsonObject(session['meta']) ? session['meta'] : session
  const settings = isJsonObject(packed['agent']) ? packed['agent'] : objectAt(session, 'config')
  const places = placesOf(rows, objectsAt(packed, 'threads'))
  const messages = inTreeOrder(
    places.map((place, index) => messageOf(rows[index] ?? {}, place)),
    { kind: 'by-time', ranks: rows.map((_, index) => index) },
  )
  const id = filledTextAt(packed, 'id') ?? 'session:inbox'
  const group = filledTextAt(packed, 'group')
  const conversation: Conversation = plainConversation({
    id,
    source: 'lobechat',
    sourceId: id,
    status: topic['favorite'] === true ? 'favorite' : 'active',
    title: filledTextAt(topic, 'title') ?? filledTextAt(about, 'title'),
    endpoint: filledTextAt(settings, 'provider'),
    model: messages.findLast((message) => message.model !== null)?.model ?? filledTextAt(settings, 'model'),
    createdAt: timeOf(topic['createdAt']),
    updatedAt: timeOf(topic['updatedAt']),
    tags: group === null ? [] : [group],
    options: extraOf(settings),
    extra: extraOf({
      topic: extraOf({
        ...leftOver(topic, heldOfTopic),
        ...unreadableTimes(topic, ['createdAt', 'updatedAt']),
      }),
      session: sessionOf(session, about),
    }),
    messages,
  })
  const files = attachedFiles(messages, 'not in this file: LobeChat’s backups hold only the names of files')
  return { kind: 'conversation', conversation, files }
}

const heldOfTopic = new Set(['id', 'title', 'favorite', 'createdAt', 'updatedAt', 'sessionId'])

/** Whom the conversation was with. */
function sessionOf(session: JsonObject, about: JsonObject): JsonObject | null {
  return extraOf({
    id: session['id'],
    title: about['title'],
    description: about['description'],
    type: session['type'],
    pinned: session['pinned'] === true ? true : undefined,
  })
}
