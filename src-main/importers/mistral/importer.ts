/**
 * Reads the export of Mistral's Le Chat (Vibe since 2026): a `chat-….json` for each chat, with a folder of its files beside it.
 *
 * What a chat says is conversation.ts's work.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { groupRows } from '../group-rows.ts'
import type { Importer } from '../importer.ts'
import type { Member } from '../source.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromMistral } from './conversation.ts'

export const mistralImporter: Importer = unpackingImporter({
  id: 'mistral',
  name: 'Mistral Le Chat',
  version: 2,
  howToExport: 'In the settings of the Mistral account, export your data. Drop the .zip.',
  recognisedAs: ['mistral'],
  unpackingIn: (source) => {
    const names = new Set(source.members.map(({ name }) => name))
    const fileOf = (member: Member, name: string): string | null => {
      const path = `${member.name.replace(/\.json$/i, '')}-files/${name}`
      return names.has(path) ? path : null
    }
    return {
      unpack: (values) => {
        const chats = [...groupRows(values.filter(isJsonObject), 'chatId')]
        return chats.map(([id, messages]): Json => ({ id, messages: [...messages] }))
      },
      convert: (packed, member) => conversationFromMistral(packed, (name) => fileOf(member, name)),
    }
  },
})
