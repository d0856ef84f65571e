/** Chat messages as APIs write them: OpenAI's fine-tuning files, and the variant that TRL and Axolotl read. */
import type { Json, JsonObject } from '@shared/json.ts'
import type { ChangeTally } from '../change-tally.ts'
import type { Draft } from '../drafts.ts'
import { thought, type Rendering } from '../rendered-turns.ts'
import { toLine } from '../shape.ts'
import type { Tool } from '../tools.ts'
import type { Call, Turn } from '../turn.ts'
import { standardTags, type DatasetDescription, type RecordFormat } from './record-format.ts'
import { completeTools } from './standard.ts'

/** OpenAI takes no other keys than these, and tool names of 64 letters, digits, _ and - only. */
export const openai: RecordFormat = {
  id: 'openai',
  columns: () => ({ messages: 'json', tools: 'json' }),
  record: (draft, options, tally) => {
    const named = withPlainNames(draft, tally)
    return {
      messages: messagesOf(named.turns, { options, tally }, (given) => toLine(given, tally)),
      ...(named.tools.length === 0 ? {} : { tools: completeTools(named.tools, tally) }),
    }
  },
  describe: () => description,
}

/** Arguments as objects, tools in every record: what chat templates of Hugging Face take. */
export const trl: RecordFormat = {
  id: 'trl',
  columns: () => ({ messages: 'json', tools: 'json' }),
  record: (draft, options, tally) => ({
    messages: messagesOf(draft.turns, { options, tally }, (given) => given),
    tools: completeTools(draft.tools, tally),
  }),
  describe: () => description,
}

const description: DatasetDescription = {
  formatting: 'openai',
  columns: { messages: 'messages', tools: 'tools' },
  tags: standardTags,
}

function messagesOf(
  turns: readonly Turn[],
  rendering: Rendering,
  writeArguments: (given: JsonObject) => Json,
): JsonObject[] {
  let ids: string[] = []
  return turns.flatMap((turn, at): JsonObject[] => {
    switch (turn.role) {
      case 'system':
      case 'user':
        return [{ role: turn.role, content: turn.text }]
      case 'assistant':
        return [{ role: 'assistant', content: `${thought(turn.reasoning, rendering)}${turn.text}` }]
      case 'function_call':
        ids = idsOf(turn.calls, at)
        return [
          {
            role: 'assistant',
            content: `${thought(turn.reasoning, rendering)}${turn.text}`,
            tool_calls: turn.calls.map((call, index) => ({
              id: ids[index] ?? '',
              type: 'function',
              function: { name: call.name, arguments: writeArguments(call.arguments) },
            })),
          },
        ]
      case 'tool':
        return answersTo(ids, turn.results).map(({ id, text }) => ({
          role: 'tool',
          tool_call_id: id,
          content: text,
        }))
    }
  })
}

/** Every call has an id that no other has in the record; a source that gave none gets `call_3_1`. */
function idsOf(calls: readonly Call[], at: number): string[] {
  const taken = new Set<string>()
  return calls.map(({ id }, index) => {
    const unique = id === '' || taken.has(id) ? `call_${at}_${index + 1}` : id
    taken.add(unique)
    return unique
  })
}

/** One answer for each call, by id where the source has ids, else in their order; surplus ones join the last. */
function answersTo(
  ids: readonly string[],
  results: readonly { readonly callId: string; readonly text: string }[],
): { readonly id: string; readonly text: string }[] {
  const open = [...results]
  const answers = ids.map((id) => {
    const named = open.findIndex(({ callId }) => callId === id)
    return { id, texts: named < 0 ? [] : open.splice(named, 1).map(({ text }) => text) }
  })
  for (const answer of answers) {
    if (answer.texts.length === 0) answer.texts.push(...open.splice(0, 1).map(({ text }) => text))
  }
  answers.at(-1)?.texts.push(...open.map(({ text }) => text))
  return answers.map(({ id, texts }) => ({ id, text: texts.join('\n\n') }))
}

function withPlainNames(
  { turns, tools }: Draft,
  tally: ChangeTally,
): { readonly turns: readonly Turn[]; readonly tools: readonly Tool[] } {
  const plain = (name: string): string => {
    const allowed = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64) || 'tool'
    if (allowed !== name) tally.change('tool-renamed')
    return allowed
  }
  return {
    turns: turns.map((turn) =>
      turn.role === 'function_call'
        ? { ...turn, calls: turn.calls.map((call) => ({ ...call, name: plain(call.name) })) }
        : turn,
    ),
    tools: tools.map(({ type, function: described }) => ({
      type,
      function: { ...described, name: plain(described.name) },
    })),
  }
}
