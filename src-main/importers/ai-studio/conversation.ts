/**
 * One prompt of Google AI Studio as a conversation.
 *
 * A pure conversion: records come from importer.ts. A prompt is a straight line; a branch is made by copying it into a
 * prompt of its own, and both name each other (`branchParent`, `branchChildren`), which is kept where it stands.
 */
import { createHash } from 'node:crypto'
import type { Conversation, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, objectAt, objectsAt } from '../fields.ts'
import type { AttachedFile } from '../importer.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { messagesOfChunks, unsentMessage } from './messages.ts'
import { heldOfChunkedPrompt, heldOfPrompt } from './raw-shape.ts'

/**
 * Turns a prompt into a conversation, or says in words for a person why it is none. Never throws for any JSON.
 * `fileName` is what Drive calls it: that is its title, which stands nowhere else.
 */
export function conversationFromAiStudio(raw: Json, fileName: string): Converted {
  if (!isJsonObject(raw)) return { kind: 'failed', reason: 'This is not a prompt.' }
  const prompt = raw['chunkedPrompt']
  if (!isJsonObject(prompt) || (prompt['chunks'] !== undefined && !Array.isArray(prompt['chunks']))) {
    return { kind: 'failed', reason: 'This prompt has no list of chunks.' }
  }
  const settings = objectAt(raw, 'runSettings')
  const model = filledTextAt(settings, 'model')?.replace(/^models\//, '') ?? null
  const instruction = instructionMessage(raw['systemInstruction'])
  const above = instruction === null ? [] : [instruction]
  const spoken = messagesOfChunks(listAt(prompt, 'chunks'), instruction?.id ?? null, model)
  const sent = [...above, ...spoken]
  const unsent = unsentMessage(listAt(prompt, 'pendingInputs'), sent.at(-1)?.id ?? null)
  const messages = unsent === null ? sent : [...sent, unsent]
  if (spoken.length === 0 && unsent === null) {
    return { kind: 'skipped', reason: 'Nothing was said in this prompt.' }
  }
  const title = filledTextAt(raw, 'title') ?? titleOf(fileName)
  const times = messages.flatMap(({ createdAt }) => createdAt ?? [])
  const sourceId = filledTextAt(raw, 'id') ?? identityOf(title, spoken[0] ?? unsent)
  const conversation: Conversation = {
    id: sourceId,
    source: 'ai-studio',
    sourceId,
    type: 'chat',
    status: 'active',
    title,
    endpoint: 'google',
    model,
    createdAt: timeOf(raw['createTime']) ?? times[0] ?? null,
    updatedAt: timeOf(raw['updateTime']) ?? times.at(-1) ?? null,
    tags: [],
    activeLeafId: sent.at(-1)?.id ?? messages.at(-1)?.id ?? null,
    options: isEmpty(settings) ? null : settings,
    extra: extraOf({
      ...leftOver(raw, heldOfPrompt),
      ...unreadableTimes(raw, ['createTime', 'updateTime']),
      chunkedPrompt: leftOver(prompt, heldOfChunkedPrompt),
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files: messages.flatMap(filesOf) }
}

function instructionMessage(value: Json | undefined): Message | null {
  const instruction: JsonObject =
    typeof value === 'string' ? { text: value } : isJsonObject(value) ? value : {}
  const pieces = objectsAt(instruction, 'parts').flatMap((piece) => filledTextAt(piece, 'text') ?? [])
  const text = filledTextAt(instruction, 'text') ?? pieces.join('\n')
  if (text === '') return null
  const [message] = messagesOfChunks([{ role: 'system', text }], null, null)
  return message ? { ...message, id: 'instruction' } : null
}

/** Files on Drive have no ending, or `.json` once they are downloaded, and a number when that was done twice. */
function titleOf(fileName: string): string {
  return fileName.replace(/\.json$/i, '').replace(/ ?\(\d+\)$/, '')
}

/**
 * Prompts carry no id. Their name and first words stay while they grow; a branch begins with the same words, and has
 * another name.
 */
function identityOf(title: string, first: Message | null): string {
  const words = first?.parts.map((part) => ('text' in part ? part.text : part.type)) ?? []
  const hash = createHash('sha1').update(JSON.stringify([title, first?.createdAt ?? null, words]))
  return `prompt-${hash.digest('hex').slice(0, 24)}`
}

function filesOf(message: Message): AttachedFile[] {
  return message.parts.flatMap((part) => {
    if (part.type !== 'attachment') return []
    return [
      { ref: part.ref, messageId: message.id, member: null, mime: part.mime, missing: whyMissing(part.ref) },
    ]
  })
}

function whyMissing(ref: string): string {
  if (ref.startsWith('data:')) return 'stands inside the message as text'
  if (ref.startsWith('drive:')) return 'on Google Drive, not in this file: the prompt keeps only its id there'
  return 'a film on YouTube, not in this file'
}
