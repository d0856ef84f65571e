/**
 * AI Conversation History, the interchange format of the Data Transfer Initiative (schemas.pub/schemas/24): who said what
 * and when, on the shown branch. It has no place for anything else, and says so before it is written.
 */
import { AppError } from '@shared/contract/app-error.ts'
import type { ExportLoss } from '@shared/export-loss.ts'
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { dtiMessages, type DtiMessage } from './dti-messages.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { conversationTree, shownBranch } from './shown-branch.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { joinedBy } from './write-joined.ts'

/** Sources whose exports hold what was said on a web page. */
const webSources: ReadonlySet<string> = new Set([
  'chatgpt',
  'claude',
  'gemini',
  'grok',
  'deepseek',
  'mistral',
  'perplexity',
])

export const dtiExporter: Exporter = {
  id: 'dti',
  name: 'AI Conversation History (DTI)',
  extension: 'json',
  purpose: 'Handing a conversation to a service that takes the DTI format',
  needsPrinter: false,
  holds: 'messages',
  options: [
    {
      kind: 'text',
      name: 'personName',
      label: 'Your name',
      description: 'Who wrote the questions, as the file is to say it.',
      initial: 'User',
      longest: 200,
    },
    {
      kind: 'text',
      name: 'personIdentifier',
      label: 'Your identifier',
      description: 'An e-mail address or any other name that tells you from others.',
      initial: 'user',
      longest: 320,
    },
    {
      kind: 'switch',
      name: 'foldTools',
      label: 'Tool calls as text',
      description: 'Writes tool calls and their answers as code into the text; else they are left out.',
      initial: false,
    },
    {
      kind: 'switch',
      name: 'ownFields',
      label: 'Title and ids as extra fields',
      description: 'Adds a block “x-stemma”, which the format allows and other programs pass over.',
      initial: false,
    },
  ],
  lossesOf,
  writeJoined: joinedBy({ before: '[', between: ',\n', after: ']\n' }, write),
  write,
}

async function write(
  conversation: Conversation,
  output: Output,
  chosen: ChosenOptions,
  { signal, sourceName }: ExportTools,
): Promise<void> {
  const now = Date.now()
  const messages = dtiMessages(conversation, chosen['foldTools'] === true, now)
  const [first] = messages
  if (first === undefined) {
    const sentence = `“${shownTitle(conversation)}” holds no text, and this format has no file without one.`
    throw new AppError('unsupported-file', sentence)
  }
  const people = identifiersOf(messages, chosen)
  const createdBy = conversation.source === 'dti' ? conversation.endpoint : null
  const head: JsonObject = {
    details: {
      createdBy: createdBy ?? sourceName(conversation.source),
      createdAt: iso(now),
      startTime: iso(first.sentAt),
      endTime: iso(messages.at(-1)?.sentAt ?? first.sentAt),
      modality: 'text',
    },
    identifiers: people.identifiers,
    ...(chosen['ownFields'] === true ? { 'x-stemma': ownFields(conversation) } : {}),
  }
  await output.write(`${JSON.stringify(head).slice(0, -1)},"messages":[`)
  for (const [index, message] of messages.entries()) {
    throwIfCancelled(signal)
    const fields: JsonObject = {
      sentAt: iso(message.sentAt),
      sender: people.senderOf(message),
      text: message.text,
      ...(webSources.has(conversation.source) ? { channel: 'Web' } : {}),
    }
    await output.write(`${index === 0 ? '' : ','}${JSON.stringify(fields)}`)
  }
  await output.write(']}')
}

interface People {
  readonly identifiers: JsonObject[]
  senderOf(message: DtiMessage): string
}

/** A single AI is called `AI` and is not listed; of several, each is its model. */
function identifiersOf(messages: readonly DtiMessage[], chosen: ChosenOptions): People {
  const identifier = textOption(chosen, 'personIdentifier', 'user')
  const isEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(identifier)
  const person = {
    name: textOption(chosen, 'personName', 'User'),
    ...(isEmail ? { type: 'email' } : {}),
    identifier,
  }
  const models = [...new Set(messages.flatMap(({ speaker }) => (speaker.isPerson ? [] : [speaker.name])))]
  const isOneAi = models.length <= 1
  return {
    identifiers: [person, ...(isOneAi ? [] : models.map((name) => ({ name, identifier: name })))],
    senderOf: ({ speaker }) => (speaker.isPerson ? identifier : isOneAi ? 'AI' : speaker.name),
  }
}

function textOption(chosen: ChosenOptions, name: string, otherwise: string): string {
  const value = String(chosen[name] ?? '').trim()
  return value === '' ? otherwise : value
}

function ownFields({ id, title, source, sourceId, tags }: Conversation): JsonObject {
  return { id, title, source, sourceId, tags: [...tags] }
}

/** Times with a zone are asked for: always UTC. */
function iso(time: number): string {
  return new Date(time).toISOString()
}

const lostParts: Readonly<Partial<Record<Part['type'], string>>> = {
  thinking: 'thinking',
  attachment: 'attached files',
  context: 'instructions and memories',
  'tool-call': 'tool calls',
  'tool-result': 'tool answers',
}

function lossesOf(conversation: Conversation, chosen: ChosenOptions): ExportLoss[] {
  const counts = new Map<string, number>()
  const lose = (what: string, count: number): void => void counts.set(what, (counts.get(what) ?? 0) + count)
  const isFolded = chosen['foldTools'] === true
  const kept = dtiMessages(conversation, isFolded, 0)
  const written = new Set(kept.map(({ message }) => message))
  const shown = new Set(shownBranch(conversation, conversationTree(conversation)))
  for (const [index, message] of conversation.messages.entries()) {
    if (written.has(message)) {
      for (const part of message.parts) {
        const isTool = part.type === 'tool-call' || part.type === 'tool-result'
        const what = isFolded && isTool ? undefined : lostParts[part.type]
        if (what !== undefined) lose(what, 1)
      }
    } else lose(shown.has(index) ? silentName(message) : 'messages of other branches', 1)
  }
  if (conversation.title !== null && chosen['ownFields'] !== true) lose('the title', 1)
  if (kept.some(({ message }) => message.model !== null) && isOfOneModel(kept))
    lose('the name of the model', 1)
  lose('times that had to be guessed', kept.filter(({ isGuessed }) => isGuessed).length)
  return [...counts].flatMap(([what, count]) => (count === 0 ? [] : [{ what, count }]))
}

function silentName({ role }: Message): string {
  return role === 'system'
    ? 'system messages'
    : role === 'tool'
      ? 'messages of tools'
      : 'messages without a text'
}

function isOfOneModel(messages: readonly DtiMessage[]): boolean {
  return new Set(messages.flatMap(({ speaker }) => (speaker.isPerson ? [] : [speaker.name]))).size <= 1
}
