/** The text of each turn as trainers read it, in the roles of the standard format. */
import type { DatasetOptions } from '@shared/datasets/options.ts'
import type { ChangeTally } from './change-tally.ts'
import { toLine } from './shape.ts'
import type { CallTurn, ResultTurn, Turn } from './turn.ts'

/** How thoughts and words before calls are written; the rest is left out and counted. */
export interface Rendering {
  readonly options: Pick<DatasetOptions, 'reasoning' | 'toolText'>
  /** Null where nothing is to be counted. */
  readonly tally: ChangeTally | null
}

/** What a turn says, as one text. */
export function textOfTurn(turn: Turn, rendering: Rendering): string {
  switch (turn.role) {
    case 'system':
    case 'user':
      return turn.text
    case 'assistant':
      return `${thought(turn.reasoning, rendering)}${turn.text}`
    case 'function_call':
      return `${thought(turn.reasoning, rendering)}${called(turn, rendering)}`
    case 'tool':
      return resultText(turn)
  }
}

/** What stands between parallel results: the same that LLaMA-Factory puts there, so that chat templates read it. */
const betweenResults = '\n</tool_response>\n<tool_response>\n'

/** Parallel results as one text. */
function resultText({ results }: ResultTurn): string {
  return results.map(({ text }) => text).join(betweenResults)
}

/** The thoughts as they stand before an answer, else nothing. */
export function thought(reasoning: string, { options, tally }: Rendering): string {
  if (reasoning === '') return ''
  if (options.reasoning === 'think') return `<think>\n${reasoning}\n</think>\n\n`
  tally?.change('reasoning-left-out')
  return ''
}

/** JSON of the call, an array of several. */
function called(turn: CallTurn, { options, tally }: Rendering): string {
  const calls = turn.calls.map(({ name, arguments: given }) => ({ name, arguments: given }))
  const [only] = calls
  const json = toLine(calls.length === 1 && only !== undefined ? only : calls, tally)
  if (turn.text === '') return json
  if (options.toolText === 'before-call') return `${turn.text}<tool_call>${json}</tool_call>`
  tally?.change('call-text-left-out')
  return json
}
