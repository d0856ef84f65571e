/** Making and joining attachment parts. */
import type { AttachmentPart, Message, Part } from '@shared/conversation.ts'
import { partExtra } from './fields.ts'
import type { AttachedFile } from './importer.ts'

/** An attachment part of what is known; everything else of it is null. */
export function attachmentPart(
  known: Pick<AttachmentPart, 'kind' | 'ref'> & Partial<Omit<AttachmentPart, 'type' | 'kind' | 'ref'>>,
): AttachmentPart {
  return {
    type: 'attachment',
    name: null,
    mime: null,
    size: null,
    width: null,
    height: null,
    description: null,
    ...known,
  }
}

/** The part with its gaps filled from another one of the same file. */
export function filledIn(part: AttachmentPart, other: AttachmentPart): AttachmentPart {
  return {
    ...part,
    name: part.name ?? other.name,
    mime: part.mime ?? other.mime,
    size: part.size ?? other.size,
    width: part.width ?? other.width,
    height: part.height ?? other.height,
    description: part.description ?? other.description,
    ...partExtra({ ...other.extra, ...part.extra }),
  }
}

/** The part under a ref that is not in `refs` yet: the same picture may be shown twice, a ref names one part. */
export function withUniqueRef(part: AttachmentPart, refs: Set<string>): AttachmentPart {
  let ref = part.ref
  for (let copy = 2; refs.has(ref); copy++) ref = `${part.ref}#copy-${copy}`
  refs.add(ref)
  return ref === part.ref ? part : { ...part, ref }
}

/** The parts of one message, each attachment under a ref of its own. */
export function withUniqueRefs(parts: readonly Part[]): readonly Part[] {
  const refs = new Set<string>()
  return parts.map((part) => (part.type === 'attachment' ? withUniqueRef(part, refs) : part))
}

/** The attachments of messages whose files the source never holds, for the reason that is given. */
export function filesNotHere(messages: readonly Message[], missing: string): AttachedFile[] {
  return messages.flatMap((message) =>
    message.parts.flatMap((part): AttachedFile[] => {
      if (part.type !== 'attachment') return []
      const reason = part.ref.startsWith('data:') ? 'stands inside the message as text' : missing
      return [{ ref: part.ref, messageId: message.id, member: null, mime: part.mime, missing: reason }]
    }),
  )
}

/** The ref without the mark that makes it unique. */
export function plainRef(ref: string): string {
  return ref.replace(/#copy-\d+$/, '')
}
