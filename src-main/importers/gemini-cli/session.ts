/**
 * Gathers one session of Gemini CLI: a whole object (until early 2026), or lines that are added while it runs. Lines may
 * change what stands before them: a message that comes again replaces itself, `$set` changes the head, and `$rewindTo`
 * takes back a message and all after it. What was taken back stays here, as a branch.
 */
import type { Conversation, Message, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, leftOver, listAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import { withNamedFiles } from '../named-files.ts'
import type { Gatherer } from '../read-whole-members.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { uniqueId } from '../unique-id.ts'
import { partsOfContent, thoughtParts, toolCallParts } from './parts.ts'

interface Entry {
  readonly raw: JsonObject
  readonly parentId: string | null
}

/** Begins a session; records are its lines, or the one object that it is. */
export function sessionGatherer(): Gatherer {
  const session = new Session()
  return {
    take: (record) => {
      session.take(record)
    },
    end: () => session.conversation(),
  }
}

class Session {
  #head: JsonObject = {}
  readonly #entries = new Map<string, Entry>()
  readonly #unnamed = new Set<string>()
  readonly #unknown: Json[] = []
  #last: string | null = null

  take(record: Json): void {
    if (!isJsonObject(record)) {
      this.#unknown.push(record)
      return
    }
    const rewound = filledTextAt(record, '$rewindTo')
    const set = record['$set']
    if (rewound !== null) this.#rewind(rewound)
    else if (isJsonObject(set)) this.#describe(set)
    else if (filledTextAt(record, 'sessionId') !== null) this.#describe(record)
    else if (typeof record['type'] === 'string') this.#add(record)
    else this.#unknown.push(record)
  }

  conversation(): Converted {
    const messages = inTreeOrder(
      [...this.#entries].map(([id, entry]) => messageOf(id, entry)),
      { kind: 'as-given' },
    )
    if (messages.length === 0) return { kind: 'skipped', reason: 'Nothing was said in this session.' }
    const named = withNamedFiles(messages, 'not in this file')
    const times = timesOf(messages)
    const sessionId = filledTextAt(this.#head, 'sessionId')
    const conversation: Conversation = {
      id: sessionId ?? 'session',
      source: 'gemini-cli',
      sourceId: sessionId,
      type: 'agent',
      status: 'active',
      title: filledTextAt(this.#head, 'summary'),
      endpoint: 'google',
      model: lastModel(messages),
      createdAt: timeOf(this.#head['startTime']) ?? times.first,
      updatedAt: timeOf(this.#head['lastUpdated']) ?? times.last,
      tags: [],
      activeLeafId: this.#last,
      options: null,
      extra: extraOf({
        ...leftOver(this.#head, heldOfHead),
        ...unreadableTimes(this.#head, ['startTime', 'lastUpdated']),
        unknownRecords: this.#unknown,
      }),
      messages: named.messages,
    }
    return { kind: 'conversation', conversation, files: named.files }
  }

  #describe(head: JsonObject): void {
    const { messages: _, ...fields } = head
    this.#head = { ...this.#head, ...fields }
    for (const message of listAt(head, 'messages')) {
      if (isJsonObject(message)) this.#add(message)
      else this.#unknown.push(message)
    }
  }

  #add(raw: JsonObject): void {
    const own = filledTextAt(raw, 'id')
    const known = own === null ? undefined : this.#entries.get(own)
    if (own !== null && known !== undefined) {
      this.#entries.set(own, { raw, parentId: known.parentId })
      return
    }
    const id = own ?? uniqueId(`message-${this.#entries.size + 1}`, this.#unnamed)
    this.#entries.set(id, { raw, parentId: this.#last })
    this.#last = id
  }

  /** What follows answers what stood before the message; where that is not known, it begins anew. */
  #rewind(id: string): void {
    this.#last = this.#entries.get(id)?.parentId ?? null
  }
}

const heldOfHead: ReadonlySet<string> = new Set(['sessionId', 'startTime', 'lastUpdated', 'summary'])

const heldOfMessage: ReadonlySet<string> = new Set([
  'id',
  'type',
  'timestamp',
  'content',
  'model',
  'thoughts',
  'toolCalls',
])

const roles: ReadonlyMap<string, Role> = new Map([
  ['user', 'user'],
  ['gemini', 'assistant'],
  ['model', 'assistant'],
])

function messageOf(id: string, { raw, parentId }: Entry): Message {
  const type = filledTextAt(raw, 'type') ?? ''
  const content = partsOfContent(raw['content'])
  // What tools answer is sent back in the user's name.
  const isAnswer = content.length > 0 && content.every((part) => part.type === 'tool-result')
  const isError = type === 'error'
  const parts = isError
    ? content.map((part) => (part.type === 'text' ? { ...part, type: 'error' as const } : part))
    : [...thoughtParts(raw), ...content, ...toolCallParts(raw)]
  return {
    id,
    sourceId: filledTextAt(raw, 'id'),
    parentId,
    role: isAnswer ? 'tool' : (roles.get(type) ?? 'system'),
    sender: null,
    model: filledTextAt(raw, 'model'),
    createdAt: timeOf(raw['timestamp']),
    isError,
    isUnfinished: false,
    isHidden: isAnswer,
    parts,
    attachments: [],
    extra: extraOf({
      ...leftOver(raw, heldOfMessage),
      ...unreadableTimes(raw, ['timestamp']),
      type: roles.has(type) ? null : type,
    }),
  }
}
