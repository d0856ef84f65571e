/**
 * Puts lines of a Claude Code session together that are one message: an answer is written down block by block, and tools
 * that ran side by side answer line by line. Taken singly they would look like branches, which they are not.
 */
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt, listAt, objectAt, objectsAt } from '../fields.ts'
import type { GraphLine } from './lines.ts'

/** The lines of one message, in their order; never empty. */
export interface Turn {
  /** The uuid of its first line. */
  readonly id: string
  readonly lines: [GraphLine, ...GraphLine[]]
  parentId: string | null
}

/** Groups lines into messages, each of which knows its parent. */
export function turnsOf(lines: readonly GraphLine[]): readonly Turn[] {
  const turns: Turn[] = []
  const turnOf = new Map<string, Turn>()
  const resultsOf = new Map<string, Turn>()
  for (const line of lines) {
    const above = line.parent === null ? undefined : turnOf.get(line.parent)
    const joined = above === undefined ? undefined : turnToJoin(line, above, turnOf, resultsOf)
    if (joined) {
      joined.lines.push(line)
      turnOf.set(line.uuid, joined)
      continue
    }
    const turn: Turn = { id: line.uuid, lines: [line], parentId: null }
    turns.push(turn)
    turnOf.set(line.uuid, turn)
    if (above !== undefined && isResultLine(line)) resultsOf.set(above.id, turn)
  }
  for (const turn of turns) {
    const { parent } = turn.lines[0]
    // A parent that comes later in the file was not yet known.
    turn.parentId = parent === null ? null : (turnOf.get(parent)?.id ?? parent)
  }
  hangSidechains(turns)
  return turns
}

function turnToJoin(
  line: GraphLine,
  above: Turn,
  turnOf: ReadonlyMap<string, Turn>,
  resultsOf: ReadonlyMap<string, Turn>,
): Turn | undefined {
  const [first] = above.lines
  if (line.type === 'assistant') {
    const id = messageId(line)
    return first.type === 'assistant' && id !== null && id === messageId(first) ? above : undefined
  }
  if (!isResultLine(line)) return undefined
  const isBehindResults = isResultLine(first)
  const results = isBehindResults ? above : resultsOf.get(above.id)
  if (results === undefined) return undefined
  const called = callsOf(isBehindResults ? turnOf.get(first.parent ?? '') : above)
  const answered = new Set(results.lines.flatMap(answeredCalls))
  const belongs = answeredCalls(line).every((call) => called.has(call) && !answered.has(call))
  return belongs ? results : undefined
}

/** True for a line in which tools answer and nobody says anything. */
export function isResultLine(line: GraphLine): boolean {
  const content = listAt(objectAt(line.raw, 'message'), 'content')
  return line.type === 'user' && content.length > 0 && answeredCalls(line).length === content.length
}

function answeredCalls(line: GraphLine): string[] {
  return blocksOf(line, 'tool_result').flatMap((block) => filledTextAt(block, 'tool_use_id') ?? [])
}

function callsOf(turn: Turn | undefined): ReadonlySet<string> {
  const blocks = turn?.lines.flatMap((line) => blocksOf(line, 'tool_use')) ?? []
  return new Set(blocks.flatMap((block) => filledTextAt(block, 'id') ?? []))
}

function blocksOf(line: GraphLine, type: string): JsonObject[] {
  return objectsAt(objectAt(line.raw, 'message'), 'content').filter((block) => block['type'] === type)
}

function messageId(line: GraphLine): string | null {
  return filledTextAt(objectAt(line.raw, 'message'), 'id')
}

/** A side chain without a parent hangs below the call that started it: the one with its first words as prompt. */
function hangSidechains(turns: readonly Turn[]): void {
  const waiting = new Map<string, string[]>()
  for (const turn of turns) {
    const [first] = turn.lines
    if (first.raw['isSidechain'] === true && turn.parentId === null) {
      const prompt = objectAt(first.raw, 'message')['content']
      turn.parentId = (typeof prompt === 'string' ? waiting.get(prompt)?.shift() : undefined) ?? null
    }
    for (const call of turn.lines.flatMap((line) => blocksOf(line, 'tool_use'))) {
      const prompt = filledTextAt(objectAt(call, 'input'), 'prompt')
      if (prompt !== null) waiting.set(prompt, [...(waiting.get(prompt) ?? []), turn.id])
    }
  }
}
