/**
 * Reads TypingMind's export: one JSON file with all chats, and the folders that they are in.
 *
 * What a chat says is conversation.ts's work.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'
import type { Importer, ReadContext, ReadItem } from '../importer.ts'
import { records } from '../json/records.ts'
import { readMembers } from '../read-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import type { Member, Source } from '../source.ts'
import { conversationFromTypingMind } from './conversation.ts'

export const typingMindImporter: Importer = {
  id: 'typingmind',
  name: 'TypingMind',
  version: 2,
  howToExport: 'In the settings, where the app’s data is, export it. Drop the .json.',
  detect: (source) => matchOf(source, ['typingmind']),
  read,
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const { members, remarks } = await recognisedMembers(source, ['typingmind'])
  yield* remarks
  const folders = new Map<string, string>()
  for (const { member } of members) {
    for (const [id, name] of await foldersIn(source, member, context.signal)) folders.set(id, name)
  }
  yield* readMembers(source, context, {
    members: members.map((planned) => ({
      ...planned,
      listPath: 'data/chats',
      isSingle: false,
      isLines: false,
    })),
    convert: (chat) => conversationFromTypingMind(chat, folders),
  })
}

/** The names of folders by their ids. Chats can be read without them. */
async function foldersIn(
  source: Source,
  member: Member,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  try {
    for await (const record of records(source, member, { signal, path: 'data/folders' })) {
      const folder = record.parse() as Json
      const id = isJsonObject(folder) ? filledTextAt(folder, 'id') : null
      const name = isJsonObject(folder) ? filledTextAt(folder, 'title', 'name') : null
      if (id !== null && name !== null) names.set(id, name)
    }
  } catch (error) {
    // Older exports have no folders; what is wrong with the file itself is told when its chats are read.
    if (toErrorValue(error).kind === 'cancelled' || toErrorValue(error).kind === 'bug') throw error
  }
  return names
}
