/**
 * The rules by which LLaMA-Factory takes a record of a data set, in our own words.
 *
 * After its `data/parser.py`, `data/converter.py`, `data/formatter.py` and `data/tool_utils.py` of 2026-08 (ff6d4d1): what
 * they leave out in silence, what ends the training, what is trained on otherwise than it was meant.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { garbled, skipped, stops, type Verdict } from './verdict.ts'

/** An entry of dataset_info.json as the trainer reads it: what it does not name there is none. */
interface Attributes {
  readonly formatting: string
  readonly isRanking: boolean
  readonly columns: Readonly<Record<string, string | null>>
  readonly tags: Readonly<Record<string, string | null>>
}

const usualTags = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  observation_tag: 'observation',
  function_tag: 'function_call',
  system_tag: 'system',
}

/** Checks one record by the entry of its data set. */
export function checkRecord(record: Json, entry: JsonObject): Verdict {
  if (!isJsonObject(record)) return stops('The record is no object.')
  const attributes = attributesOf(entry)
  const wrongTools = checkTools(valueAt(record, attributes.columns['tools']))
  if (wrongTools !== null) return wrongTools
  if (attributes.formatting === 'alpaca') return checkAlpaca(record, attributes)
  const messages = valueAt(record, attributes.columns['messages'])
  if (typeof messages === 'string')
    return stops('The messages are text instead of a list (“string indices must be integers”).')
  if (!Array.isArray(messages) || !messages.every(isJsonObject))
    return stops('The messages are no list of objects.')
  if (attributes.isRanking) return checkRanking(record, messages, attributes)
  if (attributes.formatting === 'openai') return checkOpenAiMessages(messages, attributes)
  return checkMessages(messages, attributes, 'even')
}

function attributesOf(entry: JsonObject): Attributes {
  const columns = entry['columns']
  const tags = entry['tags']
  return {
    formatting: typeof entry['formatting'] === 'string' ? entry['formatting'] : 'alpaca',
    isRanking: entry['ranking'] === true,
    columns: isJsonObject(columns) ? textsOf(columns) : { messages: 'conversations' },
    tags: isJsonObject(tags) ? textsOf(tags) : usualTags,
  }
}

function textsOf(object: JsonObject): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, typeof value === 'string' ? value : null]),
  )
}

function valueAt(record: JsonObject, column: string | null | undefined): Json | undefined {
  return typeof column === 'string' ? record[column] : undefined
}

function checkMessages(
  messages: readonly JsonObject[],
  attributes: Attributes,
  wanted: 'even' | 'odd',
): Verdict {
  const { tags } = attributes
  const roleTag = tags['role_tag'] ?? ''
  const isSystem = messages[0]?.[roleTag] === (tags['system_tag'] ?? undefined)
  const turns = isSystem && tags['system_tag'] !== null ? messages.slice(1) : messages
  const first = [tags['user_tag'], tags['observation_tag']]
  const second = [tags['assistant_tag'], tags['function_tag']]
  for (const [at, message] of turns.entries()) {
    const role = message[roleTag]
    if (typeof role !== 'string') return stops(`Message ${at + 1} has no ${roleTag}.`)
    if (![...first, ...second, tags['system_tag']].includes(role))
      return skipped(`The role “${role}” of message ${at + 1} is not among the tags of dataset_info.json.`)
    if (!(at % 2 === 0 ? first : second).includes(role))
      return skipped(
        `Message ${at + 1} is of the role “${role}” where one of ${(at % 2 === 0 ? first : second).filter(Boolean).join(' or ')} has to stand.`,
      )
  }
  if (turns.length === 0) return skipped('There are no messages.')
  if ((turns.length % 2 === 0) !== (wanted === 'even'))
    return skipped(`The number of messages is ${wanted === 'even' ? 'odd' : 'even'}: ${turns.length}.`)
  for (const [at, message] of messages.entries()) {
    const wrong = checkContent(message, at, attributes)
    if (wrong !== null) return wrong
  }
  return null
}

function checkContent(message: JsonObject, at: number, { tags, formatting }: Attributes): Verdict {
  if (formatting === 'openai' && hasCalls(message)) return checkCalls(callsOf(message))
  const content = message[tags['content_tag'] ?? '']
  if (typeof content !== 'string') return stops(`The content of message ${at + 1} is no text.`)
  return message[tags['role_tag'] ?? ''] === tags['function_tag'] ? checkCallText(content) : null
}

function hasCalls(message: JsonObject): boolean {
  return Array.isArray(message['tool_calls']) && message['tool_calls'].length > 0
}

function callsOf(message: JsonObject): Json[] {
  const calls = message['tool_calls']
  return Array.isArray(calls)
    ? calls.map((call) => (isJsonObject(call) ? (call['function'] ?? null) : null))
    : []
}

