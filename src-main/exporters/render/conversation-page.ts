/**
 * Conversations as one HTML document, for paper and for pictures. It is written in pieces: ten thousand messages are
 * never one string. It has no script and may load nothing but fonts and stored pictures.
 */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Conversation } from '@shared/conversation.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import { shownTitle } from '@shared/shown-title.ts'
import type { ExportTools, JoinTools } from '../exporter.ts'
import { told } from '../file-failures.ts'
import { throwIfCancelled } from '../throw-if-cancelled.ts'
import { endsEverything } from '../write-joined.ts'
import { conversationSection, type SectionLook } from './conversation-section.ts'
import { pageStyle } from './page-style.ts'

export interface PageLook extends SectionLook {
  readonly theme: 'light' | 'dark'
}

const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src app://media; font-src 'self'; base-uri 'none'; form-action 'none'"

const render = { fileUrl: (hash: string) => `app://media/${hash}`, isStatic: true }

/** The document of one conversation, piece by piece. */
export function* conversationPage(conversation: Conversation, look: PageLook): Generator<string> {
  yield pageStart(shownTitle(conversation), look)
  yield* conversationSection(conversation, look, render, null)
  yield pageEnd
}

/** Writes the document into the job's folder for passing files and answers its path. */
export async function writeConversationPage(
  conversation: Conversation,
  look: PageLook,
  tools: ExportTools,
): Promise<string> {
  return writePage(stoppable(conversationPage(conversation, look), tools.signal), tools)
}

/** Writes a document of several conversations, each a chapter that begins on a page of its own; answers its path. */
export async function writeChapters(
  conversations: AsyncIterable<Conversation>,
  look: PageLook,
  tools: JoinTools,
): Promise<string> {
  async function* pieces(): AsyncGenerator<string> {
    yield pageStart('Conversations', look)
    let chapter = 1
    for await (const conversation of conversations) {
      try {
        // Whole before any of it goes into the document, so that one that fails leaves no half of it there.
        const section = [...stoppable(conversationSection(conversation, look, render, chapter), tools.signal)]
        yield `<section${chapter === 1 ? '' : ' class="chapter"'}>${section.join('')}</section>`
      } catch (error) {
        if (endsEverything(error)) throw error
        tools.failed(conversation, error)
        continue
      }
      tools.written(conversation)
      chapter += 1
    }
    yield pageEnd
  }
  return writePage(pieces(), tools)
}

async function writePage(
  pieces: Iterable<string> | AsyncIterable<string>,
  { temporaryFolder }: ExportTools,
): Promise<string> {
  const path = join(temporaryFolder, 'page.html')
  await told(path, () => pipeline(Readable.from(pieces, { highWaterMark: 1 }), createWriteStream(path)))
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
    '<body class="page drawn"><main class="reading">',
  ].join('')
}

const pageEnd = '</main></body></html>\n'
