/** Reads conversations of MCP Agent Graph (MAG): agents and graphs, with their rounds; as JSON, JSON lines or a zip of such. */
import { recordImporter } from '../record-importer.ts'
import { conversationFromMag } from './conversation.ts'

export const magImporter = recordImporter({
  id: 'mag',
  name: 'MCP Agent Graph',
  version: 2,
  howToExport: 'Conversations of MCP Agent Graph with their rounds, as .json: one, or a list of them.',
  recognisedAs: ['mag'],
  convertIn: () => conversationFromMag,
})
