/** One message of an Open WebUI chat. Its place in the tree is tree.ts's work. */
import type { Message, Part, Role } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  extraOf,
  filledTextAt,
  isEmpty,
  leftOver,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { isWebAddress } from '../links.ts'
import { kindOfMime } from '../mime.ts'
import { partOfAddress, partsOfContent } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { splitDetails } from './details.ts'
import { partsOfOutput } from './output.ts'
import { heldOfMessage } from './raw-shape.ts'

const roles: ReadonlyMap<string, Role> = new Map([
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['system', 'system'],
  ['tool', 'tool'],
])

/** Turns a message into one of ours. Its id is the one in the tree. */
export function messageOf(id: string, parentId: string | null, raw: JsonObject): Message {
  const roleName = filledTextAt(raw, 'role')
  const role = roles.get(roleName ?? '') ?? 'assistant'
  const said = saidIn(raw, role)
  const sources = [...objectsAt(raw, 'sources'), ...objectsAt(raw, 'citations')]
  const errors = errorParts(raw['error'])
  const model = filledTextAt(raw, 'model')
  return {
    id,
    sourceId: id,
    parentId,
    role,
    sender: filledTextAt(raw, 'modelName') ?? (role === 'assistant' ? model : null),
    model,
    createdAt: timeOf(raw['timestamp']),
    isError: errors.length > 0,
    isUnfinished: raw['done'] === false || !said.isDone,
    isHidden: role === 'system' || role === 'tool',
    parts: [...said.parts, ...sources.flatMap(quotesOf), ...errors, ...filesOf(raw)],
    attachments: [],
    extra: extraOf({
      ...leftOver(raw, heldOfMessage),
      ...unreadableTimes(raw, ['timestamp']),
      ...said.rest,
      id: raw['id'] === id ? null : raw['id'],
      role: roleName === role ? null : roleName,
      unreadableSources: [...listAt(raw, 'sources'), ...listAt(raw, 'citations')].filter(
        (source) => !isJsonObject(source),
      ),
    }),
  }
}

interface Said {
  readonly parts: readonly Part[]
  readonly isDone: boolean
  /** What was not made a part of. */
  readonly rest: JsonObject
}

/** `output` says the same as `content` in a better order; where it does not, the content stays beside. */
function saidIn(raw: JsonObject, role: Role): Said {
  const content = raw['content']
  const written: Said =
    role === 'assistant' && typeof content === 'string'
      ? { ...splitDetails(content), rest: {} }
      : { parts: partsOfContent(content), isDone: true, rest: {} }
  const output = partsOfOutput(listAt(raw, 'output'))
  if (output.length === 0) {
    return isEmpty(raw['output']) ? written : { ...written, rest: { output: raw['output'] ?? null } }
  }
  const isSame = wordsOf(written.parts) === wordsOf(output)
  return { parts: output, isDone: true, rest: isSame || content === undefined ? {} : { content } }
}

function wordsOf(parts: readonly Part[]): string {
  const texts = parts.map((part) => (part.type === 'text' ? part.text : ''))
  return texts.join('').replace(/\s+/g, '')
}

/** An error is a text, an object around one, or `true` where the content is the error. */
function errorParts(error: Json | undefined): Part[] {
  if (error === undefined || error === false || isEmpty(error)) return []
  if (!isJsonObject(error)) return [{ type: 'error', text: error === true ? '' : textOf(error) }]
  const inner = error['content'] ?? error['message'] ?? error['detail']
  const rest = leftOver(error, new Set(['content', 'message', 'detail']))
  return [
    { type: 'error', text: inner === undefined ? JSON.stringify(error) : textOf(inner), ...partExtra(rest) },
  ]
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The passages of a source that were given to the model, each as a quotation. */
function quotesOf(source: JsonObject): Part[] {
  const about = objectAt(source, 'source')
  const passages = listAt(source, 'document')
  const metadata = listAt(source, 'metadata')
  const title = filledTextAt(about, 'name', 'title', 'id')
  const url = [filledTextAt(about, 'url'), filledTextAt(about, 'id'), title].find((one) =>
    isWebAddress(one ?? ''),
  )
  const rest = { ...leftOver(source, heldOfSource), source: leftOver(about, heldOfAbout) }
  if (passages.length === 0) return [{ type: 'quote', title, url: url ?? null, text: '', ...partExtra(rest) }]
  return passages.map((passage, index): Part => {
    const detail = metadata[index]
    const named = isJsonObject(detail) ? filledTextAt(detail, 'source', 'url') : null
    return {
      type: 'quote',
      title: (isJsonObject(detail) ? filledTextAt(detail, 'name', 'title') : null) ?? title,
      url: isWebAddress(named ?? '') ? named : (url ?? null),
      text: typeof passage === 'string' ? passage : JSON.stringify(passage),
      ...partExtra({ ...(index === 0 ? rest : {}), metadata: detail ?? null }),
    }
  })
}

const heldOfSource: ReadonlySet<string> = new Set(['source', 'document', 'metadata'])
const heldOfAbout: ReadonlySet<string> = new Set(['name', 'url'])

/** Files by their place on the server, or in the message itself; a record that is no file is kept whole. */
function filesOf(raw: JsonObject): Part[] {
  return listAt(raw, 'files').flatMap((file): Part[] => {
    if (!isJsonObject(file)) return file === null ? [] : [{ type: 'unknown', kind: 'file', raw: file }]
    const type = filledTextAt(file, 'type')
    const about = objectAt(file, 'file')
    const meta = objectAt(about, 'meta')
    const url = textAt(file, 'url')
    const name = filledTextAt(file, 'name') ?? filledTextAt(about, 'filename') ?? filledTextAt(meta, 'name')
    const mime = filledTextAt(file, 'content_type') ?? filledTextAt(meta, 'content_type')
    const kind = type === 'image' ? 'image' : kindOfMime(mime, name)
    const rest = leftOver(
      file,
      new Set(['type', 'url', 'name', 'size', 'content_type', ...(url ? [] : ['id'])]),
    )
    if (url?.startsWith('data:') === true) return [partOfAddress(url, kind, rest)]
    const ref = url !== null && url !== '' ? url : (filledTextAt(file, 'id') ?? name)
    if (ref === null) return [{ type: 'unknown', kind: type ?? 'file', raw: file }]
    const size = numberAt(file, 'size') ?? numberAt(meta, 'size')
    const what = type === 'image' || type === 'file' ? null : type
    return [attachmentPart({ kind, ref, name, mime, size, ...partExtra({ ...rest, type: what }) })]
  })
}
