/**
 * Reads sessions of Claude Code: the JSONL files below `~/.claude/projects`, those of its agents among them; a folder, a zip
 * or single files.
 */
import type { Importer } from '../importer.ts'
import { readWholeMembers } from '../read-whole-members.ts'
import { matchOf, recognisedMembers } from '../recognised-members.ts'
import { conversationFromClaudeCode } from './conversation.ts'
import { LineSorter } from './lines.ts'

export const claudeCodeImporter: Importer = {
  id: 'claude-code',
  name: 'Claude Code',
  version: 2,
  howToExport: 'Drop the folder ~/.claude/projects, or sessions of it.',
  detect: (source) => matchOf(source, ['claude-code']),
  async *read(source, context) {
    const { members, remarks } = await recognisedMembers(source, ['claude-code'])
    yield* remarks
    yield* readWholeMembers(source, context, {
      members,
      begin(member) {
        const lines = new LineSorter()
        return {
          take: (line) => lines.take(line),
          end: () => conversationFromClaudeCode(lines.sorted(), member.name),
        }
      },
    })
  },
}
