/** One message of a Claude conversation. Its place is tree.ts's work, its content blocks.ts's. */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, listAt, objectsAt, textAt } from '../fields.ts'
import { deepestNesting, isNestedDeeper } from '../nesting.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { injectedPrompt, partsOfBlocks } from './blocks.ts'
import { heldOfMessage, remainderOf } from './raw-shape.ts'
import type { PlacedMessage } from './tree.ts'
import { withUploads } from './uploads.ts'

const roles: ReadonlyMap<string, Role> = new Map([
  ['human', 'user'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['system', 'system'],
  ['tool', 'tool'],
])

/** Turns a placed record into a message. */
export function messageOf({ raw, id, sourceId, parentId, missingParent }: PlacedMessage): Message {
  const sender = filledTextAt(raw, 'sender')
  const role = roles.get(sender ?? '') ?? 'assistant'
  const createdAt = timeOf(raw['created_at'])
  const content = blocksOf(raw['content'])
  // How much room the answer had left is nothing to read.
  const [budgets, blocks] = divide(
    content,
    (block) => isJsonObject(block) && block['type'] === 'token_budget',
  )
  const read = partsOfBlocks(blocks, { role, createdAt })
  const text = textAt(raw, 'text') ?? ''
  const isFallback = read.length === 0 && text !== ''
  const parts = isFallback ? partsOfBlocks([{ type: 'text', text }], { role, createdAt }) : read
  const stop = filledTextAt(raw, 'stop_reason')
  return {
    id,
    sourceId,
    parentId,
    role,
    sender: null,
    model: filledTextAt(raw, 'model'),
    createdAt,
    isError: false,
    isUnfinished: raw['truncated'] === true || stop === 'max_tokens' || stop === 'user_canceled',
    isHidden: role === 'system' || (parts.length > 0 && parts.every(isInjected) && !hasUploads(raw)),
    parts: withUploads(parts, raw),
    attachments: [],
    extra: extraOf({
      ...remainderOf(raw, heldOfMessage),
      ...unreadableLists(raw),
      sender: roles.has(sender ?? '') ? undefined : raw['sender'],
      updated_at: timeOf(raw['updated_at']) === createdAt ? undefined : raw['updated_at'],
      ...unreadableTimes(raw, ['created_at', 'updated_at']),
      parent_message_uuid: missingParent,
      text: isFallback || saysNothingMore(text, blocks) ? undefined : text,
      token_budget: budgets,
    }),
  }
}

/** The blocks of a message: a list, the list as JSON in a text, or a single text or block. */
function blocksOf(content: Json | undefined): readonly Json[] {
  if (Array.isArray(content)) return content
  if (content === undefined || isEmpty(content)) return []
  if (typeof content !== 'string') return [content]
  return listInText(content) ?? [{ type: 'text', text: content }]
}

/** Some exports hold the list of blocks as a text; a text of a person's that is JSON has no blocks with types. */
function listInText(text: string): readonly Json[] | null {
  if (!/^\s*\[\s*\{/.test(text)) return null
  try {
    const value = JSON.parse(text) as Json
    const isList = Array.isArray(value) && value.every((block) => isJsonObject(block) && readsAsBlock(block))
    return isList && !isNestedDeeper(value, deepestNesting) ? value : null
  } catch {
    // A text that begins like a list and is none.
    return null
  }
}

function readsAsBlock(block: JsonObject): boolean {
  return typeof block['type'] === 'string' && Object.keys(block).length > 1
}

/** What the plain `text` of exports says in place of blocks that the telephone apps could not show. */
const placeholder =
  /```\s*(?:This block is not supported on your current device yet|Viewing artifacts created via the Analysis Tool web feature preview isn[’']t yet supported on mobile)\.\s*```/g

/** Whether `text` only repeats the blocks, with or without the thinking among them. */
function saysNothingMore(text: string, blocks: readonly Json[]): boolean {
  const spoken = blocks.filter(isJsonObject)
  const texts = spoken.map((block) => textAt(block, 'text') ?? '')
  if (text === texts.join('')) return true
  const plain = squeezed(text.replace(placeholder, ''))
  if (plain === '') return true
  const all = spoken.map((block) => textAt(block, 'text') ?? textAt(block, 'thinking') ?? '')
  return plain === squeezed(texts.join('')) || plain === squeezed(all.join(''))
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

function isInjected(part: Part): boolean {
  return part.type === 'context' && part.title.startsWith(injectedPrompt)
}

function hasUploads(raw: JsonObject): boolean {
  return ['attachments', 'files', 'files_v2'].some((key) => objectsAt(raw, key).length > 0)
}

/** Lists of files that are none, and what stands in such lists without being a file. */
function unreadableLists(raw: JsonObject): JsonObject {
  const unreadable = ['attachments', 'files', 'files_v2'].flatMap((key): [string, Json][] => {
    const value = raw[key]
    if (value === undefined || isEmpty(value)) return []
    if (!Array.isArray(value)) return [[key, value]]
    const others = listAt(raw, key).filter((entry) => !isJsonObject(entry) && !isEmpty(entry))
    return others.length === 0 ? [] : [[key, others]]
  })
  return Object.fromEntries(unreadable)
}

function divide<T>(list: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  const [first, second]: [T[], T[]] = [[], []]
  for (const item of list) (isFirst(item) ? first : second).push(item)
  return [first, second]
}
