/**
 * Reads Jan's folder `threads`: for each conversation a folder with `thread.json` (its name, its assistant) and
 * `messages.jsonl`; also one of the two alone.
 *
 * What they say is conversation.ts's work.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import type { Importer, ReadContext, ReadItem } from '../importer.ts'
import { baseName } from '../members.ts'
import { readUnpackedMembers } from '../read-unpacked-members.ts'
import { matchOf, recognisedMembers, remark, type RecognisedMember } from '../recognised-members.ts'
import type { Source } from '../source.ts'
import { wholeJson } from '../whole-json.ts'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { filledTextAt } from '../fields.ts'
import { conversationFromJan } from './conversation.ts'

const formats = ['jan', 'jan-messages'] as const

export const janImporter: Importer = {
  id: 'jan',
  name: 'Jan',
  version: 2,
  howToExport: 'Drop the folder “threads” of Jan’s data folder, which its settings name.',
  detect: (source) => matchOf(source, formats),
  read,
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const { members, remarks } = await recognisedMembers(source, formats)
  yield* remarks
  const threads = new Map<string, RecognisedMember>()
  const messages: RecognisedMember[] = []
  for (const planned of members) {
    if (planned.formatId === 'jan') threads.set(folderOf(planned), planned)
    else messages.push({ ...planned, isLines: true, isSingle: false })
  }
  const heads = new Map<string, Json>()
  for (const planned of messages) {
    const thread = threads.get(folderOf(planned))
    if (thread === undefined) continue
    try {
      heads.set(folderOf(planned), await wholeJson(source, thread.member, context.signal))
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'cancelled') throw error
      yield remark(thread.member.name, `The name of the conversation could not be read. ${message}`)
    }
    threads.delete(folderOf(planned))
  }
  yield* readUnpackedMembers(source, context, messages, {
    unpack: (values, member) => {
      const thread = heads.get(folderOf({ member })) ?? null
      const title = isJsonObject(thread) ? filledTextAt(thread, 'title') : null
      return [{ title, thread, messages: [...values] }]
    },
    convert: conversationFromJan,
  })
  yield* readUnpackedMembers(source, context, [...threads.values()], {
    unpack: (values) => values.map((thread): Json => ({ thread, messages: null })),
    convert: conversationFromJan,
  })
}

/** The folder of a member with its `/`; the files of one conversation stand in one folder. */
function folderOf({ member }: Pick<RecognisedMember, 'member'>): string {
  return member.name.slice(0, member.name.length - baseName(member.name).length)
}
