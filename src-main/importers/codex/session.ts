/**
 * The lines of one Codex session as a conversation.
 *
 * Codex writes what happens in order and never changes a line; when the reader goes back, a line says how far. So the place
 * in the file names a message for good.
 */
import type { Conversation, Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filesNotHere, withUniqueRefs } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, listAt, numberAt, objectAt } from '../fields.ts'
import { baseName } from '../members.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { timeOf } from '../time.ts'
import { inTreeOrder } from '../tree-order.ts'
import { uniqueId } from '../unique-id.ts'
import { isInjected, kindOfItem, namedCall, partsOfItem, repeatedText } from './parts.ts'

/** A message that is being put together from the items that follow each other. */
interface Draft {
  readonly id: string
  readonly parentId: string | null
  readonly role: Role
  readonly model: string | null
  readonly createdAt: number | null
  readonly parts: Part[]
  readonly isHidden: boolean
  isError: boolean
  isUnfinished: boolean
  readonly facts: JsonObject[]
}

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['system', 'system'],
  ['developer', 'system'],
])

const roleOfKind = { act: 'assistant', answer: 'tool', other: 'system' } as const

/** Takes the lines of a session one after the other. */
export class CodexSession {
  readonly #fileName: string
  readonly #drafts: Draft[] = []
  /** The drafts from the first one down to where the session stands. */
  #path: Draft[] = []
  readonly #taken = new Set<string>()
  readonly #toolNames = new Map<string, string>()
  readonly #beside: Json[] = []
  /** Events that say again what an item says, until it is known whether one does. */
  readonly #echoes: { readonly text: string; readonly line: JsonObject; readonly number: number }[] = []
  #meta: JsonObject | null = null
  #model: string | null = null
  /** Of the line that is being taken, from 1. */
  #number = 0

  constructor(fileName: string) {
    this.#fileName = fileName
  }

  take(line: Json, index: number): void {
    this.#number = index + 1
    if (!isJsonObject(line)) {
      this.#beside.push(line)
      return
    }
    const payload = isJsonObject(line['payload']) ? line['payload'] : null
    if (payload !== null) this.#takeEnveloped(line, payload)
    else if (isJsonObject(line['session']) && Array.isArray(line['items'])) this.#takeWhole(line)
    else if (kindOfItem(filledTextAt(line, 'type')) !== 'other') this.#takeItem(line, line['timestamp'])
    else if (this.#meta === null && filledTextAt(line, 'id') !== null) this.#meta = line
    else this.#beside.push(line)
  }

  #takeEnveloped(line: JsonObject, payload: JsonObject): void {
    switch (line['type']) {
      case 'session_meta':
        // A session that goes on from another one repeats the head of that one behind its own.
        if (this.#meta === null) this.#meta = payload
        else this.#beside.push(line)
        return
      case 'response_item':
        this.#takeItem(payload, line['timestamp'] ?? payload['timestamp'])
        return
      case 'turn_context':
        this.#model = filledTextAt(payload, 'model') ?? this.#model
        this.#beside.push(line)
        return
      case 'compacted':
        this.#takeSummary(line, payload)
        return
      case 'event_msg':
        this.#takeEvent(line, payload)
        return
      default:
        this.#beside.push(line)
    }
  }

  /** The oldest files are one object with all items in a list. */
  #takeWhole(file: JsonObject): void {
    this.#meta = objectAt(file, 'session')
    listAt(file, 'items').forEach((item, index) => this.take(item, index))
  }

  #takeItem(item: JsonObject, timestamp: Json | undefined): void {
    const kind = kindOfItem(filledTextAt(item, 'type'))
    const call = namedCall(item)
    if (call !== null) this.#toolNames.set(...call)
    const parts = partsOfItem(item, this.#toolNames)
    const named = filledTextAt(item, 'role') ?? ''
    const role = kind === 'message' ? (roles.get(named) ?? 'assistant') : roleOfKind[kind]
    const isHidden = kind === 'other' || role === 'system' || (role === 'user' && isInjected(item))
    const draft = this.#draftFor(role, isHidden, filledTextAt(item, 'id'), timeOf(timestamp))
    draft.parts.push(...parts)
    if (kind !== 'message') return
    const facts = extraOf({
      ...leftOver(item, new Set(['type', 'id', 'role', 'content', 'timestamp'])),
      role: named === role ? undefined : named,
      id: item['id'] === draft.id ? undefined : item['id'],
    })
    if (facts !== null) draft.facts.push(facts)
  }

