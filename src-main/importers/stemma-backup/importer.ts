/**
 * Reads backups of Stemma: every conversation comes back with its tree, its files, and what its reader had made of it.
 *
 * Restoring a whole archive is src-main/backup's work; here a backup is one more file that conversations come from.
 */
import { createHash } from 'node:crypto'
import { AppError } from '@shared/contract/app-error.ts'
import type { Conversation } from '@shared/conversation.ts'
import {
  backupVersion,
  backupVersionOf,
  databaseName,
  manifestName,
  newerBackup,
} from '../../backup/manifest.ts'
import type { AttachedFile, Importer, ReadContext, ReadItem } from '../importer.ts'
import type { Member, Source } from '../source.ts'
import { storedConversations } from './stored-conversations.ts'

/** Enough of a list to know it by. */
const headBytes = 64

export const stemmaBackupImporter: Importer = {
  id: 'stemma-backup',
  name: 'Stemma backup',
  version: 1,
  howToExport: 'Backups that Stemma wrote: Settings → Backup.',
  isKept: false,
  async detect(source) {
    // One of a newer version too, so that nobody takes a dataset in it for what it is.
    return (await versionOf(source)) === null ? null : { reason: 'because of its manifest' }
  },
  read,
}

/** A backup, or the folder that one was unpacked into. */
async function versionOf(source: Source): Promise<number | null> {
  const list = source.kind === 'file' ? undefined : memberOf(source, manifestName)
  return list === undefined ? null : backupVersionOf((await source.head(list, headBytes)).toString('utf8'))
}

function memberOf(source: Source, name: string): Member | undefined {
  return source.members.find((member) => member.name === name)
}

/** @throws AppError `archive-newer`, `corrupt-file` where nothing of it can be read */
async function* read(source: Source, { signal }: ReadContext): AsyncGenerator<ReadItem> {
  const version = await versionOf(source)
  if (version === null) return
  if (version > backupVersion) throw newerBackup(source.name)
  const database = memberOf(source, databaseName)
  if (database === undefined) {
    throw new AppError('corrupt-file', `“${source.name}” is a backup of Stemma without its database.`)
  }
  const members = new Map(source.members.map((member) => [member.name, member]))
  const bytesOf = (hash: string): Pick<AttachedFile, 'member' | 'read'> | null => {
    const member = members.get(`files/${hash.slice(0, 2)}/${hash}`)
    return member === undefined ? null : { member: member.name, read: () => checked(source, member, hash) }
  }
  let number = 0
  for await (const { total, ...stored } of storedConversations(source, database, signal)) {
    if (signal.aborted) throw new AppError('cancelled', 'Reading was cancelled.')
    number += 1
    // The bytes of one conversation are nobody's to know here; the share of them all is.
    const position = { bytes: Math.round((database.size * number) / total), totalBytes: database.size }
    const place = `conversation ${number}`
    if (stored.kind === 'failed') {
      yield { kind: 'failed', where: `${place} ("${stored.title}")`, reason: stored.reason, position }
      continue
    }
    const { conversation, origin } = stored
    const title = origin.reader.title ?? conversation.title
    yield {
      kind: 'conversation',
      place: title === null ? place : `${place} ("${title}")`,
      fingerprint: null,
      conversation: withoutFiles(conversation),
      files: filesOf(conversation, bytesOf),
      origin,
      position,
    }
  }
}

/** What is known of their bytes here is told by the files. */
function withoutFiles(conversation: Conversation): Conversation {
  return {
    ...conversation,
    messages: conversation.messages.map((message) => ({ ...message, attachments: [] })),
  }
}

function filesOf(
  { messages }: Conversation,
  bytesOf: (hash: string) => Pick<AttachedFile, 'member' | 'read'> | null,
): AttachedFile[] {
  return messages.flatMap((message) =>
    message.attachments.map(({ ref, hash, mime, missing }): AttachedFile => {
      const known = { ref, messageId: message.id, mime }
      const bytes = hash === null ? null : bytesOf(hash)
      if (bytes !== null) return { ...known, ...bytes, missing: null }
      return { ...known, member: null, missing: missing ?? 'not in this backup' }
    }),
  )
}

async function* checked(
  source: Source,
  member: Member,
  hash: string,
): AsyncGenerator<Buffer, void, undefined> {
  const found = createHash('sha256')
  for await (const chunk of source.read(member)) {
    found.update(chunk)
    yield chunk
  }
  if (found.digest('hex') === hash) return
  throw new AppError(
    'corrupt-file',
    `“${member.name}” is damaged: its bytes are not those that were backed up.`,
  )
}
