/**
 * Reads Grok's data export (accounts.x.ai): `prod-grok-backend.json` in a zip, a zip in a zip, a folder or alone, with the
 * files beside it.
 *
 * What a record means is conversation.ts's work.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Importer, ReadContext, ReadItem } from '../importer.ts'
import { records } from '../json/records.ts'
import { recognisedMembers, remark } from '../recognised-members.ts'
import { recordImporter } from '../record-importer.ts'
import type { Member, Source } from '../source.ts'
import { assetFinder } from './assets.ts'
import { conversationFromGrok } from './conversation.ts'

const conversations = recordImporter({
  id: 'grok',
  name: 'Grok',
  version: 1,
  howToExport:
    'In the settings, where privacy and data are, export the data of the account. Drop the .zip that comes of it.',
  recognisedAs: ['grok'],
  convertIn(source) {
    const findAsset = assetFinder(source)
    return (record) => conversationFromGrok(record, findAsset)
  },
})

/** What the export holds beside conversations, by the key of its list. */
const leftOut = [
  ['projects', 'projects'],
  ['tasks', 'scheduled tasks'],
  ['media_posts', 'pictures and films made outside conversations'],
] as const

export const grokImporter: Importer = {
  ...conversations,
  async *read(source, context) {
    yield* conversations.read(source, context)
    const { members } = await recognisedMembers(source, ['grok'])
    for (const { member, listPath } of members) {
      if (listPath !== null) yield* remarksOn(source, member, context)
    }
  },
}

/** Says how much of a member was left out on purpose. */
async function* remarksOn(source: Source, member: Member, context: ReadContext): AsyncGenerator<ReadItem> {
  const found: string[] = []
  for (const [path, what] of leftOut) {
    const count = await lengthOfList(source, member, path, context.signal)
    if (count > 0) found.push(`${what} (${count})`)
  }
  if (found.length > 0) {
    yield remark(member.name, `Left out, because they belong to no conversation: ${found.join(', ')}.`)
  }
}

async function lengthOfList(
  source: Source,
  member: Member,
  path: string,
  signal: AbortSignal,
): Promise<number> {
  let count = 0
  try {
    for await (const { index } of records(source, member, { signal, path })) count = index + 1
  } catch (error) {
    const { kind } = toErrorValue(error)
    // No such list, or the damage that was told when the conversations were read.
    if (kind !== 'unsupported-file' && kind !== 'corrupt-file') throw error
  }
  return count
}
