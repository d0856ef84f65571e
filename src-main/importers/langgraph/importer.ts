/**
 * Reads threads of LangGraph and lists of LangChain's messages: one thread, a list of them, JSON lines, or the bare list of
 * the messages of one.
 */
import type { Json } from '@shared/json.ts'
import type { Importer } from '../importer.ts'
import { readMembers } from '../read-members.ts'
import { readWholeMembers } from '../read-whole-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import { conversationFromLangGraph } from './conversation.ts'

const formats = ['langgraph', 'langgraph-list'] as const

export const langGraphImporter: Importer = {
  id: 'langgraph',
  name: 'LangGraph',
  version: 2,
  howToExport: 'The state of a thread, or a stored list of LangChain’s messages, as .json.',
  detect: (source) => matchOf(source, formats),
  async *read(source, context) {
    const { members, remarks } = await recognisedMembers(source, formats)
    yield* remarks
    yield* readMembers(source, context, {
      members: members.filter(({ formatId }) => formatId === 'langgraph'),
      convert: conversationFromLangGraph,
    })
    yield* readWholeMembers(source, context, {
      members: members.filter(({ formatId }) => formatId === 'langgraph-list'),
      begin() {
        const messages: Json[] = []
        return {
          take: (message) => void messages.push(message),
          end: () => conversationFromLangGraph({ messages }),
        }
      },
    })
  },
}