function checkOpenAiMessages(messages: readonly JsonObject[], attributes: Attributes): Verdict {
  const { role_tag: roleTag, system_tag: systemTag } = attributes.tags
  const wrong = checkMessages(joinedResults(messages, attributes), attributes, 'even')
  if (wrong !== null) return wrong
  return typeof systemTag === 'string' && messages.some((message) => message[roleTag ?? ''] === systemTag)
    ? garbled('The formatting “openai” adds “detailed thinking off” to every system prompt.')
    : null
}

/** The OpenAI converter makes one message of the results of parallel calls, and a call's role is the assistant's. */
function joinedResults(messages: readonly JsonObject[], { tags }: Attributes): JsonObject[] {
  const roleTag = tags['role_tag'] ?? ''
  const observation = tags['observation_tag']
  return messages.filter(
    (message, at) => message[roleTag] !== observation || messages[at - 1]?.[roleTag] !== observation,
  )
}

/** `text<tool_call>JSON</tool_call>` is understood since 2025-12 (fdd2427). */
function checkCallText(content: string): Verdict {
  const said = content.replace(/^\s*<think>[^]*?<\/think>\s*/, '')
  const tagged = /<tool_call>([^]*?)<\/tool_call>/.exec(said)
  const calls = parsed(tagged?.[1] ?? said)
  if (calls === undefined)
    return stops('The text of a function_call is no JSON (“Invalid JSON format in function message”).')
  return checkCalls(Array.isArray(calls) ? calls : [calls])
}

function checkCalls(calls: readonly Json[]): Verdict {
  for (const call of calls) {
    if (!isJsonObject(call) || call['name'] === undefined || call['arguments'] === undefined)
      return stops('A call has no name or no arguments.')
    if (typeof call['arguments'] === 'string')
      return garbled('The arguments of a call are text instead of an object: they would be encoded twice.')
  }
  return null
}

function checkTools(tools: Json | undefined): Verdict {
  if (tools === undefined || tools === null || tools === '') return null
  if (typeof tools !== 'string') return stops('The tools are a list instead of JSON text (a TypeError).')
  const list = parsed(tools)
  if (!Array.isArray(list))
    return stops('The tools are no JSON list (“Invalid JSON format in tool description”).')
  for (const wrapped of list) {
    const inner = isJsonObject(wrapped) && isJsonObject(wrapped['function']) ? wrapped['function'] : wrapped
    const wrong = isJsonObject(inner) ? checkTool(inner) : stops('A tool is no object.')
    if (wrong !== null) return wrong
  }
  return null
}

function checkTool(tool: JsonObject): Verdict {
  const name = tool['name']
  if (typeof name !== 'string') return stops('A tool has no name.')
  const parameters = tool['parameters']
  const properties = isJsonObject(parameters) ? parameters['properties'] : undefined
  if (!isJsonObject(properties)) return stops(`The tool “${name}” has no parameters.properties (a KeyError).`)
  for (const [key, described] of Object.entries(properties)) {
    const choices = isJsonObject(described) ? described['enum'] : undefined
    if (Array.isArray(choices) && choices.some((choice) => typeof choice !== 'string'))
      return stops(
        `The enum of “${key}” of the tool “${name}” holds something else than texts (a TypeError).`,
      )
  }
  return null
}

function checkRanking(record: JsonObject, messages: readonly JsonObject[], attributes: Attributes): Verdict {
  const { columns, tags } = attributes
  const wrong = checkMessages(messages, attributes, 'odd')
  if (wrong !== null) return wrong
  for (const column of ['chosen', 'rejected']) {
    const answer = valueAt(record, columns[column])
    if (!isJsonObject(answer)) return stops(`The column ${column} holds no message.`)
    const role = answer[tags['role_tag'] ?? '']
    if (role !== tags['assistant_tag'] && role !== tags['function_tag'])
      return skipped(`The ${column} answer is of another role than an answer.`)
    if (typeof answer[tags['content_tag'] ?? ''] !== 'string')
      return stops(`The ${column} answer is no text.`)
  }
  return null
}

function checkAlpaca(record: JsonObject, { columns }: Attributes): Verdict {
  for (const column of ['prompt', 'query', 'response', 'system']) {
    const value = valueAt(record, columns[column])
    if (value !== undefined && value !== null && typeof value !== 'string')
      return stops(`The column ${columns[column] ?? column} holds no text.`)
  }
  if (!valueAt(record, columns['prompt'])) return garbled('The instruction is empty.')
  if (!valueAt(record, columns['response'])) return garbled('The output is empty: there is nothing to learn.')
  const history = valueAt(record, columns['history'])
  if (history === undefined || history === null) return null
  const isPairs =
    Array.isArray(history) &&
    history.every(
      (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string'),
    )
  return isPairs ? null : stops('The history is no list of pairs of texts.')
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
