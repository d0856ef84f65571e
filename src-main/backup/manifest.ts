/** The list that stands in every backup: what is in it and how it can be told to be whole. */
import { z } from 'zod'
import type { BackupFacts } from '@shared/backup.ts'
import { AppError } from '@shared/contract/app-error.ts'

export const manifestName = 'stemma-backup.json'
export const databaseName = 'archive.sqlite'
/** Stands at the beginning of the list, so that the first bytes tell what the file is. */
const format = 'stemma-backup'
export const backupVersion = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

const manifest = z.object({
  format: z.literal(format),
  version: z.literal(backupVersion),
  createdAt: count,
  /** The version of Stemma that wrote it. */
  stemma: z.string().max(64),
  /** `user_version` of its database. */
  schema: count,
  conversations: count,
  messages: count,
  /** Without this list itself. */
  members: z.array(z.object({ name: z.string(), size: count, sha256 })),
  /** Files that the archive itself had lost when the backup was made. */
  missing: z.array(z.string()),
})
export type Manifest = z.infer<typeof manifest>
export type ManifestMember = Manifest['members'][number]

export function manifestText(list: Omit<Manifest, 'format' | 'version'>): string {
  return `${JSON.stringify({ format, version: backupVersion, ...list })}\n`
}

/** What of a manifest's beginning tells that a file is a backup; null for any other text. */
export function backupVersionOf(head: string): number | null {
  const [, found] = /^\{"format":"stemma-backup","version":(\d{1,9})\b/.exec(head) ?? []
  return found === undefined ? null : Number(found)
}

/** @param name what a person calls the file. @throws AppError `corrupt-file`, `archive-newer` */
export function readManifest(text: string, name: string): Manifest {
  const found = backupVersionOf(text)
  if (found !== null && found > backupVersion) throw newerBackup(name)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new AppError('corrupt-file', `“${name}” is damaged: its list cannot be read.`, String(error))
  }
  const read = manifest.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new AppError(
      'corrupt-file',
      `“${name}” is damaged: its list is not one that Stemma writes.`,
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    )
  }
  checkNames(read.data.members, name)
  return read.data
}

export function newerBackup(name: string): AppError {
  return new AppError(
    'archive-newer',
    `“${name}” was made by a newer version of Stemma. Nothing was changed; update Stemma, then try again.`,
  )
}

export function factsOf({ members, missing: _missing, ...list }: Manifest): BackupFacts {
  const { createdAt, stemma, schema, conversations, messages } = list
  const bytes = members.reduce((sum, { size }) => sum + size, 0)
  return { createdAt, stemma, schema, conversations, messages, bytes, members: members.length }
}

/** A part of a path that is the same name on every system and hides nothing. */
const plain = String.raw`(?![. ])[^\p{Cc}\\/:*?"<>|]{1,200}(?<![. ])`
const shapes = [
  /^archive\.sqlite$/,
  /^(?:files|originals)\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/,
  new RegExp(`^datasets/${plain}/${plain}$`, 'u'),
  /^html-archives\/conversations_[a-z0-9._-]{1,150}\.html$/,
]

/** Whether a name is one that a backup may hold: none that leads anywhere but into its own folder. */
export function isMemberName(name: string): boolean {
  return shapes.some((shape) => shape.test(name))
}

function checkNames(members: readonly ManifestMember[], name: string): void {
  const seen = new Set<string>()
  for (const member of members) {
    // Many file systems take names that differ in case, or in how accents are written, for the same.
    const key = member.name.normalize('NFC').toLowerCase()
    if (isMemberName(member.name) && !seen.has(key)) {
      seen.add(key)
      continue
    }
    throw new AppError(
      'corrupt-file',
      `“${name}” was refused: its list holds a name that no backup has. Nothing was written.`,
      member.name.slice(0, 200),
    )
  }
  if (!seen.has(databaseName)) {
    throw new AppError('corrupt-file', `“${name}” is no whole backup: there is no database in it.`)
  }
}
