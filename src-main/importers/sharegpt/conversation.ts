/**
 * One record of a data set as a conversation: ShareGPT's `conversations`, OpenAI's `messages`, Alpaca's `instruction`,
 * preference pairs, and the records that Stemma writes itself.
 *
 * A pure conversion: records come from importer.ts, what a single message says is role-messages' work.
 */
import type { Conversation, ConversationType, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { inOneLine, isRoleMessage, readRoleMessage, type RoleMessage } from '../role-messages/message.ts'
import { timeOf } from '../time.ts'
import { unreadMedia, withMedia, type MediaFinder } from './media.ts'

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromRecord(raw: Json, findMedia: MediaFinder): Converted {
  if (Array.isArray(raw)) return conversationFromMessages({ messages: raw }, raw, findMedia)
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This record is not a conversation.' }
  const list = [raw['messages'], raw['conversations'], raw['conversation'], raw['items']].find(Array.isArray)
  if (list !== undefined) return conversationFromMessages(raw, list, findMedia)
  if (typeof raw['instruction'] === 'string')
    return conversationFromMessages(raw, turnsOfAlpaca(raw), findMedia)
  return {
    kind: 'failed',
    reason: 'This record holds neither “messages” nor “conversations” nor “instruction”.',
  }
}

function conversationFromMessages(raw: JsonObject, list: readonly Json[], findMedia: MediaFinder): Converted {
  const system = filledTextAt(raw, 'system')
  const spoken = [...(system === null ? [] : [{ role: 'system', content: system }]), ...list].map(readAny)
  if (spoken.length === 0) return { kind: 'skipped', reason: 'This record holds no messages.' }
  const line = inOneLine(spoken)
  const { messages: answered, leaf } = withPreference(line, raw)
  const { messages, files } = withMedia(answered, raw, findMedia)
  const id = filledTextAt(raw, 'conversation_id', 'id')
  const type = typeOf(raw)
  // One graph gives several records under one id, one for each of its rounds; and a number in a data set names nothing.
  const sourceId = id !== null && type !== 'graph' && isGlobalId(id) ? id : null
  const times = timesOf(messages)
  const conversation: Conversation = {
    id: id ?? 'conversation',
    source: 'sharegpt',
    sourceId,
    type,
    status: 'active',
    title: filledTextAt(raw, 'title'),
    endpoint: null,
    model: filledTextAt(raw, 'model') ?? lastModel(messages),
    createdAt: timeKeys.map((key) => timeOf(raw[key])).find((time) => time !== null) ?? times.first,
    updatedAt: times.last,
    tags: [...new Set([...textsAt(raw, 'ability'), ...textsAt(raw, 'tags')])],
    activeLeafId: leaf,
    options: extraOf({ tools: toolsOf(raw) }),
    extra: extraOf({
      ...leftOver(raw, heldOfRecord),
      ...unreadMedia(raw),
      ...(sourceId === null ? { conversation_id: raw['conversation_id'], id: raw['id'] } : {}),
      ability: listAt(raw, 'ability').every((tag) => typeof tag === 'string') ? undefined : raw['ability'],
      data_source: raw['data_source'] === type ? undefined : raw['data_source'],
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files }
}

const timeKeys = ['created_at', 'createdAt', 'create_time', 'timestamp', 'date']

const heldOfRecord: ReadonlySet<string> = new Set([
  'messages',
  'conversations',
  'conversation',
  'items',
  'instruction',
  'input',
  'output',
  'history',
  'system',
  'title',
  'model',
  'tags',
  'ability',
  'tools',
  'id',
  'conversation_id',
  'data_source',
  'chosen',
  'rejected',
  'images',
  'image',
  'audios',
  'videos',
])

/** A message; what has no role is kept as what it is. */
function readAny(raw: Json): RoleMessage {
  if (isRoleMessage(raw)) return readRoleMessage(raw)
  const shape = readRoleMessage({ role: 'assistant' })
  return { ...shape, parts: [{ type: 'unknown', kind: 'message', raw }] }
}

/** Alpaca's row as messages: earlier turns, what is asked, with its input below, and the answer. */
function turnsOfAlpaca(raw: JsonObject): readonly Json[] {
  const earlier = listAt(raw, 'history').flatMap((turn) => {
    if (!Array.isArray(turn)) return [turn]
    return turn.map((text, index): Json => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: text }))
  })
  const asked = [filledTextAt(raw, 'instruction'), filledTextAt(raw, 'input')].filter((text) => text !== null)
  const output = raw['output']
  return [
    ...earlier,
    ...(asked.length === 0 ? [] : [{ role: 'user', content: asked.join('\n\n') }]),
    ...(isEmpty(output) ? [] : [{ role: 'assistant', content: output ?? null }]),
  ]
}

/** The two answers of a preference pair are two branches; the chosen one is shown. */
function withPreference(
  line: readonly Message[],
  raw: JsonObject,
): { readonly messages: readonly Message[]; readonly leaf: string | null } {
  const prompt = line.at(-1)?.id ?? null
  const branches = ['chosen', 'rejected'].map((preference) => {
    const value = raw[preference]
    if (value === undefined || isEmpty(value)) return []
    const list = Array.isArray(value) ? value : [value]
    const read = list.map((one) =>
      readAny(typeof one === 'string' ? { role: 'assistant', content: one } : one),
    )
    return inOneLine(read.map((message) => ({ ...message, sourceId: null }))).map((message): Message => ({
      ...message,
      id: `${preference}-${message.id}`,
      parentId: message.parentId === null ? prompt : `${preference}-${message.parentId}`,
      extra: { ...message.extra, preference },
    }))
  })
  const [chosen = []] = branches
  return { messages: [...line, ...branches.flat()], leaf: chosen.at(-1)?.id ?? null }
}

/** The tools that could be called, which many data sets write as JSON in a text. */
function toolsOf(raw: JsonObject): Json | undefined {
  const tools = raw['tools']
  if (typeof tools !== 'string') return tools
  try {
    return JSON.parse(tools) as Json
  } catch {
    return tools
  }
}

function typeOf(raw: JsonObject): ConversationType {
  const source = raw['data_source']
  return source === 'agent' || source === 'graph' ? source : 'chat'
}

/** True for ids that no two data sets share by chance: UUIDs and the like. */
function isGlobalId(id: string): boolean {
  return /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(id) || /^[0-9a-f]{24}$/i.test(id)
}

function textsAt(raw: JsonObject, key: string): string[] {
  return listAt(raw, key).filter((value) => typeof value === 'string' && value !== '') as string[]
}
