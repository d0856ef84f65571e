/**
 * `export_manifest.json`, in ChatGPT's exports since 2026: which files there are, and into which pieces the one
 * `conversations.json` of old is cut.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt, listAt, objectAt } from '../fields.ts'
import { baseName } from '../members.ts'
import type { Member } from '../source.ts'

export interface Manifest {
  /** Paths of the files that hold conversations, in their order. */
  readonly conversationFiles: readonly string[]
  /** Paths of all other files it lists. */
  readonly otherFiles: readonly string[]
}

/** Reads a manifest; whatever is missing in it is an empty list. */
export function manifestOf(raw: Json): Manifest {
  const manifest = isJsonObject(raw) ? raw : {}
  const logical = objectAt(manifest, 'logical_files')
  const conversationFiles = Object.keys(logical)
    .filter((name) => /^conversations(\.json)?$/.test(name))
    .flatMap((name) => pathsIn(listAt(objectAt(logical, name), 'files')))
  const others = [
    ...Object.entries(logical).flatMap(([, entry]) =>
      isJsonObject(entry) ? pathsIn(listAt(entry, 'files')) : [],
    ),
    ...pathsIn(listAt(manifest, 'export_files')),
  ]
  const listed = new Set(conversationFiles)
  return {
    conversationFiles: [...listed],
    otherFiles: [...new Set(others)].filter((path) => !listed.has(path)),
  }
}

/** The member that a path of a manifest means: beside the manifest, else anywhere under that name. */
export function memberAt(path: string, manifest: Member, members: readonly Member[]): Member | null {
  const folder = manifest.name.slice(0, manifest.name.length - baseName(manifest.name).length)
  return (
    members.find(({ name }) => name === folder + path) ??
    members.find(({ name }) => name === path || name.endsWith(`/${path}`)) ??
    members.find(({ name }) => baseName(name) === baseName(path)) ??
    null
  )
}

function pathsIn(files: readonly Json[]): string[] {
  return files.flatMap((file) => {
    if (typeof file === 'string') return file === '' ? [] : [file]
    return isJsonObject(file) ? (filledTextAt(file, 'path', 'name') ?? []) : []
  })
}
