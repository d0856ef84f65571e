/** The files of messages whose product writes only their names into its export. */
import type { Message } from '@shared/conversation.ts'
import { withUniqueRef } from './attachment-part.ts'
import type { AttachedFile } from './importer.ts'

/**
 * Makes the refs of each message's files unique, and says of each file why its bytes are not there: `reason`, or that
 * they stand in the message itself.
 */
export function withNamedFiles(
  messages: readonly Message[],
  reason: string,
): { readonly messages: readonly Message[]; readonly files: readonly AttachedFile[] } {
  const files: AttachedFile[] = []
  const named = messages.map((message) => {
    if (!message.parts.some((part) => part.type === 'attachment')) return message
    const refs = new Set<string>()
    const parts = message.parts.map((part) => {
      if (part.type !== 'attachment') return part
      const unique = withUniqueRef(part, refs)
      const missing = part.ref.startsWith('data:') ? 'stands inside the message as text' : reason
      files.push({ ref: unique.ref, messageId: message.id, member: null, mime: part.mime, missing })
      return unique
    })
    return { ...message, parts }
  })
  return { messages: named, files }
}
