/** The blocks of a Cherry Studio message as typed parts: one entry for each type of block. */
import type { Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  asObject,
  extraOf,
  filledTextAt,
  isEmpty,
  leftOver,
  listAt,
  numberAt,
  objectAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { isWebAddress } from '../links.ts'
import { kindOfMime } from '../mime.ts'
import { partOfAddress } from '../role-messages/content.ts'

/** What every block repeats of its message, or what only says that it is done. */
const heldOfBlock = ['id', 'messageId', 'type', 'createdAt', 'updatedAt', 'model', 'error']

type BlockReader = (block: JsonObject) => Part[] | null

/** The parts of a block; one that is not known or not of its shape, or only an id without a block, is kept whole. */
export function partsOfBlock(block: Json): Part[] {
  if (!isJsonObject(block)) return [{ type: 'unknown', kind: 'block', raw: block }]
  const kind = filledTextAt(block, 'type') ?? 'block'
  const error = block['error']
  const parts = readers.get(kind)?.(block) ?? [{ type: 'unknown' as const, kind, raw: block }]
  return error === undefined || isEmpty(error) || kind === 'error' ? parts : [...parts, errorPart(error)]
}

const readers: ReadonlyMap<string, BlockReader> = new Map<string, BlockReader>([
  ['main_text', wordsReader('text')],
  ['thinking', wordsReader('thinking')],
  ['compact', wordsReader('text', true)],
  ['translation', wordsReader('text', true)],
  [
    'code',
    (block) => {
      const text = textAt(block, 'content')
      if (text === null) return null
      const language = filledTextAt(block, 'language')
      return [{ type: 'code', language, text, ...restOf(block, 'content', 'language') }]
    },
  ],
  ['error', (block) => (isEmpty(block['error']) ? null : [errorPart(block['error'] ?? null)])],
  ['image', imageParts],
  ['file', (block) => [partOfFile(block['file'] ?? null, restOf(block, 'file').extra)]],
  [
    'video',
    (block) => {
      const ref = filledTextAt(block, 'url', 'filePath')
      return ref === null ? null : [partOfAddress(ref, 'video', restOf(block, 'url', 'filePath').extra)]
    },
  ],
  ['tool', toolParts],
  ['citation', citationParts],
  // A block that was to become something else, and did not.
  [
    'unknown',
    (block) => (isEmpty(extraOf(leftOver(block, new Set([...heldOfBlock, 'status'])))) ? [] : null),
  ],
])

function wordsReader(type: 'text' | 'thinking', isKindKept = false): BlockReader {
  return (block) => {
    const text = textAt(block, 'content')
    if (text === null) return null
    const kept = isKindKept ? { type: block['type'] } : {}
    const rest = partExtra({ ...kept, ...restOf(block, 'content').extra })
    return text === '' && rest.extra === undefined ? [] : [{ type, text, ...rest }]
  }
}

function restOf(block: JsonObject, ...held: readonly string[]): { readonly extra?: JsonObject } {
  const isUsual = block['status'] === 'success'
  return partExtra(leftOver(block, new Set([...heldOfBlock, ...held, ...(isUsual ? ['status'] : [])])))
}

/** An error as received: an object with a message, or words. */
export function errorPart(error: Json): Part {
  if (typeof error === 'string') return { type: 'error', text: error }
  const fields = asObject(error)
  const name = filledTextAt(fields, 'name', 'code')
  const text = filledTextAt(fields, 'message') ?? name ?? 'An error of an unknown kind'
  const rest = partExtra(leftOver(fields, new Set(['message', 'name'])))
  return { type: 'error', text, ...(name === null ? {} : { name }), ...rest }
}

/** The part of a file's record. `storedAs` in its `extra` is how its bytes are called in the backup. */
export function partOfFile(file: Json, rest: JsonObject = {}): Part {
  const id = isJsonObject(file) ? filledTextAt(file, 'id', 'name', 'path') : null
  if (!isJsonObject(file) || id === null) return { type: 'unknown', kind: 'file', raw: file }
  const name = filledTextAt(file, 'origin_name', 'name')
  return attachmentPart({
    kind: file['type'] === 'image' ? 'image' : kindOfMime(null, name),
    ref: id,
    name,
    size: numberAt(file, 'size'),
    ...partExtra({
      ...leftOver(file, new Set(['id', 'origin_name', 'name', 'size', 'path', 'count'])),
      storedAs: file['name'] ?? `${id}${filledTextAt(file, 'ext') ?? ''}`,
      ...rest,
    }),
  })
}

function imageParts(block: JsonObject): Part[] | null {
  const metadata = objectAt(block, 'metadata')
  const { extra = {} } = restOf(block, 'url', 'file', 'metadata')
  const rest = {
    ...extra,
    ...extraOf({ metadata: extraOf(leftOver(metadata, new Set(['prompt', 'generateImageResponse']))) }),
  }
  const description = filledTextAt(metadata, 'prompt')
  const addresses = [block['url'] ?? null, ...listAt(objectAt(metadata, 'generateImageResponse'), 'images')]
  const found: Part[] = addresses
    .filter((address): address is string => typeof address === 'string' && address !== '')
    .map((address) => ({ ...partOfAddress(address, 'image', rest), description }))
  if (isJsonObject(block['file'])) {
    const part = partOfFile(block['file'], rest)
    found.push(part.type === 'attachment' ? { ...part, kind: 'image', description } : part)
  }
  return found.length === 0 ? null : found
}

/** A call and its answer; what the server sent is under `metadata.rawMcpToolResponse`. */
function toolParts(block: JsonObject): Part[] | null {
  const metadata = objectAt(block, 'metadata')
  const raw = objectAt(metadata, 'rawMcpToolResponse')
  const tool = objectAt(raw, 'tool')
  const name = filledTextAt(block, 'toolName') ?? filledTextAt(tool, 'name') ?? filledTextAt(block, 'toolId')
  if (name === null) return null
  const id = filledTextAt(raw, 'toolCallId', 'id') ?? filledTextAt(block, 'toolId')
  const answer = raw['response'] ?? block['content']
  const output = answer === undefined || answer === null ? null : textOfAnswer(answer)
  return [
    {
      type: 'tool-call',
      ...(id === null ? {} : { id }),
      name,
      input: block['arguments'] ?? raw['arguments'] ?? {},
      ...(output === null ? {} : { output }),
      ...partExtra({
        ...restOf(block, 'toolId', 'toolName', 'arguments', 'content', 'metadata').extra,
        ...leftOver(metadata, new Set(['rawMcpToolResponse'])),
        server: tool['serverName'],
        status: raw['status'] === 'done' ? undefined : raw['status'],
      }),
    },
  ]
}

function textOfAnswer(answer: Json): string {
  if (typeof answer === 'string') return answer
  const pieces = isJsonObject(answer) ? answer['content'] : answer
  const texts = Array.isArray(pieces) ? pieces.map((piece) => textAt(asObject(piece), 'text')) : []
  return texts.length > 0 && texts.every((text) => text !== null)
    ? texts.join('\n\n')
    : JSON.stringify(answer)
}

/** Web pages and pieces of the person's own library that an answer names, each as a quote. */
function citationParts(block: JsonObject): Part[] | null {
  const response = objectAt(block, 'response')
  const found = isJsonObject(response['results']) ? objectAt(response, 'results') : response
  const lists = ['results', 'groundingChunks', 'citations'].map((key) => listAt(found, key))
  const sources = [...lists.flat(), ...listAt(block, 'knowledge'), ...listAt(block, 'memories')]
  if (sources.length === 0) return isEmpty(response) ? [] : null
  const rest = {
    ...restOf(block, 'response', 'knowledge', 'memories').extra,
    ...leftOver(response, new Set(['results'])),
    ...(found === response ? {} : leftOver(found, new Set(['results', 'groundingChunks', 'citations']))),
  }
  return sources.map((source, index) => quoteOf(source, index === 0 ? rest : {}))
}

function quoteOf(source: Json, rest: JsonObject): Part {
  if (isWebAddress(source)) return { type: 'quote', title: null, url: source, text: '', ...partExtra(rest) }
  const fields = asObject(source)
  const inner = ['url_citation', 'web'].map((key) => fields[key]).find(isJsonObject) ?? fields
  const address = ['url', 'uri', 'link', 'sourceUrl'].map((key) => inner[key]).find(isWebAddress) ?? null
  const text = filledTextAt(inner, 'content', 'snippet', 'memory', 'cited_text')
  const title = filledTextAt(inner, 'title', 'sourceUrl')
  if (address === null && text === null) return { type: 'unknown', kind: 'citation', raw: source }
  const held = new Set(['url', 'uri', 'link', 'title', 'content', 'snippet', 'memory', 'cited_text'])
  return {
    type: 'quote',
    title,
    url: address,
    text: text ?? '',
    ...partExtra({ ...leftOver(inner, held), ...rest }),
  }
}
