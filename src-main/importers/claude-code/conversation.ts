/**
 * The lines of one Claude Code session, or of one of its agents, as a conversation.
 *
 * A pure conversion: lines come from importer.ts.
 */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filesNotHere } from '../attachment-part.ts'
import { asObject, extraOf, filledTextAt, isEmpty, objectAt, objectsAt } from '../fields.ts'
import { baseName } from '../members.ts'
import { lastModel, timesOf } from '../message-facts.ts'
import type { Converted } from '../record.ts'
import { inTreeOrder } from '../tree-order.ts'
import type { GraphLine, SessionLines } from './lines.ts'
import { commonFields, messageOfTurn } from './message.ts'
import { turnsOf, type Turn } from './turns.ts'

/** Makes a conversation of a session's lines. `fileName` tells it from the sessions that it was resumed from. */
export function conversationFromClaudeCode({ graph, beside }: SessionLines, fileName: string): Converted {
  if (graph.length === 0) return { kind: 'skipped', reason: 'This session holds no messages.' }
  const session = sessionIdOf(graph, fileName)
  const agent = agentOf(graph)
  const common = commonOf(graph, session)
  const turns = turnsOf(graph)
  const toolNames = toolNamesOf(graph)
  const messages = inTreeOrder(
    turns.map((turn) => messageOfTurn(turn, { common, toolNames })),
    { kind: 'as-given' },
  )
  const id = agent === null ? session : `${session ?? ''}/agent-${agent}`
  const times = timesOf(messages)
  const conversation: Conversation = {
    id: id ?? fileName,
    source: 'claude-code',
    sourceId: id,
    type: 'agent',
    status: 'active',
    title: titleOf(graph, beside),
    endpoint: null,
    model: lastModel(messages),
    createdAt: times.first,
    updatedAt: times.last,
    tags: [],
    activeLeafId: lastTurn(turns, agent !== null),
    options: null,
    extra: extraOf({ ...common, linesBesideMessages: [...beside] }),
    messages,
  }
  return {
    kind: 'conversation',
    conversation,
    files: filesNotHere(messages, 'not in this file: the session only names it'),
  }
}

/** A resumed session repeats the lines of the earlier one, with the earlier id: its own is the file's, or the last. */
function sessionIdOf(graph: readonly GraphLine[], fileName: string): string | null {
  const ids = graph.flatMap(({ raw }) => filledTextAt(raw, 'sessionId') ?? [])
  const stem = baseName(fileName).replace(/\.[^.]*$/, '')
  return ids.includes(stem) ? stem : (ids.at(-1) ?? null)
}

/** The agent whose own log this is; null for the log of a session. */
function agentOf(graph: readonly GraphLine[]): string | null {
  const agent = filledTextAt(asObject(graph[0]?.raw), 'agentId')
  const isItsOwn = graph.every(({ raw }) => raw['isSidechain'] === true && raw['agentId'] === agent)
  return isItsOwn ? agent : null
}

function commonOf(graph: readonly GraphLine[], session: string | null): JsonObject {
  const common: JsonObject = session === null ? {} : { sessionId: session }
  for (const key of commonFields) {
    const value = graph.find(({ raw }) => !isEmpty(raw[key]))?.raw[key]
    if (value !== undefined && common[key] === undefined) common[key] = value
  }
  return common
}

function toolNamesOf(graph: readonly GraphLine[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { raw } of graph) {
    for (const block of objectsAt(objectAt(raw, 'message'), 'content')) {
      const [id, name] = [filledTextAt(block, 'id'), filledTextAt(block, 'name')]
      if (block['type'] === 'tool_use' && id !== null && name !== null) names.set(id, name)
    }
  }
  return names
}

/** The title that the reader gave, else the one that was made up, else the summary of one of these messages. */
function titleOf(graph: readonly GraphLine[], beside: readonly Json[]): string | null {
  const own = new Set(graph.map(({ uuid }) => uuid))
  const named = (type: string): JsonObject[] =>
    beside.filter((line): line is JsonObject => isJsonObject(line) && line['type'] === type)
  // Old versions wrote summaries of other sessions into a new one.
  const summaries = named('summary').filter((line) => own.has(filledTextAt(line, 'leafUuid') ?? ''))
  const titles = [
    ...summaries.map((line) => filledTextAt(line, 'summary')),
    ...named('ai-title').map((line) => filledTextAt(line, 'aiTitle', 'title')),
    ...named('custom-title').map((line) => filledTextAt(line, 'customTitle', 'title')),
  ]
  return titles.findLast((title) => title !== null) ?? null
}

/** Where the session stood when it was left: at the last line that is not in a side chain. */
function lastTurn(turns: readonly Turn[], isAgent: boolean): string | null {
  return turns.findLast(({ lines }) => isAgent || lines[0].raw['isSidechain'] !== true)?.id ?? null
}
