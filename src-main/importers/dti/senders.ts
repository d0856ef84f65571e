/** Tells people from machines among the senders of an AI Conversation History, which does not say which is which. */
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt, objectsAt } from '../fields.ts'

export interface Sender {
  readonly role: 'user' | 'assistant'
  /** The name that the file gives the sender, null where it gives none. */
  readonly name: string | null
  /** The sender itself, where it is an AI that is named. */
  readonly model: string | null
  /** True when nothing but the name says that it is an AI. */
  readonly isGuess: boolean
}

/** Names of models, which may stand in names of people too. */
const modelName =
  /\b(?:chatgpt|claude|gemini|gemma|llama|mistral|mixtral|grok|deepseek|qwen|copilot|bot|assistant)\b|\bgpt|\bo[134]\b/i

/**
 * Reads who a sender is: `AI` and what looks like the name of a model or of the service is an AI, an e-mail address and
 * everyone else a person.
 */
export function senderReader(raw: JsonObject, createdBy: string | null): (sender: string | null) => Sender {
  const listed = new Map<string, JsonObject>()
  for (const one of objectsAt(raw, 'identifiers')) {
    const identifier = filledTextAt(one, 'identifier')
    if (identifier !== null && !listed.has(identifier)) listed.set(identifier, one)
  }
  return (sender) => {
    if (sender === null) return person(null)
    if (sender === 'AI') return { role: 'assistant', name: null, model: null, isGuess: false }
    const entry = listed.get(sender)
    const name = (entry && filledTextAt(entry, 'name')) ?? null
    if (entry?.['type'] === 'email' || sender.includes('@')) return person(name ?? sender)
    const names = name === null ? [sender] : [sender, name]
    const isService = createdBy !== null && names.includes(createdBy)
    const isAi = isService || names.some((one) => modelName.test(one) || /\bAI\b/.test(one))
    return isAi ? { role: 'assistant', name, model: sender, isGuess: !isService } : person(name ?? sender)
  }
}

function person(name: string | null): Sender {
  return { role: 'user', name, model: null, isGuess: false }
}
