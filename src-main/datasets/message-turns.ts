/**
 * Messages of one branch as turns: each part finds its role, what no text can hold is left out and counted.
 *
 * Nothing is joined or put in order here; that is normalise.ts's work.
 */
import type { Message, Part, ToolCallPart } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import type { ChangeTally } from './change-tally.ts'
import type { Call, Result, Turn } from './turn.ts'

/** The turns of some messages in their order. */
export function turnsOf(messages: readonly Message[], tally: ChangeTally): Turn[] {
  return messages.flatMap((message) => turnsOfMessage(message, tally))
}

function turnsOfMessage(message: Message, tally: ChangeTally): Turn[] {
  if (message.isError) {
    tally.change('error-left-out')
    return []
  }
  const { role, parts } = message
  const contexts = parts.flatMap((part): Turn[] =>
    part.type === 'context' ? [{ role: 'system', text: part.text }] : [],
  )
  if (message.isHidden && isPlumbing(message)) {
    if (contexts.length === 0) tally.change('hidden-left-out')
    return contexts
  }
  const own = parts.filter((part) => part.type !== 'context')
  if (own.length === 0 && contexts.length > 0) return contexts
  const turns = [...contexts, ...(role === 'assistant' ? answered(own, tally) : said(role, own, tally))]
  if (turns.length === 0) tally.change('empty-left-out')
  return turns
}

/** What a product hides and nobody said; system prompts and the traffic with tools are no such. */
function isPlumbing({ role, parts }: Message): boolean {
  if (role === 'system' || role === 'tool') return false
  return !parts.some(({ type }) => type === 'tool-call' || type === 'tool-result')
}

function said(role: 'system' | 'user' | 'tool', parts: readonly Part[], tally: ChangeTally): Turn[] {
  const texts: string[] = []
  const results: Result[] = []
  for (const part of parts) {
    if (part.type === 'tool-result')
      results.push({ callId: part.callId ?? '', name: part.name ?? '', text: part.text })
    else if (part.type === 'quote') texts.push(part.text)
    else texts.push(textOrCount(part, tally))
  }
  const text = joined(texts)
  if (role === 'tool') {
    if (text !== '' || results.length === 0) results.push({ callId: '', name: '', text })
    return [{ role, results }]
  }
  const turn: Turn[] = text === '' ? [] : [{ role, text }]
  return results.length === 0 ? turn : [{ role: 'tool', results }, ...turn]
}

/** An assistant's message may hold several turns: text, calls with their results, text again. */
function answered(parts: readonly Part[], tally: ChangeTally): Turn[] {
  const turns: Turn[] = []
  let texts: string[] = []
  let thoughts: string[] = []
  let calls: Call[] = []
  let results: Result[] = []
  let isAfterResult = false

  function finish(): void {
    const text = joined(texts)
    const reasoning = joined(thoughts)
    if (calls.length > 0) turns.push({ role: 'function_call', calls, text, reasoning })
    else if (text !== '' || reasoning !== '') turns.push({ role: 'assistant', text, reasoning })
    if (results.length > 0) turns.push({ role: 'tool', results })
    texts = []
    thoughts = []
    calls = []
    results = []
    isAfterResult = false
  }

  for (const part of parts) {
    if (part.type === 'tool-call') {
      if (isAfterResult) finish()
      calls.push(callOf(part, tally))
      if (part.output !== undefined)
        results.push({ callId: part.id ?? '', name: part.name, text: part.output })
    } else if (part.type === 'tool-result') {
      results.push({ callId: part.callId ?? '', name: part.name ?? '', text: part.text })
      isAfterResult = true
    } else {
      const isThought = part.type === 'thinking'
      const text = isThought ? part.text : textOrCount(part, tally)
      if (text.trim() === '') continue
      if (calls.length > 0 || results.length > 0) finish()
      if (isThought) thoughts.push(text)
      else texts.push(text)
    }
  }
  finish()
  return turns
}

/** The text of a part that is said as it stands; what is not is counted and gives none. */
function textOrCount(part: Part, tally: ChangeTally): string {
  switch (part.type) {
    case 'text':
    case 'transcript':
      return part.text
    case 'code':
      return `${fenceFor(part.text)}${part.language ?? ''}\n${part.text}\n${fenceFor(part.text)}`
    case 'attachment':
      tally.change('file-left-out')
      return ''
    case 'quote':
      tally.change('quote-left-out')
      return ''
    case 'error':
      tally.change('error-left-out')
      return ''
    case 'thinking':
      tally.change('reasoning-left-out')
      return ''
    case 'unknown':
      tally.change('unknown-left-out')
      return ''
    case 'context':
    case 'tool-call':
    case 'tool-result':
      return ''
  }
}

function callOf({ id, name, input }: ToolCallPart, tally: ChangeTally): Call {
  return { id: id ?? '', name, arguments: argumentsOf(input, tally) }
}

/** Arguments as trainers want them: an object. Text that holds one is read; anything else stands under `_raw`. */
function argumentsOf(input: Json, tally: ChangeTally): JsonObject {
  if (isJsonObject(input)) return input
  if (input === null || input === '') return {}
  const read = typeof input === 'string' ? objectIn(input) : null
  tally.change(read === null ? 'arguments-kept-raw' : 'arguments-read')
  return read ?? { _raw: typeof input === 'string' ? input : JSON.stringify(input) }
}

function objectIn(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** A fence that is longer than any in the text. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length))
  return '`'.repeat(longest + 1)
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n\n')
}
