/**
 * One AI Conversation History (DTI, schemas.pub/schemas/24) as a conversation. What keeps the rules and what does not is
 * taken in alike, as far as it can be read; every broken rule is told.
 *
 * A pure conversion: records come from importer.ts, the rules are validate.ts's.
 */
import { createHash } from 'node:crypto'
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { asObject, extraOf, filledTextAt, leftOver, listAt, objectAt, textAt } from '../fields.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { senderReader, type Sender } from './senders.ts'
import { faultsOf, type Fault } from './validate.ts'

/** As many broken rules of one record are named one by one. */
const namedFaults = 100

const heldOfRecord: ReadonlySet<string> = new Set(['details', 'messages'])
/** When the file was made is nothing of the conversation's: it would make each export of it another version. */
const heldOfDetails: ReadonlySet<string> = new Set(['createdAt', 'startTime', 'endTime', 'nextPage'])
const heldOfMessage: ReadonlySet<string> = new Set(['text', 'sentAt', 'sender'])

/** Turns a record into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromDti(raw: Json): Converted {
  const faults = faultsOf(raw)
  const list = isJsonObject(raw) ? listAt(raw, 'messages') : []
  if (!isJsonObject(raw) || list.length === 0) {
    const isEmptyOnly = isJsonObject(raw) && faults.every(({ path }) => path === 'messages')
    return isEmptyOnly
      ? { kind: 'skipped', reason: 'This history holds no messages.' }
      : { kind: 'failed', reason: `There are no messages that could be read. ${inWords(faults).join(' ')}` }
  }
  const details = objectAt(raw, 'details')
  const createdBy = filledTextAt(details, 'createdBy')
  const readSender = senderReader(raw, createdBy)
  const guessed = new Set<string>()
  const messages = list.map((value, index): Message => {
    const message = asObject(value)
    const sender = readSender(filledTextAt(message, 'sender'))
    if (sender.isGuess && sender.model !== null) guessed.add(sender.model)
    return {
      id: `message-${index + 1}`,
      sourceId: null,
      parentId: index === 0 ? null : `message-${index}`,
      ...spokenBy(sender, message),
      createdAt: timeOf(message['sentAt']),
      isError: false,
      isUnfinished: false,
      isHidden: false,
      parts: partsOf(value, message),
      attachments: [],
    }
  })
  const times = timesOf(messages)
  const conversation: Conversation = {
    id: 'conversation',
    source: 'dti',
    sourceId: idOf(createdBy, details, asObject(list[0])),
    type: 'chat',
    status: 'active',
    title: null,
    endpoint: createdBy,
    model: lastModel(messages),
    createdAt: timeOf(details['startTime']) ?? times.first,
    updatedAt: timeOf(details['endTime']) ?? times.last,
    tags: [],
    activeLeafId: null,
    options: null,
    extra: extraOf({
      ...leftOver(raw, heldOfRecord),
      details: extraOf({
        ...leftOver(details, heldOfDetails),
        ...unreadableTimes(details, ['startTime', 'endTime']),
        nextPage: details['nextPage'],
      }),
    }),
    messages,
  }
  return {
    kind: 'conversation',
    conversation,
    files: [],
    remarks: [...inWords(faults), ...guessesInWords(guessed), ...missingPage(details)],
  }
}

/** The format has no ids: a history is the same when its service, its start and its first message are. */
function idOf(createdBy: string | null, details: JsonObject, first: JsonObject): string {
  const identity = [createdBy, textAt(details, 'startTime'), textAt(first, 'sender'), textAt(first, 'text')]
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)
}

function spokenBy(
  { role, name, model }: Sender,
  message: JsonObject,
): Pick<Message, 'role' | 'sender' | 'model' | 'extra'> {
  const sender = message['sender']
  return {
    role,
    sender: name,
    model,
    extra: extraOf({
      ...(typeof message['text'] === 'string' ? leftOver(message, heldOfMessage) : {}),
      ...unreadableTimes(message, ['sentAt']),
      sender: sender === 'AI' || sender === name || sender === model ? undefined : sender,
    }),
  }
}

function partsOf(value: Json, message: JsonObject): Part[] {
  const text = textAt(message, 'text')
  if (text === null) return [{ type: 'unknown', kind: 'message', raw: value }]
  return text === '' ? [] : [{ type: 'text', text }]
}

function inWords(faults: readonly Fault[]): string[] {
  const named = faults
    .slice(0, namedFaults)
    .map(({ path, reason }) => `${path === '' ? 'The record' : path}: ${reason}.`)
  const more = faults.length - named.length
  return more > 0 ? [...named, `${more} more places in it break the rules of the format.`] : named
}

function guessesInWords(guessed: ReadonlySet<string>): string[] {
  return [...guessed].map(
    (name) => `“${name}” was taken for an AI because of its name; the file does not say.`,
  )
}

function missingPage(details: JsonObject): string[] {
  const next = filledTextAt(details, 'nextPage')
  if (next === null) return []
  return [`It goes on at ${next}. Stemma fetches nothing: save that page and import it as well.`]
}
