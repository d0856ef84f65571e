/** Tells people from machines among the senders of an AI Conversation History, which does not say which is which. */
import type { JsonObject } from '@shared/json.ts'
import { filledTextAt, objectsAt } from '../fields.ts'

export interface Sender {
  readonly role: 'user' | 'assistant'
  /** The name that the file gives the sender, null where it gives none. */
  readonly name: string | null
  /** The sender itself, where it is an AI that is named. */
  readonly model: string | null
}

/** Words that stand in names of models and not in those of people. */
const modelName =
  /\b(?:gpt|chatgpt|claude|gemini|gemma|bard|llama|mistral|mixtral|grok|deepseek|qwen|copilot|phi|o[134]|ai|bot|assistant|model)\b|gpt-/i

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
    if (sender === null) return { role: 'user', name: null, model: null }
    if (sender === 'AI') return { role: 'assistant', name: null, model: null }
    const entry = listed.get(sender)
    const name = (entry && filledTextAt(entry, 'name')) ?? null
    const isEmail = entry?.['type'] === 'email' || sender.includes('@')
    const names = name === null ? [sender] : [sender, name]
    const isAi = !isEmail && names.some((one) => one === createdBy || modelName.test(one))
    return isAi
      ? { role: 'assistant', name, model: sender }
      : { role: 'user', name: name ?? sender, model: null }
  }
}
