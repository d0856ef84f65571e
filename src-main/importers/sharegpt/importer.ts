/**
 * Reads data sets of conversations: ShareGPT, OpenAI's chat messages, Alpaca, preference pairs, and Stemma's own; as one
 * JSON list, as JSON lines, or a single list of messages.
 *
 * What a record means is conversation.ts's work.
 */
import type { Json } from '@shared/json.ts'
import type { Importer } from '../importer.ts'
import { readMembers } from '../read-members.ts'
import { readWholeMembers } from '../read-whole-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import { conversationFromRecord } from './conversation.ts'
import { mediaFinder } from './media.ts'

const formats = ['training-data', 'message-list'] as const

export const shareGptImporter: Importer = {
  id: 'sharegpt',
  name: 'ShareGPT or OpenAI messages',
  version: 2,
  howToExport: 'Data sets with messages or conversations as .json or .jsonl, also those that Stemma writes.',
  detect: (source) => matchOf(source, formats),
  async *read(source, context) {
    const { members, remarks } = await recognisedMembers(source, formats)
    const find = mediaFinder(source)
    yield* remarks
    yield* readMembers(source, context, {
      members: members.filter(({ formatId }) => formatId === 'training-data'),
      convert: (record) => conversationFromRecord(record, find),
    })
    yield* readWholeMembers(source, context, {
      members: members.filter(({ formatId }) => formatId === 'message-list'),
      begin() {
        const messages: Json[] = []
        return {
          take: (message) => void messages.push(message),
          end: () => conversationFromRecord(messages, find),
        }
      },
    })
  },
}
