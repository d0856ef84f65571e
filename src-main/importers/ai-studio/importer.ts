/**
 * Reads the prompts of Google AI Studio: the files in Drive's folder of that name, one for each prompt and often without
 * an ending to their names; alone, in a folder or in a zip.
 *
 * What a prompt means is conversation.ts's work.
 */
import type { Importer } from '../importer.ts'
import { baseName } from '../members.ts'
import { readMembers } from '../read-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import { conversationFromAiStudio } from './conversation.ts'

export const aiStudioImporter: Importer = {
  id: 'ai-studio',
  name: 'Google AI Studio',
  version: 2,
  howToExport: 'In Google Drive, download the folder “Google AI Studio”, whole or some of its files.',
  detect: (source) => matchOf(source, ['ai-studio']),
  async *read(source, context) {
    const { members, remarks } = await recognisedMembers(source, ['ai-studio'])
    yield* remarks
    yield* readMembers(source, context, {
      members,
      convert: (record, member) => conversationFromAiStudio(record, baseName(member.name)),
    })
  },
}
