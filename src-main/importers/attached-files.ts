/** What is known of the bytes behind the attachment parts of messages. Where a product keeps them is the importers' knowledge. */
import type { AttachmentPart, Message } from '@shared/conversation.ts'
import { plainRef } from './attachment-part.ts'
import type { AttachedFile } from './importer.ts'
import { baseName } from './members.ts'
import { mimeOfName } from './mime.ts'
import type { Member } from './source.ts'

/**
 * A file for every attachment part. `find` names the member that holds the bytes, or null; it is not asked for bytes that
 * stand in the message itself. `missing` is what a person is told where it finds none.
 */
export function attachedFiles(
  messages: readonly Message[],
  missing: string,
  find: (part: AttachmentPart) => string | null = () => null,
): AttachedFile[] {
  return messages.flatMap((message) =>
    message.parts.flatMap((part): AttachedFile[] => {
      if (part.type !== 'attachment') return []
      const common = { ref: part.ref, messageId: message.id }
      if (part.ref.startsWith('data:')) {
        return [{ ...common, member: null, mime: part.mime, missing: 'stands inside the message as text' }]
      }
      const member = find({ ...part, ref: plainRef(part.ref) })
      return member === null
        ? [{ ...common, member, mime: part.mime, missing }]
        : [{ ...common, member, mime: part.mime ?? mimeOfName(member), missing: null }]
    }),
  )
}

/** The members of a source by the last part of their names; of several of one name the first. */
export function membersByName(members: readonly Member[]): ReadonlyMap<string, string> {
  return new Map(members.toReversed().map(({ name }) => [baseName(name), name]))
}
