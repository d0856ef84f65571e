/** Alpaca: the last question as instruction, its answer as output, what was said before as history. It knows no tools. */
import type { DatasetOptions } from '@shared/datasets/options.ts'
import type { FileFormatId } from '@shared/datasets/formats.ts'
import type { ChangeTally } from '../change-tally.ts'
import { normalise } from '../normalise.ts'
import { textOfTurn, type Rendering } from '../rendered-turns.ts'
import type { Turn } from '../turn.ts'
import type { RecordFormat } from './record-format.ts'

export const alpaca: RecordFormat = {
  id: 'alpaca',
  columns: () => ({
    instruction: 'text',
    input: 'text',
    output: 'text',
    system: 'text',
    history: { list: { list: 'text' } },
    model: 'text',
    conversation_id: 'text',
  }),
  record: (draft, options, tally) => {
    const turns = withoutTools(draft.turns, tally)
    if (turns === null) return null
    const [first] = turns
    const system = first?.role === 'system' ? first.text : ''
    const pairs = pairsOf(turns, options, tally)
    const last = pairs.at(-1)
    if (last === undefined) return null
    return {
      instruction: last[0] ?? '',
      input: '',
      output: last[1] ?? '',
      system,
      history: pairs.slice(0, -1),
      model: draft.model,
      conversation_id: draft.recordId,
    }
  },
  // A cell of a table cannot be the list that history has to be; what is not named is not read.
  describe: (fileFormat: FileFormatId) => ({
    formatting: 'alpaca',
    columns: {
      prompt: 'instruction',
      query: 'input',
      response: 'output',
      system: 'system',
      ...(fileFormat === 'csv' ? {} : { history: 'history' }),
    },
  }),
}

function withoutTools(turns: readonly Turn[], tally: ChangeTally): Turn[] | null {
  const left = turns.flatMap((turn): Turn[] => {
    if (turn.role === 'tool') return []
    if (turn.role !== 'function_call') return [turn]
    return turn.text === '' ? [] : [{ role: 'assistant', text: turn.text, reasoning: turn.reasoning }]
  })
  tally.change(
    'tool-turn-left-out',
    turns.filter(({ role }) => role === 'tool' || role === 'function_call').length,
  )
  return left.length === turns.length ? left : normalise(left, tally)
}

function pairsOf(turns: readonly Turn[], options: DatasetOptions, tally: ChangeTally): string[][] {
  const rendering: Rendering = { options, tally }
  const texts = turns.filter(({ role }) => role !== 'system').map((turn) => textOfTurn(turn, rendering))
  return texts.flatMap((text, at) => (at % 2 === 0 ? [[text, texts[at + 1] ?? '']] : []))
}
