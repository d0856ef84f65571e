/** What an exporter writes, gathered in memory: for tests. */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import { type ChosenOptions, withDefaults } from '@shared/option.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'

/** Tools of an exporter that draws nothing. */
export function plainTools(): ExportTools {
  return {
    signal: new AbortController().signal,
    printer: null,
    fileOf: (hash) => hash,
    sourceName: (source) => `Product ${source}`,
    temporaryFolder: '',
    step: () => undefined,
  }
}

/** An output that gathers one text, and the assets that were asked for as `source -> path`. */
export function textOutput(): Output & { text(): string; readonly assets: string[] } {
  const pieces: string[] = []
  const assets: string[] = []
  return {
    write: (chunk) => {
      pieces.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
      return Promise.resolve()
    },
    nextFile: () => Promise.reject(new Error('a text is one file')),
    addAsset: (source, name) => {
      assets.push(`${source} -> ${name}`)
      return Promise.resolve(`x_assets/${name}`)
    },
    text: () => pieces.join(''),
    assets,
  }
}

/** The text that an exporter writes of a conversation, with its initial options but for the chosen ones. */
export async function written(
  exporter: Exporter,
  given: Conversation,
  chosen: ChosenOptions = {},
): Promise<string> {
  const output = textOutput()
  await exporter.write(given, output, withDefaults(exporter.options, chosen), plainTools())
  return output.text()
}

/** The text that an exporter writes of several conversations in one file, and the titles of those that failed. */
export async function writtenJoined(
  exporter: Exporter,
  given: readonly Conversation[],
  chosen: ChosenOptions = {},
  tools: Partial<ExportTools> = {},
): Promise<{ readonly text: string; readonly failed: readonly string[] }> {
  const output = textOutput()
  const failed: string[] = []
  async function* each(): AsyncGenerator<Conversation> {
    yield* given
  }
  await exporter.writeJoined?.(each(), output, withDefaults(exporter.options, chosen), {
    ...plainTools(),
    ...tools,
    written: () => undefined,
    failed: ({ title }) => void failed.push(title ?? ''),
  })
  return { text: output.text(), failed }
}

/** A message that answers another, with a text or with parts. */
export function message(
  id: string,
  parentId: string | null,
  content: string | readonly Part[],
  more: Partial<Message> = {},
): Message {
  return {
    id,
    sourceId: `s-${id}`,
    parentId,
    role: 'user',
    sender: null,
    model: null,
    createdAt: 1_790_000_000_000,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts: typeof content === 'string' ? [{ type: 'text', text: content }] : content,
    attachments: [],
    extra: null,
    ...more,
  }
}

/** A conversation of LibreChat's with these messages. */
export function conversation(messages: readonly Message[], more: Partial<Conversation> = {}): Conversation {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    source: 'librechat',
    sourceId: 'l-1',
    type: 'chat',
    status: 'active',
    title: 'Tides',
    endpoint: 'anthropic',
    model: 'claude',
    createdAt: 1_790_000_000_000,
    updatedAt: 1_790_000_000_000,
    tags: [],
    activeLeafId: null,
    options: { model: 'claude', temperature: 0.4, examples: [{ input: 'a' }] },
    extra: null,
    messages,
    ...more,
  }
}

/** One part of every type. */
export const everyPart: readonly Part[] = [
  { type: 'text', text: 'Not a **coincidence**.' },
  { type: 'thinking', text: 'Weighing it.', title: 'Weighing' },
  { type: 'code', language: 'python', text: 'print("```")' },
  { type: 'tool-call', id: 'call-1', name: 'web_search', input: { query: 'tides' }, output: 'three pages' },
  { type: 'tool-result', callId: 'call-1', name: 'web_search', text: 'a page' },
  { type: 'quote', title: 'Tides', url: 'https://example.org/tides', text: 'The pull' },
  { type: 'transcript', text: 'spoken words', direction: 'out' },
  {
    type: 'attachment',
    kind: 'image',
    ref: 'file-1',
    name: 'moon.png',
    mime: 'image/png',
    size: 10,
    width: 4,
    height: 3,
    description: null,
  },
  {
    type: 'attachment',
    kind: 'file',
    ref: 'file-2',
    name: 'notes.pdf',
    mime: 'application/pdf',
    size: null,
    width: null,
    height: null,
    description: null,
  },
  { type: 'context', title: 'Custom instructions', text: 'Be brief.' },
  { type: 'error', text: 'quota exceeded' },
  { type: 'unknown', kind: 'hologram', raw: { beams: 3 } },
]
