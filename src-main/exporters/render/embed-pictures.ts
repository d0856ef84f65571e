/** Stored pictures inside of a page: as addresses that hold the picture itself. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Attachment, Message } from '@shared/conversation.ts'

/** Bytes of the largest picture that is put into a page. */
const largestPicture = 8_000_000

interface Embedded {
  /** The messages; a picture that is not in the page says why instead. */
  readonly messages: readonly Message[]
  /** The address of a picture by its SHA-256; it is read when it is asked for. */
  readonly fileUrl: (hash: string) => string
}

/** Prepares the pictures of messages for a page that stands alone: `named` puts none of them in. */
export function embedPictures(
  messages: readonly Message[],
  how: 'embedded' | 'named',
  fileOf: (hash: string) => string,
): Embedded {
  const mimes = new Map<string, string>()
  const prepared = messages.map((message) => {
    if (message.attachments.every(({ hash }) => hash === null)) return message
    const attachments = message.attachments.map((attachment): Attachment => {
      const { hash, ref } = attachment
      const part = message.parts.find((one) => one.type === 'attachment' && one.ref === ref)
      if (hash === null || part?.type !== 'attachment' || part.kind !== 'image') return attachment
      const reason = how === 'named' ? 'left out of this page' : reasonAgainst(fileOf(hash))
      if (reason !== null) return { ...attachment, hash: null, missing: reason }
      mimes.set(hash, attachment.mime ?? part.mime ?? 'image/png')
      return attachment
    })
    return { ...message, attachments }
  })
  return {
    messages: prepared,
    fileUrl: (hash) => {
      const mime = (mimes.get(hash) ?? '').replace(/[^\w.+/-]/g, '')
      return `data:${mime};base64,${readFileSync(fileOf(hash)).toString('base64')}`
    },
  }
}

function reasonAgainst(path: string): string | null {
  if (!existsSync(path)) return 'no longer in the archive'
  const { size } = statSync(path)
  return size > largestPicture ? `too large for this page: ${Math.round(size / 1_000_000)} MB` : null
}
