/**
 * Reads LibreChat's JSON export and Stemma's own, which has the same shape: one conversation, an array of them, or any
 * number of such files in a zip or a folder.
 *
 * What a record means is conversation.ts's work.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Importer, Match, ReadContext, ReadItem } from '../importer.ts'
import { candidates, lookAt } from '../members.ts'
import { defaultRecordLimits } from '../json/records.ts'
import { readMembers, type PlannedMember } from '../read-members.ts'
import type { Source } from '../source.ts'
import { conversationFromLibreChat } from './conversation.ts'

export const libreChatImporter: Importer = {
  id: 'librechat',
  name: 'LibreChat',
  version: 2,
  howToExport: 'Open a conversation → Export → JSON, with all message branches and endpoint options.',
  detect,
  read,
}

async function detect(source: Source): Promise<Match | null> {
  for (const member of candidates(source)) {
    const recognised = await lookAt(source, member).then(
      (look) => look.recognised,
      () => null,
    )
    if (recognised?.id === 'librechat') return { reason: recognised.reason }
  }
  return null
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const members: PlannedMember[] = []
  for (const member of candidates(source)) {
    try {
      const { recognised, sample } = await lookAt(source, member)
      if (recognised?.id !== 'librechat') continue
      const { listPath } = recognised
      members.push({ member, listPath, isSingle: sample.shape === 'object' && listPath === null })
    } catch (error) {
      const { message } = toErrorValue(error)
      yield { kind: 'remark', where: member.name, reason: message, position: { bytes: 0, totalBytes: 0 } }
    }
  }
  yield* readMembers(source, context, {
    members,
    // Answers stand inside what they answer: a conversation is nested as deeply as it is long.
    limits: { ...defaultRecordLimits, levels: Infinity },
    convert: conversationFromLibreChat,
  })
}
