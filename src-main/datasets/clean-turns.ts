/** What every text of a dataset goes through: half characters are replaced, and what is private where that is asked for. */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { redact, sensitiveKinds } from '@shared/sensitive-data.ts'
import type { ChangeTally } from './change-tally.ts'
import type { Turn } from './turn.ts'

export type Cleaner = (text: string) => string

/** Makes the cleaner of one dataset. Half a surrogate pair has no UTF-8, so no trainer could read it. */
export function createCleaner(isRedacting: boolean, tally: ChangeTally): Cleaner {
  return (text) => {
    const whole = text.isWellFormed() ? text : text.toWellFormed()
    if (whole !== text) tally.change('half-character-replaced')
    if (!isRedacting) return whole
    const redacted = redact(whole)
    for (const kind of sensitiveKinds) tally.change('redacted', redacted.counts[kind])
    return redacted.text
  }
}

/** The same turns with every text cleaned, arguments of calls among them. */
export function cleanTurns(turns: readonly Turn[], clean: Cleaner): Turn[] {
  return turns.map((turn): Turn => {
    switch (turn.role) {
      case 'system':
      case 'user':
        return { role: turn.role, text: clean(turn.text) }
      case 'assistant':
        return { role: 'assistant', text: clean(turn.text), reasoning: clean(turn.reasoning) }
      case 'function_call':
        return {
          role: 'function_call',
          text: clean(turn.text),
          reasoning: clean(turn.reasoning),
          calls: turn.calls.map(({ id, name, arguments: given }) => ({
            id: clean(id),
            name: clean(name),
            arguments: cleanObject(given, clean),
          })),
        }
      case 'tool':
        return {
          role: 'tool',
          results: turn.results.map(({ callId, name, text }) => ({
            callId: clean(callId),
            name: clean(name),
            text: clean(text),
          })),
        }
    }
  })
}

/** An object with every text in it cleaned, its keys too. */
export function cleanObject(value: JsonObject, clean: Cleaner): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [clean(key), cleanJson(inner, clean)]),
  )
}

function cleanJson(value: Json, clean: Cleaner): Json {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map((inner) => cleanJson(inner, clean))
  return isJsonObject(value) ? cleanObject(value, clean) : value
}
