/**
 * Reads DeepSeek's data export (*Settings → Data → Export*) and the answers of its server that browser extensions save; in a zip,
 * a folder or alone.
 */
import { recordImporter } from '../record-importer.ts'
import { conversationFromDeepSeek } from './conversation.ts'

export const deepSeekImporter = recordImporter({
  id: 'deepseek',
  name: 'DeepSeek',
  version: 1,
  howToExport: 'In the settings, where data is, export it. Drop the .zip.',
  recognisedAs: ['deepseek'],
  convertIn: () => conversationFromDeepSeek,
})
