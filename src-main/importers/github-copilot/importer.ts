/**
 * Reads chats of GitHub Copilot in VS Code: what *Chat: Export Chat…* writes, and the sessions it keeps, as one JSON or as
 * a log of changes.
 *
 * What a session says is conversation.ts's work.
 */
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromCopilot } from './conversation.ts'
import { isLogEntry, sessionOfLog } from './session-log.ts'

export const gitHubCopilotImporter: Importer = unpackingImporter({
  id: 'github-copilot',
  name: 'GitHub Copilot',
  version: 2,
  howToExport:
    'In VS Code, the command “Chat: Export Chat…”; or drop the folder chatSessions of a workspace.',
  recognisedAs: ['copilot'],
  unpackingIn: () => ({
    unpack: (values) => (values.some(isLogEntry) ? [sessionOfLog(values)] : values),
    convert: conversationFromCopilot,
  }),
})
