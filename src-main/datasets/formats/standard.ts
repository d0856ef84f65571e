/** The seed's format, and the same with tools as the text that LLaMA-Factory maps. */
import type { DatasetOptions } from '@shared/datasets/options.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import type { ChangeTally } from '../change-tally.ts'
import type { Draft } from '../drafts.ts'
import { textOfTurn } from '../rendered-turns.ts'
import { toLine, type Columns, type Shape } from '../shape.ts'
import { filledUp, type Tool } from '../tools.ts'
import type { Turn } from '../turn.ts'
import { standardTags, type RecordFormat } from './record-format.ts'

export const standard: RecordFormat = {
  id: 'standard',
  columns: ({ extraFields }) => columnsWith('json', extraFields),
  record: (draft, options, tally) =>
    recordOf(
      draft,
      draft.tools.map((tool) => ({ ...tool })),
      options,
      tally,
    ),
  describe: () => ({ formatting: 'sharegpt', columns: { messages: 'messages' }, tags: standardTags }),
}

export const llamaFactory: RecordFormat = {
  id: 'llama-factory',
  columns: () => columnsWith('text', false),
  record: (draft, options, tally) => recordOf(draft, toolsText(draft.tools, tally), options, tally),
  describe: () => ({
    formatting: 'sharegpt',
    columns: { messages: 'messages', tools: 'tools' },
    tags: standardTags,
  }),
}

/** Descriptions as JSON text, each filled up with what LLaMA-Factory would otherwise stop at. */
export function toolsText(tools: readonly Tool[], tally: ChangeTally): string {
  return toLine(completeTools(tools, tally), tally)
}

/** Descriptions with everything that trainers ask of them. */
export function completeTools(tools: readonly Tool[], tally: ChangeTally): JsonObject[] {
  return tools.map((given) => {
    const { tool, isChanged } = filledUp(given)
    if (isChanged) tally.change('tool-filled-up')
    return { ...tool }
  })
}

const callShape: Shape = { list: { struct: { id: 'text', name: 'text', arguments: 'text' } } }

function columnsWith(tools: Shape, hasExtraFields: boolean): Columns {
  const extra: Columns = hasExtraFields
    ? { tool_calls: callShape, tool_call_id: 'text', reasoning_content: 'text', text: 'text' }
    : {}
  return {
    data_source: 'text',
    ability: { list: 'text' },
    messages: { list: { struct: { role: 'text', content: 'text', ...extra } } },
    tools,
    model: 'text',
    conversation_id: 'text',
  }
}

function recordOf(draft: Draft, tools: Json, options: DatasetOptions, tally: ChangeTally): JsonObject {
  // What the extra fields hold is not left out.
  const rendering = { options, tally: options.extraFields ? null : tally }
  return {
    data_source: draft.type,
    ability: [...draft.tags],
    messages: draft.turns.map((turn) => ({
      role: turn.role,
      content: textOfTurn(turn, rendering),
      ...(options.extraFields ? extraFieldsOf(turn) : {}),
    })),
    tools,
    model: draft.model,
    conversation_id: draft.recordId,
  }
}

/** The same four keys in every message, never null: readers fix the columns by the first messages they see. */
function extraFieldsOf(turn: Turn): JsonObject {
  return {
    tool_calls:
      turn.role === 'function_call'
        ? turn.calls.map(({ id, name, arguments: given }) => ({ id, name, arguments: toLine(given) }))
        : [],
    tool_call_id: turn.role === 'tool' ? turn.results.map(({ callId }) => callId).join(',') : '',
    reasoning_content: 'reasoning' in turn ? turn.reasoning : '',
    text: turn.role === 'function_call' ? turn.text : '',
  }
}
