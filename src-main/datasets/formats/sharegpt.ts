/** ShareGPT's own form, `conversations` with `from` and `value`, and preference pairs in its manner. */
import type { ChangeTally } from '../change-tally.ts'
import { textOfTurn, type Rendering } from '../rendered-turns.ts'
import type { Columns } from '../shape.ts'
import type { Turn } from '../turn.ts'
import { standardTags, type RecordFormat } from './record-format.ts'
import { toolsText } from './standard.ts'

const speakers = {
  system: 'system',
  user: 'human',
  assistant: 'gpt',
  function_call: 'function_call',
  tool: 'observation',
} as const

const spoken: Columns = { from: 'text', value: 'text' }

/** The classic form; LLaMA-Factory's new engine reads no other. */
export const sharegpt: RecordFormat = {
  id: 'sharegpt',
  columns: () => ({
    id: 'text',
    conversations: { list: { struct: spoken } },
    tools: 'text',
    model: 'text',
  }),
  record: (draft, options, tally) => ({
    id: draft.recordId,
    conversations: draft.turns.map((turn) => ({
      from: speakers[turn.role],
      value: textOfTurn(turn, { options, tally }),
    })),
    tools: toolsText(draft.tools, tally),
    model: draft.model,
  }),
  describe: () => ({
    formatting: 'sharegpt',
    columns: { messages: 'conversations', tools: 'tools' },
    tags: {
      role_tag: 'from',
      content_tag: 'value',
      user_tag: 'human',
      assistant_tag: 'gpt',
      function_tag: 'function_call',
      observation_tag: 'observation',
      system_tag: 'system',
    },
  }),
}

const message: Columns = { role: 'text', content: 'text' }

/** LLaMA-Factory's ranking data: messages up to the question, then one answer to prefer and one not to. */
export const preference: RecordFormat = {
  id: 'preference',
  columns: () => ({
    messages: { list: { struct: message } },
    chosen: { struct: message },
    rejected: { struct: message },
    tools: 'text',
    model: 'text',
    conversation_id: 'text',
  }),
  record: (draft, options, tally: ChangeTally) => {
    if (draft.pair === null) return null
    const rendering: Rendering = { options, tally }
    const said = (turn: Turn): { role: string; content: string } => ({
      role: turn.role,
      content: textOfTurn(turn, rendering),
    })
    return {
      messages: draft.turns.map(said),
      chosen: said(draft.pair.chosen),
      rejected: said(draft.pair.rejected),
      tools: toolsText(draft.tools, tally),
      model: draft.model,
      conversation_id: draft.recordId,
    }
  },
  describe: () => ({
    formatting: 'sharegpt',
    ranking: true,
    columns: { messages: 'messages', chosen: 'chosen', rejected: 'rejected', tools: 'tools' },
    tags: standardTags,
  }),
}
