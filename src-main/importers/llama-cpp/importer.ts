/**
 * Reads conversations saved from the web page of llama.cpp's server: JSON lines of a session and its messages, several
 * sessions behind each other, a zip of them, and the older JSON of one or all conversations.
 *
 * What a conversation says is conversation.ts's work.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { asObject, filledTextAt, objectAt } from '../fields.ts'
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromLlamaCpp } from './conversation.ts'

export const llamaCppImporter: Importer = unpackingImporter({
  id: 'llama-cpp',
  name: 'llama.cpp',
  version: 2,
  howToExport: 'In the settings of its web page, where conversations are imported and exported, export them.',
  recognisedAs: ['llama-cpp'],
  unpackingIn: () => ({ unpack: sessionsIn, convert: conversationFromLlamaCpp }),
})

interface Session {
  readonly conv: JsonObject
  readonly messages: Json[]
  /** Lines of a kind that this version does not know. */
  readonly others: Json[]
}

/** `{title, conv, messages, others}` for every session of a file. A line belongs to the session above it. */
function sessionsIn(values: readonly Json[]): Json[] {
  const sessions: Session[] = []
  const current = (): Session => {
    const last = sessions.at(-1)
    if (last) return last
    // Lines whose session was cut away still say what was said.
    const headless: Session = { conv: {}, messages: [], others: [] }
    sessions.push(headless)
    return headless
  }
  for (const value of values) {
    const record = asObject(value)
    if (Array.isArray(record['messages'])) {
      sessions.push({ conv: objectAt(record, 'conv'), messages: record['messages'], others: [] })
    } else if (record['type'] === 'session') {
      const { type: _, harness: __, ...conv } = record
      sessions.push({ conv, messages: [], others: [] })
    } else if (record['type'] === 'message' && isJsonObject(record['message'])) {
      current().messages.push(record['message'])
    } else current().others.push(value)
  }
  return sessions.map((session): Json => ({ title: filledTextAt(session.conv, 'name'), ...session }))
}
