/**
 * Conversations made ready to be saved, in a few blocks of memory: to be handed from the thread that reads them to the
 * thread that writes them without being copied or turned into objects and texts once more.
 *
 * Texts stand as UTF-8 one after the other, numbers in one table with a row for each message; what is told once for a
 * conversation is JSON. A text goes from here into the database as the bytes it is.
 */
import { roles, type Attachment, type Role } from '@shared/conversation.ts'
import type { Incoming, IncomingMessage } from './incoming.ts'

export interface PackedConversations {
  /** JSON: a list of `Head`. */
  readonly heads: string
  /** Of senders and models, each once. */
  readonly names: readonly string[]
  readonly texts: Uint8Array<ArrayBuffer>
  readonly rows: Float64Array<ArrayBuffer>
}

/** The memory of a pack, which can be handed to another thread as it is. */
export function blocksOf({ texts, rows }: PackedConversations): ArrayBuffer[] {
  return [texts.buffer, rows.buffer]
}

type Head = Omit<Incoming, 'messages' | 'parents'> & {
  readonly messages: number
  /** Of the messages that have any, by their index. */
  readonly attachments: readonly (readonly [number, readonly Attachment[]])[]
}

/** Columns of a row. A name has its place among the names (-1 for null), each text two: where it begins, and its bytes (-1 for null). */
const column = {
  parent: 0,
  role: 1,
  createdAt: 2,
  flags: 3,
  length: 4,
  sender: 5,
  model: 6,
  sourceId: 7,
  text: 9,
  parts: 11,
  extra: 13,
}
const width = 15

const firstBytes = 1 << 20
const firstRows = 1 << 10
const spare = 1.5
/** No UTF-16 unit takes more bytes than this in UTF-8. */
const bytesOfUnit = 3

/** Packs conversations one after the other. */
export class ConversationPacker {
  #heads: Head[] = []
  #names = new Map<string, number>()
  #texts = Buffer.allocUnsafeSlow(firstBytes)
  #textEnd = 0
  #rows = new Float64Array(firstRows * width)
  #rowEnd = 0

  /** How many conversations are packed. */
  get size(): number {
    return this.#heads.length
  }

  add({ messages, parents, ...head }: Incoming): void {
    const attachments: [number, readonly Attachment[]][] = []
    messages.forEach((message, index) => {
      this.#addRow(message, parents[index] ?? -1)
      if (message.attachments !== null) attachments.push([index, message.attachments])
    })
    this.#heads.push({ ...head, messages: messages.length, attachments })
  }

