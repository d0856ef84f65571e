/**
 * Takes files that stand in messages as base64 out of them: their bytes are stored as those of any attachment, and a mark
 * (src-shared/stored-data.ts) stands in their place, by which an export writes the very same text again.
 *
 * In data URLs they are found anywhere in what messages keep beside their text; bare base64 only where an importer has
 * said that a file stands in the message. What would not be written again as the same characters stays.
 */
import { changeStrings, changeStringsBeside } from '@shared/change-strings.ts'
import type { AttachmentPart, Conversation, Message } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { markOfData } from '@shared/stored-data.ts'
import type { StoredAttachment } from '../archive/save-conversation.ts'

/** Containers inside containers: what is nested deeper is left to `changeStrings`. */
const deepestLook = 100
/** Bare base64 that is shorter may be a word. */
const shortestBare = 64

export interface Stowed {
  readonly conversation: Conversation
  readonly files: readonly StoredAttachment[]
  /** How many of the files were said to be missing and are stored now. */
  readonly found: number
}

/**
 * Stores what stands as base64 in the messages of a conversation. Without any, both are answered as they came.
 *
 * @param files what is known of its files so far
 * @param store stores bytes and answers their SHA-256 in hex
 */
export async function stowData(
  conversation: Conversation,
  files: readonly StoredAttachment[],
  store: (chunks: AsyncIterable<Buffer>, mime: string | null) => Promise<string>,
): Promise<Stowed> {
  const changed = new Map<Message, Message>()
  const stored = new Map<string, StoredAttachment>()
  for (const message of conversation.messages) {
    const texts = dataTexts(message)
    if (texts.size === 0) continue
    const marks = new Map<string, string>()
    for (const [text, { ref, mime, prefix, base64 }] of texts) {
      const bytes = Buffer.from(base64, 'base64')
      const hash = await store(chunksOf(bytes), mime)
      marks.set(text, markOfData({ hash, prefix }))
      const file = { messageId: message.id, ref: ref ?? `data:${hash}`, hash, mime, missing: null }
      stored.set(keyOf(file), file)
    }
    changed.set(
      message,
      changeStringsBeside(message, (text) => marks.get(text) ?? text),
    )
  }
  if (changed.size === 0) return { conversation, files, found: 0 }
  const known = files.map((file) => {
    const key = keyOf(file)
    const now = stored.get(key)
    if (now === undefined || file.hash !== null) return file
    stored.delete(key)
    return { ...now, mime: file.mime ?? now.mime }
  })
  return {
    conversation: {
      ...conversation,
      messages: conversation.messages.map((message) => changed.get(message) ?? message),
    },
    files: [...known, ...stored.values()],
    found: files.filter(({ hash }, index) => hash === null && known[index]?.hash !== null).length,
  }
}

interface DataText {
  /** `ref` of the attachment part whose bytes they are; null for what no part tells of. */
  readonly ref: string | null
  readonly mime: string | null
  readonly prefix: string
  readonly base64: string
}

/** The texts of a message that are files, each once. */
function dataTexts(message: Message): Map<string, DataText> {
  const found = new Map<string, DataText>()
  const look = (ref: string | null) => (text: string) => {
    const data = dataUrl(text)
    if (data !== null && !found.has(text)) found.set(text, { ...data, ref })
    return text
  }
  for (const part of message.parts) {
    if (part.type === 'unknown') changeStrings(part.raw, look(null))
    if (part.extra === undefined) continue
    const isHere = part.type === 'attachment' && part.ref.startsWith('data:')
    if (!isHere && !mayHoldDataUrl(part.extra)) continue
    const before = found.size
    changeStrings(part.extra, look(isHere ? part.ref : null))
    if (!isHere || found.size > before) continue
    const bare = longestBare(part)
    if (bare !== null) found.set(bare, { ref: part.ref, mime: part.mime, prefix: '', base64: bare })
  }
  if (message.extra !== null && mayHoldDataUrl(message.extra)) changeStrings(message.extra, look(null))
  return found
}

/** Every message is asked, and hardly any has one: this makes nothing on its way. */
function mayHoldDataUrl(value: Json, depth = 0): boolean {
  if (typeof value === 'string') return value.startsWith('data:')
  if (typeof value !== 'object' || value === null) return false
  if (depth > deepestLook) return true
  if (Array.isArray(value)) return value.some((item) => mayHoldDataUrl(item, depth + 1))
  for (const key in value) {
    const member = value[key]
    if (member !== undefined && mayHoldDataUrl(member, depth + 1)) return true
  }
  return false
}

function dataUrl(text: string): Omit<DataText, 'ref'> | null {
  if (!text.startsWith('data:')) return null
  const comma = text.indexOf(',')
  const head = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[\w.+-]+)*;base64,$/.exec(text.slice(0, comma + 1))
  const base64 = text.slice(comma + 1)
  if (head === null || !isWrittenAgain(base64)) return null
  return { mime: head[1] ?? null, prefix: head[0], base64 }
}

/** The longest base64 in the part: signatures and ids beside the bytes are shorter. */
function longestBare(part: AttachmentPart): string | null {
  let longest = ''
  changeStrings(part.extra, (text) => {
    if (text.length >= Math.max(shortestBare, longest.length + 1) && isWrittenAgain(text)) longest = text
    return text
  })
  return longest === '' ? null : longest
}

/** Whether the text comes out of its bytes again, character for character. */
function isWrittenAgain(base64: string): boolean {
  // The beginning is looked at first, which spares decoding most other texts.
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64.slice(0, 256))) return false
  return Buffer.from(base64, 'base64').toString('base64') === base64
}

function keyOf({ messageId, ref }: Pick<StoredAttachment, 'messageId' | 'ref'>): string {
  return `${messageId}\n${ref}`
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield bytes
}
