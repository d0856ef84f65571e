/**
 * Reads the export of BetterChatGPT: its chats beside their folders, or (the first version) a bare list of chats.
 *
 * What a chat means is conversation.ts's work.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { asObject, filledTextAt, objectAt } from '../fields.ts'
import type { Importer, ReadContext, ReadItem } from '../importer.ts'
import { lookAt } from '../members.ts'
import { readMembers } from '../read-members.ts'
import { matchOf, recognisedMembers, remark, type RecognisedMember } from '../recognised-members.ts'
import type { Source } from '../source.ts'
import { wholeJson } from '../whole-json.ts'
import { conversationFromBetterChatGpt } from './conversation.ts'

export const betterChatGptImporter: Importer = {
  id: 'better-chatgpt',
  name: 'BetterChatGPT',
  version: 2,
  howToExport: 'In the menu, where chats are imported and exported, export them. Drop the .json.',
  detect: (source) => matchOf(source, ['better-chatgpt']),
  read,
}

/** The product keeps all it has in the browser's local storage, which holds ten megabytes at most. */
const largestWithFolders = 256 * 2 ** 20

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const { members, remarks } = await recognisedMembers(source, ['better-chatgpt'])
  const folders = new Map<string, string>()
  const planned: RecognisedMember[] = []
  yield* remarks
  for (const found of members) {
    const { sample } = await lookAt(source, found.member)
    const isList = sample.shape === 'array'
    planned.push(isList ? found : { ...found, listPath: 'chats', isSingle: false })
    if (isList || found.member.size > largestWithFolders) continue
    try {
      const whole = asObject(await wholeJson(source, found.member, context.signal))
      for (const [id, folder] of Object.entries(objectAt(whole, 'folders'))) {
        const name = filledTextAt(asObject(folder), 'name')
        if (name !== null) folders.set(id, name)
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'cancelled') throw error
      yield remark(found.member.name, `The names of its folders could not be read. ${error.message}`)
    }
  }
  yield* readMembers(source, context, {
    members: planned,
    convert: (record) => conversationFromBetterChatGpt(record, folders),
  })
}
