/**
 * Reads the conversations that LM Studio keeps in its folder `conversations`: one `.conversation.json` each, alone or in
 * folders. What one says is conversation.ts's work.
 */
import { membersByName } from '../attached-files.ts'
import type { Importer } from '../importer.ts'
import type { Json } from '@shared/json.ts'
import type { Member } from '../source.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromLmStudio } from './conversation.ts'

export const lmStudioImporter: Importer = unpackingImporter({
  id: 'lm-studio',
  name: 'LM Studio',
  version: 2,
  howToExport: 'Drop the folder ~/.lmstudio/conversations (~/.cache/lm-studio in older versions).',
  recognisedAs: ['lm-studio'],
  unpackingIn: (source) => {
    const files = membersByName(source.members)
    return {
      unpack: (values) => values,
      convert: (record: Json, member: Member) =>
        conversationFromLmStudio(record, { path: `${source.path}/${member.name}`, files }),
    }
  },
})
