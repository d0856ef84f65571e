/** Reads conversations of MCP Agent Graph (MAG): agents and graphs, with their rounds; as JSON, JSON lines or a zip of such. */
import { recordImporter } from '../record-importer.ts'
import { conversationFromMag } from './conversation.ts'

export const magImporter = recordImporter({
  id: 'mag',
  name: 'MCP Agent Graph',
  version: 1,
  recognisedAs: ['mag'],
  convertIn: () => conversationFromMag,
})
