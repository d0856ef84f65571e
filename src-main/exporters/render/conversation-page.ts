/**
 * The shown branch of a conversation as one HTML document, for paper and for pictures. It is written in pieces: ten
 * thousand messages are never one string. It has no script and may load nothing but fonts and stored pictures.
 */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Conversation } from '@shared/conversation.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import { pageHeadToHtml, timeLabel, turnToHtml } from '@shared/render/turn.ts'
import type { ExportTools } from '../exporter.ts'
import { conversationTree, shownBranch, versionPlaces } from '../shown-branch.ts'
import { throwIfCancelled } from '../throw-if-cancelled.ts'
import { pageStyle } from './page-style.ts'

export interface PageLook {
  readonly theme: 'light' | 'dark'
  /** Whether thinking, tool calls and the like are part of it. */
  readonly showsThinking: boolean
  /** Whether messages are part of it that their product did not show. */
  readonly showsHidden: boolean
}

const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src app://media; font-src 'self'; base-uri 'none'; form-action 'none'"

const foldedParts = new Set(['thinking', 'tool-call', 'tool-result', 'context'])

/** The document, piece by piece. */
export function* conversationPage(conversation: Conversation, look: PageLook): Generator<string> {
  const tree = conversationTree(conversation)
  const places = versionPlaces(tree)
  const turns = shownBranch(conversation, tree).flatMap((index) => {
    const message = conversation.messages[index]
    if (!message || (message.isHidden && !look.showsHidden)) return []
    const parts = look.showsThinking
      ? message.parts
      : message.parts.filter(({ type }) => !foldedParts.has(type))
    // A message of nothing but tool calls says nothing to a reader who left them out.
    return parts.length === 0 && message.parts.length > 0
      ? []
      : [{ message: { ...message, parts }, place: places[index] }]
  })
  const title = conversation.title ?? 'Untitled conversation'
  yield pageStart(title, look)
  yield pageHeadToHtml(
    title,
    [conversation.model ?? conversation.endpoint, timeLabel(conversation.createdAt)],
    turns.length,
  )
  const render = { fileUrl: (hash: string) => `app://media/${hash}`, isStatic: true }
  for (const [index, { message, place }] of turns.entries()) {
    const version = place !== undefined && place.of > 1 ? { index: place.index + 1, of: place.of } : null
    yield turnToHtml(message, { number: index + 1, version }, render)
  }
  yield '</main></body></html>\n'
}

/** Writes the document into the job's folder for passing files and answers its path. */
export async function writeConversationPage(
  conversation: Conversation,
  look: PageLook,
  { temporaryFolder, signal }: ExportTools,
): Promise<string> {
  const path = join(temporaryFolder, 'page.html')
  const pieces = stoppable(conversationPage(conversation, look), signal)
  await pipeline(Readable.from(pieces, { highWaterMark: 1 }), createWriteStream(path))
  return path
}

function* stoppable(pieces: Iterable<string>, signal: AbortSignal): Generator<string> {
  for (const piece of pieces) {
    throwIfCancelled(signal)
    yield piece
  }
}

function pageStart(title: string, { theme }: PageLook): string {
  return [
    `<!doctype html><html lang="en" data-theme="${theme}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`,
    `<title>${escapeHtml(title)}</title><style>${pageStyle}</style></head>`,
    '<body class="page"><main class="reading">',
  ].join('')
}
