/**
 * One response of Grok's export as a message; questions are called responses as well.
 *
 * Where it stands in the tree is conversation.ts's work, the tags inside texts are tags.ts's.
 */
import type { Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, listAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { baseName } from '../members.ts'
import { kindOfMime, mimeOfName } from '../mime.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText } from '../unique-id.ts'
import { partsOfTagged } from './tags.ts'

/** Every field is written with underscores in the export, and without in what the web page asks from the server. */
const heldOfResponse: ReadonlySet<string> = new Set([
  '_id',
  'response_id',
  'responseId',
  'conversation_id',
  'conversationId',
  'parent_response_id',
  'parentResponseId',
  'threadParentId',
  'message',
  'sender',
  'create_time',
  'createTime',
  'model',
  'partial',
  'error',
  'thinking_trace',
  'thinkingTrace',
  'agent_thinking_traces',
  'cited_web_search_results',
  'citedWebSearchResults',
  'file_attachments',
  'fileAttachments',
  'image_attachments',
  'imageAttachments',
  'generated_image_urls',
  'generatedImageUrls',
  'user_id',
  'userId',
])

/** Reads a response. `around` is what else its entry holds: the link under which it was shared. */
export function messageOf(
  raw: JsonObject,
  around: JsonObject,
): Omit<Message, 'id' | 'sourceId' | 'parentId'> {
  const sender = filledTextAt(raw, 'sender')
  const isHuman = /^(?:human|user)$/i.test(sender ?? '')
  const isNamed = sender !== null && !/^(?:human|user|assistant)$/i.test(sender)
  const error = filledTextAt(raw, 'error')
  const created = raw['create_time'] ?? raw['createTime']
  return {
    role: isHuman ? 'user' : 'assistant',
    sender: isNamed ? sender : null,
    model: isHuman ? null : filledTextAt(raw, 'model'),
    createdAt: timeOf(created),
    isError: error !== null,
    isUnfinished: raw['partial'] === true,
    isHidden: false,
    parts: [
      ...thinkingParts(raw),
      ...messageParts(raw),
      ...quoteParts(raw),
      ...fileParts(raw),
      ...(error === null ? [] : [{ type: 'error' as const, text: error }]),
    ],
    attachments: [],
    extra: extraOf({
      ...leftOver(raw, heldOfResponse),
      ...unreadableTimes(raw, ['create_time', 'createTime']),
      ...around,
      model: isHuman ? raw['model'] : undefined,
      error: error === null && raw['error'] !== false ? raw['error'] : undefined,
    }),
  }
}

function thinkingParts(raw: JsonObject): Part[] {
  const trace = filledTextAt(raw, 'thinking_trace', 'thinkingTrace')
  const own = trace === null ? [] : partsOfTagged(trace, (text) => ({ type: 'thinking', text }))
  const agents = listAt(raw, 'agent_thinking_traces').flatMap((one): Part[] => {
    const text = isJsonObject(one) ? textAt(one, 'thinking_trace') : null
    if (!isJsonObject(one) || text === null)
      return [{ type: 'unknown', kind: 'agent_thinking_trace', raw: one }]
    const title = idText(one['agent_id'])
    const rest = partExtra(leftOver(one, new Set(['agent_id', 'thinking_trace'])))
    return partsOfTagged(text, (piece) => {
      return { type: 'thinking', text: piece, ...(title === null ? {} : { title }), ...rest }
    })
  })
  return [...own, ...agents]
}

function messageParts(raw: JsonObject): Part[] {
  const message = raw['message']
  if (message === undefined || message === null) return []
  if (typeof message !== 'string') return [{ type: 'unknown', kind: 'message', raw: message }]
  return partsOfTagged(message, (text) => ({ type: 'text', text }))
}

/** The pages that an answer cites; those that it only found stay in `extra`. */
function quoteParts(raw: JsonObject): Part[] {
  const cited = [...objectsAt(raw, 'cited_web_search_results'), ...objectsAt(raw, 'citedWebSearchResults')]
  return cited.map((page) => ({
    type: 'quote',
    title: filledTextAt(page, 'title'),
    url: filledTextAt(page, 'url'),
    text: filledTextAt(page, 'preview', 'description') ?? '',
    ...partExtra(
      leftOver(
        page,
        new Set(['title', 'url', filledTextAt(page, 'preview') === null ? 'description' : 'preview']),
      ),
    ),
  }))
}

function fileParts(raw: JsonObject): Part[] {
  const files = ['file_attachments', 'fileAttachments'].flatMap((key) => listAt(raw, key))
  const pictures = [
    'image_attachments',
    'imageAttachments',
    'generated_image_urls',
    'generatedImageUrls',
  ].flatMap((key) => listAt(raw, key))
  return [
    ...files.map((file) => partOfFile(file, null)),
    ...pictures.map((file) => partOfFile(file, 'image')),
  ]
}

/** A file by its id or address, or by a record that holds one. */
function partOfFile(file: Json, kind: 'image' | null): Part {
  const record = isJsonObject(file) ? file : {}
  const idKeys = ['file_metadata_id', 'fileMetadataId', 'asset_id', 'id', 'url', 'image_url']
  const ref = isJsonObject(file) ? filledTextAt(record, ...idKeys) : idText(file)
  if (ref === null) return { type: 'unknown', kind: 'attachment', raw: file }
  const nameKeys = ['file_name', 'fileName', 'name']
  const mimeKeys = ['file_mime_type', 'fileMimeType', 'mime_type']
  const name = filledTextAt(record, ...nameKeys) ?? (ref.includes('/') ? baseName(ref) : null)
  const mime = filledTextAt(record, ...mimeKeys) ?? (name === null ? null : mimeOfName(name))
  const held = new Set([idKeys.find((key) => record[key] === ref) ?? '', ...nameKeys, ...mimeKeys])
  return attachmentPart({
    kind: kind ?? kindOfMime(mime, name),
    ref,
    name,
    mime,
    ...partExtra(leftOver(record, held)),
  })
}
