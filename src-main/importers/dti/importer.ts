/**
 * Reads AI Conversation Histories, the interchange format of the Data Transfer Initiative: one, a list of them, JSON lines, or
 * a zip or folder of such files.
 */
import { recordImporter } from '../record-importer.ts'
import { conversationFromDti } from './conversation.ts'

export const dtiImporter = recordImporter({
  id: 'dti',
  name: 'AI Conversation History (DTI)',
  version: 2,
  howToExport: 'Files of any service that writes the Data Transfer Initiative’s “AI Conversation History”.',
  recognisedAs: ['dti'],
  convertIn: () => conversationFromDti,
})
