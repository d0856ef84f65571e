/**
 * What GitHub Copilot answered: a list of pieces, of which those without a `kind` are words.
 *
 * Words, and the names of files and symbols between them, are one text again.
 */
import type { Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, leftOver, listAt, objectAt, partExtra, textAt } from '../fields.ts'
import { baseName } from '../members.ts'
import { joinTexts } from '../plain-message.ts'
import { parseArguments } from '../tool-arguments.ts'
import { pathOf } from './workspace-path.ts'

/** The parts of a response, and the pieces that say nothing to a reader: marks for undoing, names of code blocks. */
export function partsOfResponse(response: Json | undefined): {
  readonly parts: readonly Part[]
  readonly rest: Json[]
} {
  if (typeof response === 'string')
    return { parts: response === '' ? [] : [{ type: 'text', text: response }], rest: [] }
  const parts: Part[] = []
  const rest: Json[] = []
  for (const piece of Array.isArray(response) ? response : []) {
    const kind = isJsonObject(piece) ? filledTextAt(piece, 'kind') : null
    if (kind !== null && silentKinds.has(kind)) rest.push(piece)
    else parts.push(...partsOfPiece(piece, kind))
  }
  return { parts: joinTexts(parts), rest }
}

const silentKinds = new Set(['undoStop', 'codeblockUri', 'prepareToolInvocation', 'mcpServersStarting'])

function partsOfPiece(piece: Json, kind: string | null): Part[] {
  if (typeof piece === 'string') return [{ type: 'text', text: piece }]
  if (!isJsonObject(piece)) return [{ type: 'unknown', kind: 'response', raw: piece }]
  const read = kind === null ? readWords : readers.get(kind)
  return read?.(piece) ?? [{ type: 'unknown', kind: kind ?? 'response', raw: piece }]
}

type PieceReader = (piece: JsonObject) => Part[] | null

/** Words as VS Code writes them: a text, or `{value}` with rules for showing it beside. */
function wordsIn(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : isJsonObject(value) ? textAt(value, 'value') : null
}

function readWords(piece: JsonObject): Part[] | null {
  const text = wordsIn(piece['value'] ?? piece['content'])
  return text === null ? null : text === '' ? [] : [{ type: 'text', text }]
}

/** Words that the product shows apart from the answer, with what they are. */
function readNote(piece: JsonObject): Part[] | null {
  const text = wordsIn(piece['content']) ?? wordsIn(piece['message'])
  const title = filledTextAt(piece, 'title')
  if (text === null && title === null) return null
  const rest = leftOver(piece, new Set(['content', 'message', 'title', 'kind']))
  const words = [title, text].filter((line) => line !== null).join('\n\n')
  return [{ type: 'text', text: words, extra: { kind: piece['kind'] ?? null, ...rest } }]
}

function readThinking(piece: JsonObject): Part[] | null {
  const value = piece['value']
  const text = Array.isArray(value)
    ? value.filter((line) => typeof line === 'string').join('')
    : typeof value === 'string'
      ? value
      : null
  if (text === null) return null
  return text === ''
    ? []
    : [{ type: 'thinking', text, ...partExtra(leftOver(piece, new Set(['kind', 'value', 'id']))) }]
}

/** The name of a file or symbol in the middle of a sentence. */
function readReference(piece: JsonObject): Part[] | null {
  const reference = piece['inlineReference']
  const path = pathOf(reference)
  const name =
    filledTextAt(piece, 'name') ??
    (isJsonObject(reference) ? filledTextAt(reference, 'name') : null) ??
    (path === null ? null : baseName(path))
  return name === null ? null : [{ type: 'text', text: `\`${name}\`` }]
}

/** A change to files, kept as a call with all its edits. */
function readEdit(piece: JsonObject): Part[] {
  const kind = filledTextAt(piece, 'kind') ?? 'edit'
  const path = pathOf(piece['uri'])
  const input = { ...(path === null ? {} : { path }), ...leftOver(piece, new Set(['kind', 'uri'])) }
  return [{ type: 'tool-call', name: kind, input }]
}

const heldOfCall = new Set([
  'kind',
  'toolCallId',
  'toolId',
  'invocationMessage',
  'pastTenseMessage',
  'resultDetails',
  'isComplete',
  'isConfirmed',
  'presentation',
])

function readCall(piece: JsonObject): Part[] | null {
  const name = filledTextAt(piece, 'toolId', 'toolName')
  if (name === null) return null
  const id = filledTextAt(piece, 'toolCallId')
  const details = objectAt(piece, 'resultDetails')
  const given = details['input'] ?? objectAt(piece, 'toolSpecificData')['rawInput']
  const { input, original } =
    typeof given === 'string' ? parseArguments(given) : { input: given ?? {}, original: undefined }
  const outputs = listAt(details, 'output').map((one) =>
    isJsonObject(one) ? wordsIn(one['value']) : wordsIn(one),
  )
  const output = outputs.filter((text) => text !== null && text !== '').join('\n\n')
  const told = wordsIn(piece['pastTenseMessage']) ?? wordsIn(piece['invocationMessage'])
  return [
    {
      type: 'tool-call',
      ...(id === null ? {} : { id }),
      name,
      input,
      ...(output !== '' ? { output } : told === null ? {} : { output: told }),
      ...partExtra({
        ...leftOver(piece, heldOfCall),
        original,
        message: output === '' ? undefined : told,
        resultDetails: Array.isArray(piece['resultDetails'])
          ? piece['resultDetails']
          : extraOf(leftOver(details, new Set(['input', ...(output === '' ? [] : ['output'])]))),
      }),
    },
  ]
}

const readers: ReadonlyMap<string, PieceReader> = new Map<string, PieceReader>([
  ['markdownContent', readWords],
  ['markdownVuln', readWords],
  ['inlineReference', readReference],
  ['thinking', readThinking],
  ['toolInvocationSerialized', readCall],
  ['toolInvocation', readCall],
  ['textEditGroup', readEdit],
  ['notebookEditGroup', readEdit],
  ['progressMessage', readNote],
  ['progressTaskSerialized', readNote],
  ['progressTask', readNote],
  ['warning', readNote],
  ['confirmation', readNote],
])
