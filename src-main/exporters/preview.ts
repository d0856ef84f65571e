/** The beginning of an export, for the dialog: made by the exporter itself, so that it shows what will be written. */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { AppError } from '@shared/contract/app-error.ts'
import { assetFolderName } from './asset-folder.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { pngExporter } from './png.ts'
import { shownBranch, conversationTree } from './shown-branch.ts'

/** Characters of a preview. */
const longestPreview = 20_000
/** Characters of a text that is handed out whole. */
const longestWhole = 10_000_000

/** The beginning of what a text format would write, and the size of the whole in bytes. Not for formats that draw. */
export async function textPreview(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<{ readonly text: string; readonly bytes: number }> {
  let text = ''
  let bytes = 0
  const output = measuring((chunk) => {
    bytes += Buffer.byteLength(chunk)
    if (text.length < longestPreview)
      text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
  })
  await exporter.write(conversation, output, chosen, tools)
  return { text: text.slice(0, longestPreview), bytes }
}

/** Bytes of all files that an exporter would write for a conversation, pictures beside them left out. */
export async function measured(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<number> {
  let bytes = 0
  const output: Output = {
    ...measuring((chunk) => void (bytes += Buffer.byteLength(chunk))),
    nextFile: () => Promise.resolve(),
  }
  await exporter.write(conversation, output, chosen, tools)
  return bytes
}

/** The whole of a text format. Throws AppError `not-available` for formats that draw, `file-too-large` beyond ten million characters. */
export async function wholeText(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<string> {
  if (exporter.needsPrinter)
    throw new AppError('not-available', `${exporter.name} is no text that could be copied.`)
  const pieces: string[] = []
  let length = 0
  const output = measuring((chunk) => {
    const piece = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    pieces.push(piece)
    length += piece.length
    if (length > longestWhole) {
      throw new AppError('file-too-large', 'This is too long to be copied. Export it to a file instead.')
    }
  })
  await exporter.write(conversation, output, chosen, tools)
  return pieces.join('')
}

/** Characters of a page that a frame is given; more than this only pictures need. */
const longestPage = 6_000_000

/** A whole page of HTML with the first messages, without pictures where those are too large for a preview. */
export async function pagePreview(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<string> {
  const beginning = chosen['branches'] === true ? firstMessagesOf(conversation) : beginningOf(conversation)
  const page = await wholeText(exporter, beginning, chosen, tools)
  const isShort = page.length <= longestPage
  const shown = isShort
    ? page
    : await wholeText(exporter, beginning, { ...chosen, embedPictures: false }, tools)
  // A link would lead the frame itself away, into an error; a sandbox opens no window, so this one leads nowhere.
  return shown.replace('<head>', '<head><base target="_blank">')
}

/** Messages and characters of each that a drawn preview holds: a few screens. */
const drawnMessages = 8
const drawnCharacters = 3000

/** The beginning as a picture, as the address (`data:`) of a PNG. */
export async function drawnPreview(
  conversation: Conversation,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<string> {
  const chunks: Uint8Array[] = []
  let isFirstFile = true
  const output: Output = {
    ...measuring((chunk) => {
      if (isFirstFile) chunks.push(Buffer.from(chunk as Uint8Array))
    }),
    nextFile: () => {
      isFirstFile = false
      return Promise.resolve()
    },
  }
  await pngExporter.write(beginningOf(conversation), output, { ...chosen, scale: '1' }, tools)
  return `data:image/png;base64,${Buffer.concat(chunks).toString('base64')}`
}

function beginningOf(conversation: Conversation): Conversation {
  const shown = shownBranch(conversation, conversationTree(conversation)).slice(0, drawnMessages)
  const messages = shown.flatMap((index) => conversation.messages[index] ?? [])
  return {
    ...conversation,
    activeLeafId: messages.at(-1)?.id ?? null,
    messages: messages.map(withShortParts),
  }
}

/** The same with the branches that begin in it: parents stand before their children. */
function firstMessagesOf(conversation: Conversation): Conversation {
  const messages = conversation.messages.slice(0, drawnMessages)
  const isShown = messages.some(({ id }) => id === conversation.activeLeafId)
  return {
    ...conversation,
    activeLeafId: isShown ? conversation.activeLeafId : null,
    messages: messages.map(withShortParts),
  }
}

function withShortParts(message: Message): Message {
  return { ...message, parts: message.parts.map(shortened) }
}

function shortened(part: Part): Part {
  if (!('text' in part) || part.text.length <= drawnCharacters) return part
  return { ...part, text: `${part.text.slice(0, drawnCharacters)} …` }
}

/** An output that hands on what is written and keeps nothing. */
function measuring(take: (chunk: string | Uint8Array) => void): Output {
  return {
    async write(chunk) {
      take(chunk)
    },
    nextFile: () => Promise.reject(new Error('A text is one file.')),
    addAsset: (_source, name) => Promise.resolve(`${assetFolderName('NAME.x')}/${name}`),
  }
}
