/** A record of any data format as turns that a person can read. */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'

export type Speaker = 'system' | 'user' | 'assistant' | 'function_call' | 'tool' | 'chosen' | 'rejected'

export interface RecordTurn {
  readonly speaker: Speaker
  readonly text: string
}

export const speakerNames: Readonly<Record<Speaker, string>> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
  function_call: 'Tool call',
  tool: 'Tool result',
  chosen: 'Chosen answer',
  rejected: 'Rejected answer',
}

/** What the roles of all formats mean: `human` of ShareGPT is the user, and so on. */
const speakers: Readonly<Record<string, Speaker>> = {
  system: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  function_call: 'function_call',
  tool: 'tool',
  observation: 'tool',
}

/** The turns of a record in their order; empty for one that has none. */
export function recordTurns(record: JsonObject): RecordTurn[] {
  const listed = record['messages'] ?? record['conversations']
  const turns = Array.isArray(listed) ? listed.flatMap(turnsOfMessage) : alpacaTurns(record)
  return [...turns, ...answer(record, 'chosen'), ...answer(record, 'rejected')]
}

function turnsOfMessage(message: Json): RecordTurn[] {
  if (!isJsonObject(message)) return []
  const speaker = speakers[textOf(message['role'] ?? message['from'])] ?? 'user'
  const text = textOf(message['content'] ?? message['value'])
  const calls = message['tool_calls']
  // OpenAI's messages carry calls beside their text; of ours with extra fields the text says them already.
  if (speaker !== 'assistant' || !Array.isArray(calls) || calls.length === 0) return [{ speaker, text }]
  const said: RecordTurn[] = text === '' ? [] : [{ speaker, text }]
  return [...said, { speaker: 'function_call', text: JSON.stringify(calls, null, 2) }]
}

function alpacaTurns(record: JsonObject): RecordTurn[] {
  const history = Array.isArray(record['history']) ? record['history'] : []
  const earlier = history.flatMap((pair) => (Array.isArray(pair) ? [pair] : []))
  const asked = [textOf(record['instruction']), textOf(record['input'])].filter((text) => text !== '')
  const turns: RecordTurn[] = [
    { speaker: 'system', text: textOf(record['system']) },
    ...earlier.flatMap(([question, reply]): RecordTurn[] => [
      { speaker: 'user', text: textOf(question) },
      { speaker: 'assistant', text: textOf(reply) },
    ]),
    { speaker: 'user', text: asked.join('\n\n') },
    { speaker: 'assistant', text: textOf(record['output']) },
  ]
  return turns.filter(({ text }) => text !== '')
}

function answer(record: JsonObject, speaker: 'chosen' | 'rejected'): RecordTurn[] {
  const said = record[speaker]
  return isJsonObject(said) ? [{ speaker, text: textOf(said['content'] ?? said['value']) }] : []
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
