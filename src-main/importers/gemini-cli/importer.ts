/**
 * Reads the sessions that Gemini CLI keeps under `~/.gemini/tmp/…/chats`: one file, or a folder of them.
 *
 * What stands in a session is session.ts's work.
 */
import type { Importer } from '../importer.ts'
import { readWholeMembers } from '../read-whole-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import { sessionGatherer } from './session.ts'

export const geminiCliImporter: Importer = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  version: 2,
  howToExport: 'Drop the folder ~/.gemini/tmp, or sessions of it. Gemini CLI deletes them after a month.',
  detect: (source) => matchOf(source, ['gemini-cli']),
  async *read(source, context) {
    const { members, remarks } = await recognisedMembers(source, ['gemini-cli'])
    yield* remarks
    yield* readWholeMembers(source, context, { members, begin: sessionGatherer })
  },
}
