/**
 * Reads Chatbox's backup: one JSON file with all its settings and sessions, or a session by itself.
 *
 * A session holds the conversation that is open and earlier ones (“threads”); what one says is conversation.ts's work.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt, leftOver, listAt, objectAt, objectsAt } from '../fields.ts'
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromChatbox } from './conversation.ts'
import { forksFrom } from './forks.ts'

export const chatboxImporter: Importer = unpackingImporter({
  id: 'chatbox',
  name: 'Chatbox',
  version: 2,
  howToExport: 'In the settings, export a backup of the data, with the chat history.',
  recognisedAs: ['chatbox'],
  unpackingIn: () => ({
    unpack: (values) => values.flatMap(conversationsIn),
    convert: conversationFromChatbox,
  }),
})

/** A value for each thread of each session: `{title, thread, session}`, where `thread` is null for the one that is open. */
function conversationsIn(backup: Json): Json[] {
  if (!isJsonObject(backup)) return []
  if (Array.isArray(backup['messages'])) return threadsOf(backup)
  const sessions = Object.entries(backup).flatMap(([key, value]) =>
    key.startsWith('session:') ? [value] : [],
  )
  // Until 2024 all sessions stood in one list.
  return [...sessions, ...listAt(backup, 'chat-sessions')].flatMap(threadsOf)
}

function threadsOf(session: Json): Json[] {
  if (!isJsonObject(session)) return [{ title: null, thread: null, session }]
  const { threads, messages, ...about } = session
  const forks = objectAt(session, 'messageForksHash')
  const ofOthers = new Set<string>()
  const earlier = objectsAt({ threads: threads ?? null }, 'threads').map((thread): Json => {
    const own = forksFrom(listAt(thread, 'messages'), forks)
    for (const key of Object.keys(own)) ofOthers.add(key)
    return { title: filledTextAt(thread, 'name'), thread, session: { ...about, messageForksHash: own } }
  })
  const open: Json = {
    title: filledTextAt(session, 'threadName', 'name'),
    thread: null,
    session: { ...about, messages: messages ?? null, messageForksHash: leftOver(forks, ofOthers) },
  }
  return [open, ...earlier]
}
