/** Pictures, sounds and films as part of the page itself: as data addresses, up to a size; of larger ones a card is left. */
import { readFileSync, statSync } from 'node:fs'
import type { Attachment, AttachmentPart, Conversation, Message } from '@shared/conversation.ts'
import { fileLine, inlineAddress } from '@shared/html-archive.ts'

/** What browsers show in a page; anything else leaves a card with its name in any case. */
const shownKinds = new Set<AttachmentPart['kind']>(['image', 'audio', 'video'])
const usualMime = { image: 'image/png', audio: 'audio/mpeg', video: 'video/mp4', file: '' } as const
const plainMime = /^(?:image|audio|video)\/[a-z0-9.+-]{1,60}$/

export interface InlinedFiles {
  /** The attachments as they can be shown: what is not written into the page is missing, with the reason. */
  attachmentsOf(message: Message): readonly Attachment[]
  /** The data address of a file that `attachmentsOf` has left standing. */
  fileUrl(hash: string): string
  /** Of a conversation whose messages are written: the files that no page shows, as lines of data. */
  unshownFiles(conversation: Conversation): Generator<string>
  /** Files that are in the archive and not in the page, counted as often as they are named. */
  readonly leftOut: number
}

export interface InlineLimits {
  /** Bytes of the largest file; 0 leaves all out, null none. */
  readonly largest: number | null
  /** Full path of a stored file by its SHA-256. */
  fileOf(hash: string): string
}

export function inlinedFiles(limits: InlineLimits): InlinedFiles {
  const { largest } = limits
  const mimes = new Map<string, string>()
  /** Hashes of the files whose bytes stand in the page. */
  const written = new Set<string>()
  let leftOut = 0

  function isSmall(size: number): boolean {
    return largest === null || size <= largest
  }

  function shown(attachment: Attachment, part: AttachmentPart): Attachment {
    const { hash } = attachment
    if (hash === null || !shownKinds.has(part.kind)) return attachment
    const size = sizeOf(limits.fileOf(hash))
    if (size !== null && isSmall(size)) {
      const mime = (attachment.mime ?? part.mime ?? '').toLowerCase()
      mimes.set(hash, plainMime.test(mime) ? mime : usualMime[part.kind])
      return attachment
    }
    leftOut += 1
    const missing =
      size === null
        ? 'its file could not be read'
        : `left out of this page for its size; SHA-256 ${hash.slice(0, 12)}…`
    return { ...attachment, hash: null, missing }
  }

  function base64Of(hash: string): string {
    return readFileSync(limits.fileOf(hash)).toString('base64')
  }

  return {
    attachmentsOf: ({ parts, attachments }) =>
      attachments.map((attachment) => {
        const part = parts.find((one) => one.type === 'attachment' && one.ref === attachment.ref)
        return part?.type === 'attachment' ? shown(attachment, part) : attachment
      }),
    fileUrl(hash) {
      written.add(hash)
      return inlineAddress(mimes.get(hash) ?? usualMime.image, hash, base64Of(hash))
    },
    *unshownFiles({ messages }) {
      for (const { hash } of messages.flatMap(({ attachments }) => attachments)) {
        if (hash === null || written.has(hash)) continue
        const size = sizeOf(limits.fileOf(hash))
        if (size === null || !isSmall(size)) continue
        written.add(hash)
        yield fileLine(inlineAddress('application/octet-stream', hash, base64Of(hash)))
      }
    },
    get leftOut() {
      return leftOut
    },
  }
}

/** Null for a file that is not there. */
function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null
}
