/**
 * One session of GitHub Copilot's chat as a conversation: every request is a question and its answer.
 *
 * A pure conversion: sessions come from importer.ts, what an answer says is response.ts's work.
 */
import type { Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachedFiles } from '../attached-files.ts'
import { attachmentPart } from '../attachment-part.ts'
import {
  extraOf,
  filledTextAt,
  leftOver,
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  partExtra,
  textAt,
} from '../fields.ts'
import { plainConversation } from '../plain-conversation.ts'
import { chained, plainMessage } from '../plain-message.ts'
import type { Converted } from '../record.ts'
import { textParts } from '../role-messages/content.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { idText, uniqueId } from '../unique-id.ts'
import { partsOfResponse } from './response.ts'
import { pathOf } from './workspace-path.ts'

/** Turns a session into a conversation, or says in words for a person why it is none. Never throws for any JSON. */
export function conversationFromCopilot(raw: Json): Converted {
  if (!isJsonObject(raw))
    return { kind: 'failed', reason: 'This is not a chat, or its first line is damaged.' }
  const list = listAt(raw, 'requests')
  const requests = list.filter(isJsonObject)
  const first = requests[0]
  if (!first) return { kind: 'skipped', reason: 'This conversation holds no messages.' }
  const names = {
    user: filledTextAt(raw, 'requesterUsername'),
    assistant: filledTextAt(raw, 'responderUsername'),
  }
  const taken = new Set<string>()
  const messages = chained(requests.flatMap((request, index) => messagesOf(request, index, names, taken)))
  // An exported chat has no id: its first request tells it from others.
  const id = filledTextAt(raw, 'sessionId') ?? idText(first['requestId'])
  const conversation = plainConversation({
    id: id ?? messages[0]?.id ?? 'session',
    source: 'github-copilot',
    sourceId: id,
    title: filledTextAt(raw, 'customTitle', 'computedTitle'),
    createdAt: timeOf(raw['creationDate']),
    updatedAt: timeOf(raw['lastMessageDate']),
    extra: extraOf({
      ...leftOver(raw, heldOfSession),
      ...unreadableTimes(raw, ['creationDate', 'lastMessageDate']),
      requests: list.filter((request) => !isJsonObject(request)),
    }),
    messages,
  })
  const files = attachedFiles(messages, 'not in this file: it stood in the person’s own folder')
  return { kind: 'conversation', conversation, files }
}

const heldOfSession = new Set([
  'sessionId',
  'requesterUsername',
  'responderUsername',
  'customTitle',
  'computedTitle',
  'creationDate',
  'lastMessageDate',
  'requests',
])

const heldOfRequest = new Set([
  'requestId',
  'responseId',
  'message',
  'variableData',
  'response',
  'timestamp',
  'modelId',
  'agent',
  'isCanceled',
  'result',
  'isHidden',
])

interface Names {
  readonly user: string | null
  readonly assistant: string | null
}

function messagesOf(request: JsonObject, index: number, names: Names, taken: Set<string>): Message[] {
  const requestId = idText(request['requestId'])
  const responseId = idText(request['responseId'])
  const id = uniqueId(requestId ?? `#${index + 1}`, taken)
  const answerId = uniqueId(responseId ?? `${id}/response`, taken)
  const createdAt = timeOf(request['timestamp'])
  const isHidden = request['isHidden'] === true || isJsonObject(request['shouldBeRemovedOnSend'])
  const result = objectAt(request, 'result')
  const failure = objectAt(result, 'errorDetails')
  const failed = filledTextAt(failure, 'message')
  const took = numberAt(objectAt(result, 'timings'), 'totalElapsed')
  const agent = objectAt(request, 'agent')
  const question = request['message']
  const own = isJsonObject(question) ? question : {}
  const answer = partsOfResponse(request['response'])
  return [
    plainMessage({
      id,
      sourceId: requestId,
      role: 'user',
      sender: names.user,
      createdAt,
      isHidden,
      parts: [
        ...textParts(typeof question === 'string' ? question : (textAt(own, 'text') ?? '')),
        ...objectsAt(objectAt(request, 'variableData'), 'variables').map(variablePart),
      ],
      // The pieces of a question only say which of its words are names of agents and files.
      extra: extraOf(leftOver(own, new Set(['text', 'parts']))),
    }),
    plainMessage({
      id: answerId,
      sourceId: responseId ?? (requestId === null ? null : `${requestId}/response`),
      role: 'assistant',
      sender: names.assistant ?? filledTextAt(agent, 'fullName', 'name', 'id'),
      model: filledTextAt(request, 'modelId'),
      createdAt:
        timeOf(objectAt(request, 'modelState')['completedAt']) ??
        (createdAt === null || took === null ? createdAt : createdAt + Math.round(took)),
      isUnfinished: request['isCanceled'] === true || failure['responseIsIncomplete'] === true,
      isHidden,
      parts: [...answer.parts, ...(failed === null ? [] : [{ type: 'error' as const, text: failed }])],
      extra: extraOf({
        ...leftOver(request, heldOfRequest),
        ...unreadableTimes(request, ['timestamp']),
        agent: agent['id'],
        result: extraOf({
          ...leftOver(result, new Set(['errorDetails'])),
          errorDetails: extraOf(leftOver(failure, new Set(['message']))),
        }),
        response: answer.rest,
      }),
    }),
  ]
}

/** What was given along: a file, a selection, a picture. */
function variablePart(variable: JsonObject): Part {
  const value = variable['value']
  const path = pathOf(value)
  const name = filledTextAt(variable, 'name')
  const ref = path ?? filledTextAt(variable, 'id') ?? name
  if (ref === null) return { type: 'unknown', kind: 'variable', raw: variable }
  const isImage = variable['kind'] === 'image' || variable['isImage'] === true
  const text = typeof value === 'string' && path === null ? value : filledTextAt(variable, 'code')
  if (text !== null && !isImage) {
    const rest = partExtra(leftOver(variable, new Set(['name', 'value', 'code'])))
    return { type: 'context', title: name ?? 'Text', text, ...rest }
  }
  return attachmentPart({
    kind: isImage ? 'image' : 'file',
    ref,
    name,
    mime: filledTextAt(variable, 'mimeType'),
    ...partExtra(leftOver(variable, new Set(['name', 'mimeType']))),
  })
}
