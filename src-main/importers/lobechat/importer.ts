/**
 * Reads LobeChat's backups: the settings export of the browser version (`exportType`) and the dump of its database
 * (`schemaHash`).
 *
 * How tables become conversations is tables.ts's work, what a conversation says conversation.ts's.
 */
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromLobeChat } from './conversation.ts'
import { conversationsIn } from './tables.ts'

export const lobeChatImporter: Importer = unpackingImporter({
  id: 'lobechat',
  name: 'LobeChat',
  version: 2,
  howToExport: 'Where the settings keep and back up data, export all of it. Drop the .json.',
  recognisedAs: ['lobechat'],
  unpackingIn: () => ({
    unpack: (values) => values.flatMap(conversationsIn),
    convert: conversationFromLobeChat,
  }),
})
