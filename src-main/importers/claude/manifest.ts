/**
 * The list that claude.ai has handed out in place of the export itself since August 2026: it names the zips and where each
 * can be downloaded, once.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt, objectsAt } from '../fields.ts'
import type { Member } from '../source.ts'

/** The names of the zips that a list promises, each once, without the one in which only the account is. */
export function zipsInManifest(raw: Json): readonly string[] {
  if (!isJsonObject(raw)) return []
  const files = objectsAt(raw, 'data_files').filter((file) => file['category'] !== 'light_metadata')
  return [...new Set(files.flatMap((file) => filledTextAt(file, 'filename', 'name') ?? []))]
}

/** Those of the zips that are neither among the members nor unpacked into a folder of their name. */
export function absentZips(zips: readonly string[], members: readonly Member[]): readonly string[] {
  const folders = new Set(members.flatMap(({ name }) => name.split('/')))
  return zips.filter((zip) => !folders.has(zip) && !folders.has(zip.replace(/\.zip$/i, '')))
}

/** The refusal of a list that came alone: what it is, and which files to import in its place. */
export function refusalOfManifest(name: string, zips: readonly string[]): AppError {
  const list = zips.length === 0 ? 'the zips it lists' : zips.join(', ')
  return new AppError(
    'unsupported-file',
    `“${name}” is only the list of downloads of a Claude export and holds no conversations. Open its links in the browser in which you are signed in to Claude (each works once), then drop the zips here: ${list}.`,
  )
}