  /** What the assistant does in one go is one message, and so is what tools answer to it. */
  #draftFor(role: Role, isHidden: boolean, id: string | null, createdAt: number | null): Draft {
    const last = this.#path.at(-1)
    const isOngoing = role === 'assistant' || role === 'tool'
    if (last !== undefined && isOngoing && last.role === role && last.isHidden === isHidden) return last
    return this.#begin(role, isHidden, id, createdAt)
  }

  #begin(role: Role, isHidden: boolean, id: string | null, createdAt: number | null): Draft {
    const draft: Draft = {
      id: uniqueId(id ?? `line-${this.#number}`, this.#taken),
      parentId: this.#path.at(-1)?.id ?? null,
      role,
      model: role === 'assistant' ? this.#model : null,
      createdAt,
      parts: [],
      isHidden,
      isError: false,
      isUnfinished: false,
      facts: [],
    }
    this.#drafts.push(draft)
    this.#path.push(draft)
    return draft
  }

  #takeSummary(line: JsonObject, payload: JsonObject): void {
    const draft = this.#begin('system', true, null, timeOf(line['timestamp']))
    const text = filledTextAt(payload, 'message')
    if (text !== null) draft.parts.push({ type: 'context', title: 'Summary of what was said before', text })
    const facts = extraOf({ compacted: extraOf(leftOver(payload, new Set(['message']))) })
    if (facts !== null) draft.facts.push(facts)
  }

  #takeEvent(line: JsonObject, event: JsonObject): void {
    const type = filledTextAt(event, 'type')
    const text = repeatedText(event)
    if (text !== null) {
      this.#echoes.push({ text, line, number: this.#number })
      return
    }
    if (type === 'thread_rolled_back') this.#rollBack(numberAt(event, 'num_turns') ?? 1)
    if (type === 'turn_aborted') this.#markAborted()
    const message = filledTextAt(event, 'message')
    if (type === 'error' && message !== null) {
      const draft = this.#begin('assistant', false, null, timeOf(line['timestamp']))
      draft.parts.push({ type: 'error', text: message })
      draft.isError = true
      return
    }
    this.#beside.push(line)
  }

  /** The reader took back so many of their own messages and went on from before them. */
  #rollBack(turns: number): void {
    const asked = this.#path.flatMap((draft, place) =>
      draft.role === 'user' && !draft.isHidden ? [place] : [],
    )
    const place = turns > 0 ? (asked.at(-turns) ?? asked[0]) : undefined
    if (place !== undefined) this.#path = this.#path.slice(0, place)
  }

  #markAborted(): void {
    const last = this.#path.findLast((draft) => draft.role === 'assistant')
    if (last !== undefined) last.isUnfinished = true
  }

  end(): Converted {
    this.#resolveEchoes()
    const meta = this.#meta ?? {}
    const id = filledTextAt(meta, 'id', 'session_id')
    const messages = inTreeOrder(this.#drafts.map(messageOf), { kind: 'as-given' })
    if (messages.length === 0) return { kind: 'skipped', reason: 'This session holds no messages.' }
    const times = timesOf(messages)
    const conversation: Conversation = {
      id: id ?? this.#fileName,
      source: 'codex',
      sourceId: id ?? baseName(this.#fileName),
      type: 'agent',
      status: 'active',
      title: filledTextAt(meta, 'title', 'name'),
      endpoint: null,
      model: lastModel(messages),
      createdAt: timeOf(meta['timestamp']) ?? times.first,
      updatedAt: times.last,
      tags: [],
      activeLeafId: this.#path.at(-1)?.id ?? null,
      options: null,
      extra: extraOf({
        ...leftOver(meta, new Set(['id', 'session_id', 'timestamp', 'title', 'name'])),
        linesBesideMessages: this.#beside,
      }),
      messages,
    }
    const files = filesNotHere(messages, 'not in this file: the session only names it')
    return { kind: 'conversation', conversation, files }
  }

  /** An event that repeats an item is left out; one that says something else is kept beside the messages. */
  #resolveEchoes(): void {
    const said = new Set(
      this.#drafts.flatMap(({ parts }) =>
        parts.flatMap((part) => ('text' in part ? [part.text.trim(), ...part.text.split('\n\n')] : [])),
      ),
    )
    const isBare = this.#drafts.length === 0
    for (const { text, line, number } of this.#echoes) {
      const event = objectAt(line, 'payload')
      if (isBare) this.#takeSpoken(event, text, line, number)
      else if (!said.has(text.trim()) || hasMore(event)) this.#beside.push(line)
    }
  }

  /** A file with nothing but events: then they are the conversation. */
  #takeSpoken(event: JsonObject, text: string, line: JsonObject, number: number): void {
    this.#number = number
    const role = event['type'] === 'user_message' ? 'user' : 'assistant'
    const draft = this.#draftFor(role, false, null, timeOf(line['timestamp']))
    draft.parts.push(
      event['type'] === 'agent_reasoning' ? { type: 'thinking', text } : { type: 'text', text },
    )
  }
}

function hasMore(event: JsonObject): boolean {
  return extraOf(leftOver(event, new Set(['type', 'message', 'text', 'kind', 'phase']))) !== null
}

function messageOf(draft: Draft): Message {
  const { facts, parts, ...message } = draft
  return {
    ...message,
    sourceId: draft.id,
    sender: null,
    parts: withUniqueRefs(parts),
    attachments: [],
    extra: facts.length === 0 ? null : facts.length === 1 ? (facts[0] ?? null) : { items: facts },
  }
}
