/**
 * The lines of one turn of a Claude Code session as a message.
 *
 * Which lines are a turn and where it hangs is turns.ts's work.
 */
import type { Message, Part, Role } from '@shared/conversation.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { withUniqueRefs } from '../attachment-part.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, objectAt } from '../fields.ts'
import { partsOfContent, textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import type { GraphLine } from './lines.ts'
import { isResultLine, type Turn } from './turns.ts'

/** What holds for the whole session and is repeated on its lines. */
export interface Surroundings {
  /** Fields of the session's first line. */
  readonly common: JsonObject
  /** The name of each tool by the id of its call. */
  readonly toolNames: ReadonlyMap<string, string>
}

/** Fields that every line repeats; they are kept once, in the conversation, and on lines where they differ. */
export const commonFields = [
  'sessionId',
  'cwd',
  'gitBranch',
  'version',
  'userType',
  'entrypoint',
  'slug',
  'agentId',
] as const

const heldOfLine: ReadonlySet<string> = new Set([
  'uuid',
  'parentUuid',
  'type',
  'timestamp',
  'message',
  'attachment',
])
const heldOfMessage: ReadonlySet<string> = new Set(['role', 'type', 'content', 'model'])

/** Turns the lines of a turn into a message. Its id is the uuid of the first. */
export function messageOfTurn({ id, lines, parentId }: Turn, surroundings: Surroundings): Message {
  const [first, ...others] = lines
  const message = objectAt(first.raw, 'message')
  const model = filledTextAt(message, 'model')
  // Claude Code answers in the model's place where it could not be reached.
  const isByItself = model === '<synthetic>'
  return {
    id,
    sourceId: id,
    parentId,
    role: roleOf(first),
    sender: null,
    model: isByItself ? null : model,
    createdAt: timeOf(first.raw['timestamp']),
    isError: lines.some(({ raw }) => raw['isApiErrorMessage'] === true || raw['subtype'] === 'api_error'),
    isUnfinished: lines.some(({ raw }) => objectAt(raw, 'message')['stop_reason'] === 'max_tokens'),
    isHidden:
      first.type === 'system' ||
      first.type === 'attachment' ||
      lines.some(({ raw }) => raw['isMeta'] === true || raw['isCompactSummary'] === true),
    parts: withUniqueRefs(lines.flatMap((line) => partsOfLine(line, surroundings))),
    attachments: [],
    extra: extraOf({
      ...factsOf(first, surroundings),
      model: isByItself ? model : undefined,
      // The later lines of the message, as far as they say something that the first does not.
      lines: others.map((line) => ({
        uuid: line.uuid,
        timestamp: line.raw['timestamp'] ?? null,
        ...difference(factsOf(line, surroundings), factsOf(first, surroundings)),
      })),
    }),
  }
}

function roleOf(line: GraphLine): Role {
  if (isResultLine(line)) return 'tool'
  return line.type === 'user' || line.type === 'assistant' ? line.type : 'system'
}

/** What a line says beside its content. */
function factsOf({ raw, lostParent, progress }: GraphLine, { common }: Surroundings): JsonObject {
  const facts = {
    ...difference(leftOver(raw, heldOfLine), common),
    ...unreadableTimes(raw, ['timestamp']),
    parentUuid: lostParent,
    isSidechain: raw['isSidechain'] === true ? true : undefined,
    message: extraOf(leftOver(objectAt(raw, 'message'), heldOfMessage)),
    toolUseResult: hasOneResult(raw) ? undefined : raw['toolUseResult'],
    progress,
  }
  return extraOf(facts) ?? {}
}

function difference(facts: JsonObject, from: JsonObject): JsonObject {
  const differing = Object.entries(facts).filter(([key, value]) => {
    return from[key] === undefined || JSON.stringify(value) !== JSON.stringify(from[key])
  })
  return Object.fromEntries(differing)
}

function partsOfLine(line: GraphLine, { toolNames }: Surroundings): Part[] {
  const { raw } = line
  if (line.type === 'attachment') {
    const attachment = objectAt(raw, 'attachment')
    return [{ type: 'unknown', kind: filledTextAt(attachment, 'type') ?? 'attachment', raw: attachment }]
  }
  const content = raw['message'] === undefined ? raw['content'] : objectAt(raw, 'message')['content']
  const parts = partsOfContent(content)
  if (raw['isCompactSummary'] === true) return parts.map(asSummary)
  if (raw['subtype'] === 'api_error') return errorParts(raw, parts)
  return parts.map((part) => (part.type === 'tool-result' ? completed(part, raw, toolNames) : part))
}

function asSummary(part: Part): Part {
  return part.type === 'text'
    ? { type: 'context', title: 'Summary of what was said before', text: part.text }
    : part
}

function errorParts(raw: JsonObject, parts: readonly Part[]): Part[] {
  if (parts.length > 0)
    return parts.map((part) => (part.type === 'text' ? { type: 'error', text: part.text } : part))
  const error = objectAt(raw, 'error')
  const text = filledTextAt(error, 'message') ?? (isEmpty(error) ? '' : JSON.stringify(error))
  return text === '' ? textParts(text) : [{ type: 'error', text }]
}

/** An answer with the name of its tool, and with what Claude Code itself made of it. */
function completed(
  part: Extract<Part, { type: 'tool-result' }>,
  raw: JsonObject,
  toolNames: ReadonlyMap<string, string>,
): Part {
  const name = part.callId === undefined ? undefined : toolNames.get(part.callId)
  const result: Json | undefined = hasOneResult(raw) ? raw['toolUseResult'] : undefined
  const isRepeated = result === part.text
  return {
    ...part,
    ...(name === undefined ? {} : { name }),
    ...(result === undefined || isRepeated || isEmpty(result)
      ? {}
      : { extra: { ...part.extra, toolUseResult: result } }),
  }
}

function hasOneResult(raw: JsonObject): boolean {
  const content = listAt(objectAt(raw, 'message'), 'content')
  const results = content.filter(
    (block) => typeof block === 'object' && block !== null && 'tool_use_id' in block,
  )
  return results.length === 1
}
