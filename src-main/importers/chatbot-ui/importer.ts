/**
 * Reads the export of Chatbot UI's old version: a bare list of conversations (version 1), or one beside its folders and
 * prompts (versions 2 to 4).
 *
 * What a record means is conversation.ts's work.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'
import type { Importer, ReadContext, ReadItem } from '../importer.ts'
import { records } from '../json/records.ts'
import { lookAt } from '../members.ts'
import { readMembers } from '../read-members.ts'
import { matchOf, recognisedMembers, remark, type RecognisedMember } from '../recognised-members.ts'
import type { Member, Source } from '../source.ts'
import { idText } from '../unique-id.ts'
import { conversationFromChatbotUi } from './conversation.ts'

export const chatbotUiImporter: Importer = {
  id: 'chatbot-ui',
  name: 'Chatbot UI',
  version: 1,
  howToExport: 'In the sidebar of the old version, export the data. Drop the .json.',
  detect: (source) => matchOf(source, ['chatbot-ui']),
  read,
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const { members, remarks } = await recognisedMembers(source, ['chatbot-ui'])
  const folders = new Map<string, string>()
  const planned: RecognisedMember[] = []
  yield* remarks
  for (const found of members) {
    const { sample } = await lookAt(source, found.member)
    if (sample.shape === 'array') {
      planned.push(found)
      continue
    }
    planned.push({ ...found, listPath: 'history', isSingle: false })
    // The folders stand behind the conversations that lie in them.
    for (const folder of await listAt(source, found.member, 'folders', context.signal)) {
      const [id, name] = [idText(folder['id']), filledTextAt(folder, 'name')]
      if (id !== null && name !== null) folders.set(id, name)
    }
    const prompts = await listAt(source, found.member, 'prompts', context.signal)
    if (prompts.length > 0) {
      const count = prompts.length === 1 ? '1 saved prompt' : `${prompts.length} saved prompts`
      yield remark(found.member.name, `${count} left out: not of any conversation.`)
    }
  }
  yield* readMembers(source, context, {
    members: planned,
    convert: (record) => conversationFromChatbotUi(record, folders),
  })
}

/** The objects of a list beside the conversations; none where the list is absent or cannot be read. */
async function listAt(
  source: Source,
  member: Member,
  path: string,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  const found: JsonObject[] = []
  try {
    for await (const record of records(source, member, { path, signal })) {
      const value = record.parse()
      if (isJsonObject(value)) found.push(value)
    }
  } catch (error) {
    // What is broken in the file is told when its conversations are read.
    if (!(error instanceof AppError) || error.kind === 'cancelled') throw error
  }
  return found
}
