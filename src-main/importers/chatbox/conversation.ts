/**
 * One thread of a Chatbox session as a conversation.
 *
 * A pure conversion: importer.ts takes sessions apart, forks.ts puts branches in, message.ts reads a message.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { asObject, extraOf, filledTextAt, leftOver, objectAt } from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import type { Converted } from '../record.ts'
import { timeOf } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { placedMessages } from './forks.ts'
import { messageOf } from './message.ts'

/** Turns `{session, thread}` into a conversation, or says in words for a person why it is none. */
export function conversationFromChatbox(packed: Json): Converted {
  const session = asObject(packed)['session']
  if (!isJsonObject(packed) || !isJsonObject(session)) {
    return { kind: 'failed', reason: 'This entry is not a session.' }
  }
  const thread = isJsonObject(packed['thread']) ? packed['thread'] : null
  const list = (thread ?? session)['messages']
  if (!Array.isArray(list)) {
    return { kind: 'failed', reason: 'This session has no messages: the field “messages” is missing.' }
  }
  const forks = objectAt(session, 'messageForksHash')
  const { placed, shown, rest, used } = placedMessages(list, forks)
  const messages = inTreeOrder(
    placed.map(({ raw, id, parentId }) => messageOf(raw, id, parentId)),
    { kind: 'by-time', ranks: placed.map((_, index) => index) },
  )
  if (messages.length === 0) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const id = (thread && filledTextAt(thread, 'id')) ?? filledTextAt(session, 'id')
  const sessionName = filledTextAt(session, 'name')
  const title = filledTextAt(packed, 'title') ?? sessionName
  const settings = objectAt(session, 'settings')
  const conversation = plainConversation({
    id: id ?? messages[0]?.id ?? 'session',
    source: 'chatbox',
    sourceId: id,
    status: session['starred'] === true ? 'favorite' : 'active',
    title,
    endpoint: filledTextAt(settings, 'provider'),
    model:
      messages.findLast(({ model }) => model !== null)?.model ?? filledTextAt(settings, 'modelId', 'model'),
    createdAt: thread && timeOf(thread['createdAt']),
    activeLeafId: shown,
    options: extraOf(settings),
    extra: extraOf({
      ...leftOver(session, heldOfSession),
      thread: thread && extraOf(leftOver(thread, new Set(['id', 'name', 'messages', 'createdAt']))),
      session: sessionName === title ? undefined : sessionName,
      sessionId: filledTextAt(session, 'id') === id ? undefined : session['id'],
      type: session['type'] === 'chat' ? undefined : session['type'],
      messageForksHash: leftOver(forks, used),
      messages: [...rest],
    }),
    messages,
  })
  const files = attachedFiles(messages, 'not in this backup: Chatbox keeps it apart from its messages')
  return { kind: 'conversation', conversation, files }
}

const heldOfSession = new Set([
  'id',
  'name',
  'threadName',
  'starred',
  'messages',
  'threads',
  'messageForksHash',
  'settings',
  'type',
])
