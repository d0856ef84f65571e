/**
 * The files of one message: which its parts name, which only its metadata does, and which its text links to.
 *
 * Finding their bytes is assets.ts's work.
 */
import type { AttachmentPart, Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt, leftOver, numberAt, objectsAt, partExtra } from '../fields.ts'
import { attachmentPart, filledIn, withUniqueRef } from '../attachment-part.ts'
import { kindOfMime } from '../mime.ts'

/** How a text links to a file that the assistant made; only the name after it is known of the file. */
const sandboxLink = /\]\((sandbox:\/mnt\/data\/[^)\n]+)\)/g
/** How each of these begins. Every text is looked through for it, which is quick where the first sign is a rare one. */
const sandboxLinkStart = '](sandbox:/mnt/data/'

/** The ids inside an asset pointer, most telling first: `sediment://a1b2#file_c3#p_0.png` names two and a page. */
export function idsOfPointer(pointer: string): readonly string[] {
  return pointer
    .replace(/^[a-z-]+:\/\//i, '')
    .split('#')
    .filter((id) => id !== '')
}

/** Adds to the parts of a message the files that only its metadata or links in its text name; each ref once. */
export function withFiles(parts: readonly Part[], metadata: JsonObject): Part[] {
  if (!namesFiles(parts, metadata)) return [...parts]
  const uploads = new Map<string, JsonObject>()
  for (const upload of objectsAt(metadata, 'attachments')) {
    const id = filledTextAt(upload, 'id', 'file_id', 'name')
    if (id !== null) uploads.set(sameId(id), upload)
  }
  const refs = new Set<string>()
  const named = parts.map((part) =>
    part.type === 'attachment' ? withUniqueRef(withUpload(part, uploads), refs) : part,
  )
  const others = [...uploads.values()].map((upload) => withUniqueRef(partOfUpload(upload), refs))
  const made = parts.flatMap((part) => (part.type === 'text' ? [...part.text.matchAll(sandboxLink)] : []))
  const links = [...new Set(made.map((found) => found[1] ?? ''))].filter((link) => !refs.has(link))
  return [...named, ...others, ...links.map(partOfSandboxLink)]
}

/** Whether there is anything to look up: in most messages there is not. */
function namesFiles(parts: readonly Part[], metadata: JsonObject): boolean {
  if (metadata['attachments'] !== undefined) return true
  return parts.some(
    (part) => part.type === 'attachment' || (part.type === 'text' && part.text.includes(sandboxLinkStart)),
  )
}

/** The name of a file that a sandbox link leads to; null for any other ref. */
export function sandboxName(ref: string): string | null {
  const path = /^sandbox:\/mnt\/data\/(.+)$/.exec(ref)?.[1]
  if (path === undefined) return null
  try {
    return decodeURIComponent(path)
  } catch {
    // A name with a percent sign of its own is no escaped one.
    return path
  }
}

/** Fills in what the metadata of the message knows of a file that a part names, and takes it off the list. */
function withUpload(part: AttachmentPart, uploads: Map<string, JsonObject>): AttachmentPart {
  for (const id of idsOfPointer(part.ref)) {
    const upload = uploads.get(sameId(id))
    if (!upload) continue
    uploads.delete(sameId(id))
    return filledIn(part, partOfUpload(upload))
  }
  return part
}

const heldOfUpload = new Set(['id', 'name', 'mime_type', 'mimeType', 'size', 'width', 'height'])

function partOfUpload(upload: JsonObject): AttachmentPart {
  const mime = filledTextAt(upload, 'mime_type', 'mimeType')
  const name = filledTextAt(upload, 'name')
  return attachmentPart({
    kind: kindOfMime(mime, name),
    ref: filledTextAt(upload, 'id', 'file_id', 'name') ?? 'file',
    name,
    mime,
    size: numberAt(upload, 'size'),
    width: numberAt(upload, 'width'),
    height: numberAt(upload, 'height'),
    ...partExtra(leftOver(upload, heldOfUpload)),
  })
}

function partOfSandboxLink(ref: string): AttachmentPart {
  const name = sandboxName(ref)?.split('/').at(-1) ?? null
  return attachmentPart({ kind: kindOfMime(null, name), ref, name })
}

/** The id as both spellings of the product have it: `file-` until 2025, `file_` since. */
function sameId(id: string): string {
  return id.replace(/^file[-_]/, 'file-')
}
