/** Reads sessions of Codex CLI: the JSONL files below `~/.codex/sessions`, old and new; a folder, a zip or single files. */
import type { Importer } from '../importer.ts'
import { readWholeMembers } from '../read-whole-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import { CodexSession } from './session.ts'

export const codexImporter: Importer = {
  id: 'codex',
  name: 'Codex',
  version: 2,
  howToExport: 'Drop the folder ~/.codex/sessions, or sessions of it.',
  detect: (source) => matchOf(source, ['codex']),
  async *read(source, context) {
    const { members, remarks } = await recognisedMembers(source, ['codex'])
    yield* remarks
    yield* readWholeMembers(source, context, {
      members,
      begin: (member) => new CodexSession(member.name),
    })
  },
}