  /** What was packed so far; the packer is empty afterwards. */
  take(): PackedConversations {
    const taken = {
      heads: JSON.stringify(this.#heads),
      names: [...this.#names.keys()],
      texts: this.#texts.subarray(0, this.#textEnd) as Uint8Array<ArrayBuffer>,
      rows: this.#rows.subarray(0, this.#rowEnd),
    }
    this.#heads = []
    this.#names = new Map()
    // A little more than was used: the next pack then never has to be copied into something larger.
    this.#texts = Buffer.allocUnsafeSlow(Math.max(firstBytes, Math.ceil(this.#textEnd * spare)))
    this.#textEnd = 0
    this.#rows = new Float64Array(Math.max(firstRows * width, Math.ceil(this.#rowEnd * spare)))
    this.#rowEnd = 0
    return taken
  }

  #addRow(message: IncomingMessage, parent: number): void {
    if (this.#rowEnd + width > this.#rows.length) {
      const rows = new Float64Array(this.#rows.length * 2)
      rows.set(this.#rows)
      this.#rows = rows
    }
    const rows = this.#rows
    const at = this.#rowEnd
    rows[at + column.parent] = parent
    rows[at + column.role] = roles.indexOf(message.role)
    rows[at + column.createdAt] = message.createdAt ?? NaN
    rows[at + column.flags] = message.flags
    rows[at + column.length] = message.length
    rows[at + column.sender] = this.#placeOfName(message.sender)
    rows[at + column.model] = this.#placeOfName(message.model)
    this.#addText(at + column.sourceId, message.sourceId)
    this.#addText(at + column.text, message.text)
    this.#addText(at + column.parts, message.parts)
    this.#addText(at + column.extra, message.extra)
    this.#rowEnd = at + width
  }

  #placeOfName(name: string | null): number {
    if (name === null) return -1
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const place = this.#names.size
    this.#names.set(name, place)
    return place
  }

  #addText(place: number, text: string | null): void {
    this.#rows[place] = this.#textEnd
    this.#rows[place + 1] = -1
    if (text === null) return
    const most = text.length * bytesOfUnit
    if (this.#textEnd + most > this.#texts.length) {
      const texts = Buffer.allocUnsafeSlow(Math.max(this.#texts.length * 2, this.#textEnd + most))
      this.#texts.copy(texts, 0, 0, this.#textEnd)
      this.#texts = texts
    }
    const written = this.#texts.write(text, this.#textEnd, 'utf8')
    this.#rows[place + 1] = written
    this.#textEnd += written
  }
}

/** Packs one conversation. */
export function packed(incoming: Incoming): PackedConversations {
  const packer = new ConversationPacker()
  packer.add(incoming)
  return packer.take()
}

/** The conversations of a pack. Their texts are read from it when they are asked for. */
export function unpacked({ heads, names, texts, rows }: PackedConversations): Incoming[] {
  const pack: Pack = { names, rows, bytes: Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength) }
  let row = 0
  return (JSON.parse(heads) as Head[]).map(({ messages: count, attachments, ...head }) => {
    const first = row
    row += count
    const attached = new Map(attachments)
    const parents = new Int32Array(count)
    const messages = Array.from({ length: count }, (_, index) => {
      parents[index] = rows[(first + index) * width + column.parent] ?? -1
      return new PackedMessage(pack, (first + index) * width, attached.get(index) ?? null)
    })
    return { ...head, messages, parents }
  })
}

interface Pack {
  readonly names: readonly string[]
  readonly rows: Float64Array
  readonly bytes: Buffer
}

class PackedMessage implements IncomingMessage {
  readonly attachments: readonly Attachment[] | null
  readonly #pack: Pack
  readonly #at: number

  constructor(pack: Pack, at: number, attachments: readonly Attachment[] | null) {
    this.#pack = pack
    this.#at = at
    this.attachments = attachments
  }

  get role(): Role {
    return roles[this.#number(column.role)] ?? 'assistant'
  }

  get createdAt(): number | null {
    const time = this.#number(column.createdAt)
    return Number.isNaN(time) ? null : time
  }

  get flags(): number {
    return this.#number(column.flags)
  }

  get length(): number {
    return this.#number(column.length)
  }

  get sender(): string | null {
    return this.#name(column.sender)
  }

  get model(): string | null {
    return this.#name(column.model)
  }

  get sourceId(): string | null {
    return this.#text(column.sourceId)
  }

  get text(): string | null {
    return this.#text(column.text)
  }

  get parts(): string | null {
    return this.#text(column.parts)
  }

  get extra(): string | null {
    return this.#text(column.extra)
  }

  bytesOf(text: 'text' | 'parts' | 'extra'): Buffer | null {
    const start = this.#number(column[text])
    const length = this.#number(column[text] + 1)
    return length < 0 ? null : this.#pack.bytes.subarray(start, start + length)
  }

  #number(index: number): number {
    return this.#pack.rows[this.#at + index] ?? 0
  }

  #name(index: number): string | null {
    const place = this.#number(index)
    return place < 0 ? null : (this.#pack.names[place] ?? null)
  }

  #text(place: number): string | null {
    const start = this.#number(place)
    const length = this.#number(place + 1)
    return length < 0 ? null : this.#pack.bytes.toString('utf8', start, start + length)
  }
}
