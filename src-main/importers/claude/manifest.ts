/**
 * The list that claude.ai has handed out in place of the export itself since August 2026: it names the zips and where each
 * can be downloaded, once.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt, objectsAt } from '../fields.ts'
import type { Source } from '../source.ts'
import { WantedFiles } from '../wanted-files.ts'

/** The names of the zips that a list promises, each once, without the one in which only the account is. */
export function zipsInManifest(raw: Json): readonly string[] {
  if (!isJsonObject(raw)) return []
  const files = objectsAt(raw, 'data_files').filter((file) => file['category'] !== 'light_metadata')
  return [...new Set(files.flatMap((file) => filledTextAt(file, 'filename', 'name') ?? []))]
}

/** Those of the zips that are neither parts or members of the source nor unpacked into a folder of their name. */
export function absentZips(
  zips: readonly string[],
  { members, partNames = [] }: Pick<Source, 'members' | 'partNames'>,
): readonly string[] {
  const here = new Set(members.flatMap(({ name }) => name.split('/')))
  // A browser adds “(1)” to a name that is there already.
  for (const name of partNames) here.add(name.replace(/ ?\(\d+\)(?=\.zip$)/i, ''))
  return zips.filter((zip) => !here.has(zip) && !here.has(zip.replace(/\.zip$/i, '')))
}

/** The refusal of a list that came alone: what it is, and which files to import in its place. */
export function refusalOfManifest(name: string, zips: readonly string[]): WantedFiles {
  const list = zips.length === 0 ? 'the zips it lists' : zips.join(', ')
  return new WantedFiles(
    `“${name}” is only the list of downloads of a Claude export and holds no conversations. Open its links in the browser in which you are signed in to Claude (each works once), then drop the zips here, best all together: ${list}.`,
    zips,
  )
}
