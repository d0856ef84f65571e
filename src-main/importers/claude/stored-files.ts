/**
 * Finds the bytes of files that Claude's records name. Official exports hold none; published artifacts and what tools
 * save beside a conversation are found by the ids in their paths.
 */
import type { Message } from '@shared/conversation.ts'
import { plainRef } from '../attachment-part.ts'
import type { AttachedFile } from '../importer.ts'
import { baseName } from '../members.ts'
import { mimeOfName } from '../mime.ts'
import type { Member } from '../source.ts'

export interface StoredFiles {
  /** The member that holds the file with an id; one of its name only inside a folder meant for files. */
  find(id: string, name: string | null): string | null
  /** All members in a folder that is called by an id, without those that hold records. */
  inFolder(id: string): readonly string[]
}

/** The files of an export without any. */
export const noFiles: StoredFiles = { find: () => null, inFolder: () => [] }

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
const uuids = new RegExp(uuid, 'gi')

/** Makes the index of a source's members. `records` are the names of those that hold conversations. */
export function storedFiles(members: readonly Member[], records: ReadonlySet<string>): StoredFiles {
  const byId = new Map<string, string>()
  const byName = new Map<string, string>()
  const folders = new Map<string, string[]>()
  for (const { name } of members) {
    if (records.has(name)) continue
    const base = baseName(name)
    for (const [id] of base.matchAll(uuids)) byId.set(id.toLowerCase(), name)
    for (const folder of new Set(name.split('/').slice(0, -1))) {
      const inside = folders.get(folder)
      if (inside) inside.push(name)
      else folders.set(folder, [name])
    }
    if (/(^|\/)(?:files|attachments|uploads)\//i.test(name)) byName.set(base, name)
  }
  return {
    find: (id, name) =>
      byId.get(id.toLowerCase()) ??
      // A folder that is called by the id of a file holds that file and nothing else.
      (uuid.test(id) ? onlyOf(folders.get(id)) : null) ??
      (name === null ? null : (byName.get(name) ?? null)),
    inFolder: (id) => folders.get(id) ?? [],
  }
}

function onlyOf(names: readonly string[] | undefined): string | null {
  return names?.length === 1 ? (names[0] ?? null) : null
}

const noBytes = 'Claude’s exports hold no files'
const textOnly = 'Claude’s exports hold only the text of this file'

/** What is known of the bytes of the files that a message names. */
export function filesOfMessage(message: Message, stored: StoredFiles): AttachedFile[] {
  const texts = new Set(message.parts.flatMap((part) => (part.type === 'context' ? [part.title] : [])))
  return message.parts.flatMap((part): AttachedFile[] => {
    if (part.type !== 'attachment') return []
    const member = stored.find(plainRef(part.ref), part.name)
    const missing = part.name !== null && texts.has(part.name) ? textOnly : noBytes
    return [
      {
        ref: part.ref,
        messageId: message.id,
        member,
        mime: part.mime ?? (member === null ? null : mimeOfName(member)),
        missing: member === null ? missing : null,
      },
    ]
  })
}
