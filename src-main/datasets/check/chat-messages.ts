/** The rules of OpenAI's fine-tuning files and of chat templates (TRL, Axolotl) for a record with chat messages. */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { skipped, stops, type Verdict } from './verdict.ts'

const roles = new Set(['system', 'user', 'assistant', 'tool', 'developer'])
const keysOfOpenAi = new Set(['messages', 'tools', 'parallel_tool_calls', 'functions'])

/** OpenAI's file check: only its own keys, every call answered, something from the assistant to learn, last. */
export function checkOpenAi(record: Json): Verdict {
  if (!isJsonObject(record)) return stops('The record is no object.')
  const surplus = Object.keys(record).filter((key) => !keysOfOpenAi.has(key))
  if (surplus.length > 0) return stops(`The record has keys that are not taken: ${surplus.join(', ')}.`)
  return checkChat(record, 'text')
}

/** What a chat template needs; call arguments are objects here. */
export function checkTrl(record: Json): Verdict {
  return isJsonObject(record) ? checkChat(record, 'object') : stops('The record is no object.')
}

function checkChat(record: JsonObject, kindOfArguments: 'text' | 'object'): Verdict {
  const messages = record['messages']
  if (!Array.isArray(messages) || messages.length === 0) return stops('There is no list of messages.')
  let open: string[] = []
  for (const [at, message] of messages.entries()) {
    if (!isJsonObject(message)) return stops(`Message ${at + 1} is no object.`)
    const role = message['role']
    if (typeof role !== 'string' || !roles.has(role)) return stops(`Message ${at + 1} has no known role.`)
    if (typeof message['content'] !== 'string') return stops(`The content of message ${at + 1} is no text.`)
    if (role === 'tool') {
      const id = message['tool_call_id']
      if (typeof id !== 'string' || !open.includes(id))
        return stops(`Message ${at + 1} answers no call before it.`)
      open = open.filter((other) => other !== id)
      continue
    }
    if (open.length > 0) return stops(`A call before message ${at + 1} has no answer.`)
    const calls = message['tool_calls']
    if (calls === undefined) continue
    const read = readCalls(calls, kindOfArguments)
    if (typeof read === 'string') return stops(read)
    open = read
  }
  const last = messages.at(-1)
  if (isJsonObject(last) && last['role'] === 'assistant') return null
  return skipped('The last message is not the assistant’s, so there is nothing to learn.')
}

/** The ids of some calls, or what is wrong with them. */
function readCalls(calls: Json, kindOfArguments: 'text' | 'object'): string[] | string {
  if (!Array.isArray(calls) || calls.length === 0) return 'The list tool_calls is empty or no list.'
  const ids: string[] = []
  for (const call of calls) {
    const described = isJsonObject(call) ? call['function'] : undefined
    if (!isJsonObject(call) || !isJsonObject(described)) return 'A call has no function.'
    if (typeof call['id'] !== 'string' || ids.includes(call['id'])) return 'A call has no id of its own.'
    ids.push(call['id'])
    const { name, arguments: given } = described
    if (typeof name !== 'string' || name === '') return 'A call has no name.'
    if (kindOfArguments === 'object' && !isJsonObject(given)) return 'The arguments of a call are no object.'
    if (kindOfArguments === 'text' && !isJsonText(given)) return 'The arguments of a call are no JSON text.'
    if (kindOfArguments === 'text' && !/^[A-Za-z0-9_-]{1,64}$/.test(name))
      return `The tool name “${name}” is not taken: letters, digits, _ and - only, at most 64.`
  }
  return ids
}

function isJsonText(value: Json | undefined): boolean {
  if (typeof value !== 'string') return false
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
