/**
 * Reads Chatbox's backup: one JSON file with all its settings and sessions, or a session by itself.
 *
 * A session holds the conversation that is open and earlier ones (“threads”); what one says is conversation.ts's work.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt, objectsAt } from '../fields.ts'
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromChatbox } from './conversation.ts'

export const chatboxImporter: Importer = unpackingImporter({
  id: 'chatbox',
  name: 'Chatbox',
  version: 1,
  recognisedAs: ['chatbox'],
  unpackingIn: () => ({ unpack: (values) => values.flatMap(conversationsIn), convert: conversationFromChatbox }),
})

/** A value for each thread of each session: `{title, thread, session}`, where `thread` is null for the one that is open. */
function conversationsIn(backup: Json): Json[] {
  if (!isJsonObject(backup)) return []
  const sessions = Object.entries(backup)
    .filter(([key]) => key.startsWith('session:'))
    .map(([, session]) => session)
  const old = objectsAt(backup, 'chat-sessions').length > 0 ? objectsAt(backup, 'chat-sessions') : []
  const found = Array.isArray(backup['messages']) ? [backup] : [...sessions, ...old]
  return found.flatMap((session): Json[] => {
    if (!isJsonObject(session)) return [{ title: null, thread: null, session }]
    const { threads: _, ...rest } = session
    const name = filledTextAt(session, 'threadName', 'name')
    const open = { title: name, thread: null, session: rest }
    const earlier = objectsAt(session, 'threads').map((thread): Json => {
      const title = filledTextAt(thread, 'name')
      const { messages: __, ...about } = rest
      return { title, thread, session: about }
    })
    return [open, ...earlier]
  })
}
