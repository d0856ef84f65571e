import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '@shared/json.ts'
import { datasetInfo } from '../dataset-info.ts'
import { checkDatasetInfo } from './dataset-info.ts'
import { checkRecord } from './llama-factory.ts'

function entryOf(dataFormat: Parameters<typeof datasetInfo>[1] = 'llama-factory'): JsonObject {
  return datasetInfo([{ name: 'a', fileName: 'a.jsonl', records: 1 }], dataFormat, 'jsonl')['a'] as JsonObject
}

const user = { role: 'user', content: 'Oats?' }
const assistant = { role: 'assistant', content: 'Oats.' }
const system = { role: 'system', content: 'Be brief.' }
const call = { role: 'function_call', content: '{"name": "find", "arguments": {"q": "oats"}}' }
const result = { role: 'tool', content: 'Found.' }
const tool = { type: 'function', function: { name: 'find', parameters: { type: 'object', properties: {} } } }

function effectOf(messages: Json, more: JsonObject = {}, entry = entryOf()): string {
  return checkRecord({ messages, tools: '[]', ...more }, entry)?.effect ?? 'loads'
}

describe('LLaMA-Factory', () => {
  it('takes questions and answers in turn, a system prompt first, and calls with results', () => {
    expect(effectOf([user, assistant])).toBe('loads')
    expect(effectOf([system, user, assistant])).toBe('loads')
    expect(effectOf([user, call, result, assistant])).toBe('loads')
    expect(effectOf([user, call])).toBe('loads')
  })

  it('stops at messages that are JSON text, as in a CSV', () => {
    expect(effectOf(JSON.stringify([user, assistant]))).toBe('stops')
  })

  it('leaves out a record with a system prompt anywhere but first', () => {
    expect(effectOf([user, assistant, system])).toBe('skipped')
    expect(effectOf([user, system, assistant])).toBe('skipped')
  })

  it('leaves out a record that begins with an answer', () => {
    expect(effectOf([assistant, user])).toBe('skipped')
  })

  it('leaves out a record that ends with a question', () => {
    expect(effectOf([user, assistant, user])).toBe('skipped')
  })

  it('leaves out two tool results in a row', () => {
    expect(effectOf([user, call, result, result, assistant])).toBe('skipped')
  })

  it('leaves out call messages when the tag for them is not named', () => {
    const { function_tag: _gone, ...tags } = entryOf()['tags'] as JsonObject
    expect(effectOf([user, call], {}, { ...entryOf(), tags })).toBe('skipped')
  })

  it('stops at a content that is no text', () => {
    expect(effectOf([user, { role: 'assistant', content: null }])).toBe('stops')
  })

  it.each(['', 'I will look.', 'null'])('stops at a call whose text is “%s”', (content) => {
    expect(effectOf([user, { role: 'function_call', content }])).toBe('stops')
  })

  it('takes several calls as a list, and thoughts before a call', () => {
    const json = call.content
    expect(effectOf([user, { ...call, content: `[${json}, ${json}]` }])).toBe('loads')
    expect(effectOf([user, { ...call, content: `<think>\nHm.\n</think>\n\n${json}` }])).toBe('loads')
  })

  it('takes words before a call in tags', () => {
    const content = `Looking.<tool_call>${call.content}</tool_call>`
    expect(effectOf([user, { ...call, content }])).toBe('loads')
  })

  it('learns something else from call arguments that are text', () => {
    const content = '{"name": "find", "arguments": "{\\"q\\": \\"oats\\"}"}'
    expect(effectOf([user, { ...call, content }])).toBe('garbled')
  })

  it('stops at tools that are a list, and takes them as text, empty ones too', () => {
    expect(effectOf([user, assistant], { tools: [tool] })).toBe('stops')
    expect(effectOf([user, assistant], { tools: JSON.stringify([tool]) })).toBe('loads')
    expect(effectOf([user, assistant], { tools: '' })).toBe('loads')
    expect(effectOf([user, assistant], { tools: '[]' })).toBe('loads')
  })

  it('takes flat tools as well as wrapped ones', () => {
    expect(effectOf([user, assistant], { tools: JSON.stringify([tool.function]) })).toBe('loads')
  })

  it('stops at a tool without properties', () => {
    const bare = [{ type: 'function', function: { name: 'find' } }]
    expect(effectOf([user, assistant], { tools: JSON.stringify(bare) })).toBe('stops')
  })

  it('stops at an enum of numbers', () => {
    const properties = { size: { type: 'integer', enum: [1, 2] } }
    const numbers = [{ name: 'find', parameters: { type: 'object', properties } }]
    expect(effectOf([user, assistant], { tools: JSON.stringify(numbers) })).toBe('stops')
  })

  it('takes OpenAI’s calls and several results in a row in the formatting openai, but learns another system prompt', () => {
    const entry = { ...entryOf(), formatting: 'openai' }
    const calling = {
      role: 'assistant',
      content: '',
      tool_calls: [{ id: 'k', type: 'function', function: { name: 'find', arguments: { q: 'oats' } } }],
    }
    expect(effectOf([user, calling, result, result, assistant], {}, entry)).toBe('loads')
    expect(effectOf([user, calling, result, result, assistant])).toBe('skipped')
    expect(effectOf([system, user, assistant], {}, entry)).toBe('garbled')
    expect(effectOf([system, user, assistant])).toBe('loads')
  })

  it('does not look at tools that dataset_info.json does not map, as in the standard format', () => {
    expect(effectOf([user, assistant], { tools: [tool] }, entryOf('standard'))).toBe('loads')
  })

  it('reads the names of classic ShareGPT where no columns and tags are named', () => {
    const conversations = [
      { from: 'human', value: 'Oats?' },
      { from: 'gpt', value: 'Oats.' },
    ]
    expect(checkRecord({ conversations }, { formatting: 'sharegpt' })).toBeNull()
  })

  it('asks of preference pairs that they end with the question', () => {
    const pair = { chosen: assistant, rejected: assistant }
    expect(effectOf([user], pair, entryOf('preference'))).toBe('loads')
    expect(effectOf([user, assistant], pair, entryOf('preference'))).toBe('skipped')
    expect(effectOf([user], { chosen: assistant }, entryOf('preference'))).toBe('stops')
  })

  it('asks of Alpaca rows an instruction, an output, and history as pairs', () => {
    const row = { instruction: 'Oats?', input: '', output: 'Oats.', system: '', history: [['Hi', 'Hello']] }
    const entry = entryOf('alpaca')
    expect(checkRecord(row, entry)).toBeNull()
    expect(checkRecord({ ...row, output: '' }, entry)?.effect).toBe('garbled')
    expect(checkRecord({ ...row, history: '[]' }, entry)?.effect).toBe('stops')
  })
})

describe('dataset_info.json', () => {
  const text = JSON.stringify(
    datasetInfo([{ name: 'a', fileName: 'a.jsonl', records: 3 }], 'standard', 'jsonl'),
  )

  it('is right where it names all tags and the number of records', () => {
    expect(checkDatasetInfo(text, { a: 3 })).toEqual([])
  })

  it('is wrong with another number, which would repeat or leave out records', () => {
    expect(checkDatasetInfo(text, { a: 2 })).toEqual([
      expect.stringContaining('said to have 3 records and has 2'),
    ])
  })

  it('is wrong with a comma in a name, a missing tag, and more than ASCII', () => {
    expect(checkDatasetInfo(text.replace('"a"', '"a,b"'), {})).toEqual([expect.stringContaining('comma')])
    expect(checkDatasetInfo(text.replace('function_tag', 'tag'), {})).toEqual([
      expect.stringContaining('function_tag'),
    ])
    expect(checkDatasetInfo(text.replace('a.jsonl', 'ä.jsonl'), {})).toEqual([
      expect.stringContaining('ASCII'),
    ])
  })
})
