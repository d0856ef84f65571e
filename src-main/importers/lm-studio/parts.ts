/** What one version of a turn of LM Studio says: a text with files, or the steps that an answer was made in. */
import type { Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { extraOf, filledTextAt, leftOver, listAt, numberAt, objectAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { textParts } from '../role-messages/content.ts'
import { partsOfAnswer } from '../think-tags.ts'

export interface Version {
  readonly parts: readonly Part[]
  /** The model that the steps name. */
  readonly model: string | null
  /** Why the last step ended: `eosFound`, `userStopped` … */
  readonly stopReason: string | null
  /** What became no part: notes on the state of tools, measurements. */
  readonly rest: JsonObject
}

/** Reads a version. Pieces that are not known are kept whole. */
export function partsOfVersion(version: JsonObject): Version {
  const isAnswer = version['role'] === 'assistant'
  const parts = listAt(version, 'content').flatMap((piece) => partsOfPiece(piece, isAnswer))
  const others: Json[] = []
  let model: string | null = null
  let stopReason: string | null = null
  for (const step of listAt(version, 'steps')) {
    if (!isJsonObject(step) || !Array.isArray(step['content'])) {
      others.push(step)
      continue
    }
    parts.push(...partsOfStep(step, isAnswer))
    const made = objectAt(step, 'genInfo')
    model = filledTextAt(made, 'identifier', 'indexedModelIdentifier') ?? model
    stopReason = filledTextAt(objectAt(made, 'stats'), 'stopReason') ?? stopReason
  }
  const senderInfo = extraOf(leftOver(objectAt(version, 'senderInfo'), new Set(['senderName'])))
  return {
    parts,
    model,
    stopReason,
    rest: {
      ...leftOver(version, new Set(['type', 'role', 'content', 'steps', 'senderInfo'])),
      ...extraOf({ senderInfo, steps: others }),
    },
  }
}

function partsOfStep(step: JsonObject, isAnswer: boolean): Part[] {
  const style = objectAt(step, 'style')
  const isThinking = style['type'] === 'thinking'
  const pieces = listAt(step, 'content').flatMap((piece) => partsOfPiece(piece, isAnswer && !isThinking))
  const parts = pieces.map((part): Part => {
    if (!isThinking || part.type !== 'text') return part
    const title = filledTextAt(style, 'title')
    return { ...part, type: 'thinking', ...(title === null ? {} : { title }) }
  })
  const [first, ...others] = parts
  // How quick the model was and with which settings: told once for a step.
  const about = partExtra({
    ...first?.extra,
    ...leftOver(step, new Set(['type', 'content', 'style', 'stepIdentifier', 'genInfo'])),
    ...leftOver(objectAt(step, 'genInfo'), new Set(['identifier'])),
  })
  return first === undefined ? [] : [{ ...first, ...about }, ...others]
}

function partsOfPiece(piece: Json, isAnswer: boolean): Part[] {
  if (typeof piece === 'string') return isAnswer ? partsOfAnswer(piece) : textParts(piece)
  if (!isJsonObject(piece)) return [{ type: 'unknown', kind: 'content', raw: piece }]
  const kind = filledTextAt(piece, 'type') ?? 'content'
  return partOfKind(kind, piece, isAnswer) ?? [{ type: 'unknown', kind, raw: piece }]
}

function partOfKind(kind: string, piece: JsonObject, isAnswer: boolean): Part[] | null {
  const rest = (...held: string[]): { readonly extra?: JsonObject } =>
    partExtra(leftOver(piece, new Set(['type', ...held])))
  const callId = filledTextAt(piece, 'toolCallRequestId', 'callId')
  switch (kind) {
    case 'text': {
      const text = textAt(piece, 'text')
      if (text === null) return null
      const parts = isAnswer ? partsOfAnswer(text) : textParts(text)
      const { extra } = rest('text', 'fromDraftModel', 'tokensCount', 'isStructural')
      return extra === undefined ? parts : parts.map((part) => ({ ...part, extra }))
    }
    case 'file': {
      const name = filledTextAt(piece, 'name')
      const ref = filledTextAt(piece, 'identifier') ?? name
      if (ref === null) return null
      const isImage = piece['fileType'] === 'image'
      return [
        attachmentPart({
          kind: isImage ? 'image' : kindOfMime(null, name),
          ref,
          name,
          size: numberAt(piece, 'sizeBytes'),
          ...rest('name', 'identifier', 'sizeBytes'),
        }),
      ]
    }
    case 'toolCallRequest': {
      const name = filledTextAt(piece, 'name')
      if (name === null) return null
      return [
        {
          type: 'tool-call',
          ...(callId === null ? {} : { id: callId }),
          name,
          input: piece['parameters'] ?? piece['arguments'] ?? {},
          ...rest('name', 'parameters', 'arguments', 'toolCallRequestId', 'callId'),
        },
      ]
    }
    case 'toolCallResult': {
      const content = piece['content'] ?? ''
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      const held = rest('content', 'toolCallRequestId', 'callId')
      return [{ type: 'tool-result', ...(callId === null ? {} : { callId }), text, ...held }]
    }
    default:
      return null
  }
}
