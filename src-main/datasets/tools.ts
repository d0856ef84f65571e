/** The tools of a record: what the source describes, then whatever was called without being described; each name once. */
import type { Conversation } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { cleanObject, type Cleaner } from './clean-turns.ts'
import type { Turn } from './turn.ts'

/** A tool as chat APIs describe it: `{type: "function", function: {name, …}}`. */
export interface Tool {
  readonly type: 'function'
  readonly function: JsonObject & { readonly name: string }
}

/**
 * The tools of some cleaned turns, the first description of each name, cleaned like them. `round` is the number of a
 * graph's round, whose own tools are meant; undefined takes those of all rounds.
 */
export function toolsOf(
  conversation: Conversation,
  turns: readonly Turn[],
  clean: Cleaner,
  round?: Json,
): Tool[] {
  const described = [
    ...listOf(conversation.options?.['tools']),
    ...listOf(conversation.extra?.['rounds']).flatMap((facts) =>
      isJsonObject(facts) && (round === undefined || facts['round'] === round) ? listOf(facts['tools']) : [],
    ),
  ]
    .flatMap(readTool)
    .flatMap((tool) => named(cleanObject(tool.function, clean)))
  const called = turns.flatMap((turn) => (turn.role === 'function_call' ? turn.calls : []))
  const tools = new Map<string, Tool>()
  for (const tool of [...described, ...called.map(({ name }) => bareTool(name))]) {
    if (!tools.has(tool.function.name)) tools.set(tool.function.name, tool)
  }
  return [...tools.values()]
}

/** A description filled up with what trainers ask for, and whether anything was missing. */
export function filledUp(tool: Tool): { readonly tool: Tool; readonly isChanged: boolean } {
  const { parameters, description } = tool.function
  const given = isJsonObject(parameters) ? parameters : {}
  const isWhole = isJsonObject(given['properties']) && typeof description === 'string'
  if (isWhole) return { tool, isChanged: false }
  const properties = isJsonObject(given['properties']) ? given['properties'] : {}
  const text = typeof description === 'string' ? description : ''
  const filled = { ...tool.function, description: text, parameters: { type: 'object', ...given, properties } }
  return { tool: { type: 'function', function: filled }, isChanged: true }
}

/** Wrapped as OpenAI does, or flat as others do; what is no function or has no name gives none. */
function readTool(raw: Json): Tool[] {
  if (!isJsonObject(raw)) return []
  const inner = raw['function']
  if (isJsonObject(inner)) return raw['type'] === 'function' ? named(inner) : []
  if (raw['type'] !== undefined && raw['type'] !== 'function') return []
  const { type: _type, input_schema: schema, ...rest } = raw
  return named(schema === undefined ? rest : { ...rest, parameters: schema })
}

function named(description: JsonObject): Tool[] {
  const name = description['name']
  return typeof name === 'string' && name !== ''
    ? [{ type: 'function', function: { ...description, name } }]
    : []
}

function bareTool(name: string): Tool {
  return {
    type: 'function',
    function: { name, description: '', parameters: { type: 'object', properties: {} } },
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}
