/**
 * Reads Cherry Studio's backup: a zip with `data.json` and the files of its conversations, or `data.json` alone.
 *
 * How its tables become conversations is tables.ts's work, what a conversation says conversation.ts's. Backups that hold
 * the browser's own database files in place of `data.json` are not read.
 */
import { membersByName } from '../attached-files.ts'
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromCherryStudio } from './conversation.ts'
import { conversationsIn } from './tables.ts'

export const cherryStudioImporter: Importer = unpackingImporter({
  id: 'cherry-studio',
  name: 'Cherry Studio',
  version: 2,
  howToExport: 'In the settings, where data is, make a backup. Drop the .zip.',
  recognisedAs: ['cherry-studio'],
  unpackingIn: (source) => {
    const members = membersByName(source.members)
    return {
      unpack: (values) => values.flatMap(conversationsIn),
      convert: (packed) => conversationFromCherryStudio(packed, members),
    }
  },
})
