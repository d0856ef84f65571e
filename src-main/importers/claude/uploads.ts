/**
 * What a person has attached to a Claude message. The export holds the text that Claude drew out of documents, and of
 * everything else the names.
 */
import type { AttachmentPart, Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { attachmentPart, filledIn, withUniqueRef } from '../attachment-part.ts'
import { filledTextAt, leftOver, numberAt, objectsAt, partExtra } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { remainderOf } from './raw-shape.ts'

const heldOfFile = new Set([
  'file_uuid',
  'uuid',
  'id',
  'file_name',
  'name',
  'file_size',
  'size_bytes',
  'file_type',
])
const heldOfAttachment = new Set(['file_name', 'extracted_content'])

/** Adds to the parts of a message the texts and files attached to it, and gives each file a ref of its own. */
export function withUploads(parts: readonly Part[], message: JsonObject): Part[] {
  const attachments = objectsAt(message, 'attachments')
  const texts = attachments.filter(hasText).map(textOfAttachment)
  const files = new Map<string, AttachmentPart>()
  addFiles(
    files,
    attachments.filter((attachment) => !hasText(attachment)),
  )
  addFiles(files, objectsAt(message, 'files'))
  addFiles(files, objectsAt(message, 'files_v2'))

  const named = parts.map((part) => {
    const file = part.type === 'attachment' ? files.get(part.ref) : undefined
    if (part.type !== 'attachment' || file === undefined) return part
    files.delete(part.ref)
    return filledIn(part, file)
  })
  const refs = new Set<string>()
  return [...named, ...texts, ...files.values()].map((part) =>
    part.type === 'attachment' ? withUniqueRef(part, refs) : part,
  )
}

function hasText(attachment: JsonObject): boolean {
  return filledTextAt(attachment, 'extracted_content') !== null
}

/** What a text is called that was pasted without a name. */
const pastedText = 'Pasted text'

function textOfAttachment(attachment: JsonObject): Part {
  return {
    type: 'context',
    title: filledTextAt(attachment, 'file_name') ?? pastedText,
    text: filledTextAt(attachment, 'extracted_content') ?? '',
    ...partExtra(leftOver(attachment, heldOfAttachment)),
  }
}

/**
 * Adds the files of one list. `files` and `files_v2` name the same ones, the second with more about them; without ids
 * the first `image.png` of one list is the first of the other.
 */
function addFiles(files: Map<string, AttachmentPart>, list: readonly JsonObject[]): void {
  const copies = new Map<string, number>()
  for (const file of list) {
    const part = partOfFile(file)
    const id = idOf(file)
    const copy = (copies.get(part.ref) ?? 0) + 1
    copies.set(part.ref, copy)
    const key = id ?? `${part.ref} ${copy}`
    const known = files.get(key)
    files.set(key, known === undefined ? part : filledIn(known, part))
  }
}

function partOfFile(file: JsonObject): AttachmentPart {
  const name = filledTextAt(file, 'file_name', 'name')
  const type = filledTextAt(file, 'file_type')
  const mime = type?.includes('/') ? type : null
  return attachmentPart({
    kind: file['file_kind'] === 'image' ? 'image' : kindOfMime(mime, name),
    ref: idOf(file) ?? name ?? 'file',
    name,
    mime,
    size: numberAt(file, 'file_size') ?? numberAt(file, 'size_bytes'),
    ...partExtra({
      ...remainderOf(file, heldOfFile),
      file_type: mime === null ? file['file_type'] : undefined,
    }),
  })
}

function idOf(file: JsonObject): string | null {
  return filledTextAt(file, 'file_uuid', 'uuid', 'id')
}
