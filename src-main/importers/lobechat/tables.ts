/**
 * The tables of a LobeChat backup, put together to conversations: a conversation is what was said on one topic, or
 * outside of any topic with one assistant (LobeChat's “session”).
 *
 * Both dialects come out alike: the state of the browser version (`state`) and the rows of the database (`data`).
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, objectAt, objectsAt } from '../fields.ts'
import { groupRows, rowsById } from '../group-rows.ts'

/** What conversation.ts makes a conversation of. Absent rows are null. */
export interface PackedConversation extends JsonObject {
  id: string
  /** What the report calls it. */
  title: string | null
  topic: JsonObject | null
  session: JsonObject | null
  /** The assistant's settings, where the database keeps them apart from the session. */
  agent: JsonObject | null
  group: string | null
  threads: JsonObject[]
  messages: JsonObject[]
}

/** The conversations of a backup in the order of its topics; topics in which nothing was said are among them. */
export function conversationsIn(backup: Json): PackedConversation[] {
  if (!isJsonObject(backup)) return []
  const tables = isJsonObject(backup['state']) ? backup['state'] : objectAt(backup, 'data')
  const sessions = rowsById(objectsAt(tables, 'sessions'))
  const groups = rowsById(objectsAt(tables, 'sessionGroups'))
  const agents = agentsOfSessions(tables)
  const threads = groupRows(objectsAt(tables, 'threads'), 'topicId')
  const packed = new Map<string, PackedConversation>()
  const pack = (
    topic: JsonObject | null,
    topicId: string | null,
    sessionId: string | null,
  ): PackedConversation => {
    const id = topicId ?? `session:${sessionId ?? 'inbox'}`
    const known = packed.get(id)
    if (known) return known
    const session = (sessionId === null ? undefined : sessions.get(sessionId)) ?? null
    const groupId = session && filledTextAt(session, 'group', 'groupId')
    const made: PackedConversation = {
      id,
      title: topic && filledTextAt(topic, 'title'),
      topic,
      session,
      agent: (sessionId === null ? undefined : agents.get(sessionId)) ?? null,
      group: groupId === null ? null : filledTextAt(groups.get(groupId) ?? {}, 'name'),
      threads: topicId === null ? [] : [...(threads.get(topicId) ?? [])],
      messages: [],
    }
    packed.set(id, made)
    return made
  }
  for (const topic of objectsAt(tables, 'topics')) {
    const id = filledTextAt(topic, 'id')
    if (id !== null) pack(topic, id, filledTextAt(topic, 'sessionId'))
  }
  const complete = completer(tables)
  for (const message of objectsAt(tables, 'messages')) {
    const conversation = pack(null, filledTextAt(message, 'topicId'), filledTextAt(message, 'sessionId'))
    conversation.messages.push(complete(message))
  }
  return [...packed.values()]
}

function agentsOfSessions(tables: JsonObject): ReadonlyMap<string, JsonObject> {
  const agents = rowsById(objectsAt(tables, 'agents'))
  return new Map(
    objectsAt(tables, 'agentsToSessions').flatMap((row): [string, JsonObject][] => {
      const agent = agents.get(filledTextAt(row, 'agentId') ?? '')
      const sessionId = filledTextAt(row, 'sessionId')
      return agent && sessionId !== null ? [[sessionId, agent]] : []
    }),
  )
}

/** Adds to a message what the database keeps of it in tables beside, under the names that the browser version uses. */
function completer(tables: JsonObject): (message: JsonObject) => JsonObject {
  const plugins = rowsById(objectsAt(tables, 'messagePlugins'))
  const translations = rowsById(objectsAt(tables, 'messageTranslates'))
  const files = rowsById(objectsAt(tables, 'files'))
  const fileRows = groupRows(objectsAt(tables, 'messagesFiles'), 'messageId')
  return (message) => {
    const id = filledTextAt(message, 'id') ?? ''
    const plugin = plugins.get(id)
    const named = fileRows.get(id)?.map((row) => row['fileId'] ?? null) ?? message['files']
    const attached = Array.isArray(named)
      ? named.map((file) => (typeof file === 'string' ? (files.get(file) ?? file) : file))
      : (named ?? null)
    return {
      ...message,
      ...extraOf({ files: attached, translate: translations.get(id) ?? message['translate'] }),
      ...(plugin && {
        plugin,
        ...extraOf({
          tool_call_id: plugin['toolCallId'],
          pluginState: plugin['state'],
          pluginError: plugin['error'],
        }),
      }),
    }
  }
}
