import { describe, expect, it } from 'vitest'
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import type { ChangeKind } from '@shared/datasets/dataset.ts'
import type { DataFormatId } from '@shared/datasets/formats.ts'
import { datasetOptions } from '@shared/datasets/options.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { message as anyMessage, conversation as anyConversation } from '../exporters/written.ts'
import { ChangeTally } from './change-tally.ts'
import { checkOpenAi, checkTrl } from './check/chat-messages.ts'
import { createCleaner } from './clean-turns.ts'
import { datasetInfo, datasetInfoText } from './dataset-info.ts'
import { recordFormatOf } from './formats/registry.ts'
import { Gatherer } from './gather.ts'
import { draftsFor } from './preference-pairs.ts'
import { toLine } from './shape.ts'

interface Made {
  readonly records: JsonObject[]
  readonly changes: Partial<Record<ChangeKind, number>>
  readonly dropped: readonly string[]
}

function make(
  conversation: Conversation,
  dataFormat: DataFormatId = 'standard',
  chosen: Parameters<typeof datasetOptions.parse>[0] = {},
): Made {
  const options = datasetOptions.parse(chosen)
  const tally = new ChangeTally()
  const tools = { tally, clean: createCleaner(options.redact, tally) }
  const drafts = draftsFor(dataFormat)(conversation, options.branches, tools)
  const format = recordFormatOf(dataFormat)
  return {
    records: drafts.map((draft) => format.record(draft, options, tally)).filter((record) => record !== null),
    changes: Object.fromEntries(tally.changes.map(({ what, count }) => [what, count])),
    dropped: tally.drops.map(({ why, count }) => `${count} ${why}`),
  }
}

type Said = readonly [role: Message['role'], content: string | readonly Part[], more?: Partial<Message>]

/** Messages one below the other. */
function line(...said: readonly Said[]): Message[] {
  return said.map(([role, content, more], at) =>
    anyMessage(`m${at}`, at === 0 ? null : `m${at - 1}`, content, { role, ...more }),
  )
}

function talk(...said: readonly Said[]): Conversation {
  return chat(line(...said))
}

function chat(messages: readonly Message[], more: Partial<Conversation> = {}): Conversation {
  return anyConversation(messages, { id: 'c-1', model: null, options: null, ...more })
}

/** Role and content of each message of the only record. */
function turns({ records }: Made): unknown {
  expect(records).toHaveLength(1)
  return ((records[0] ?? {})['messages'] as JsonObject[]).map(({ role, content }) => [role, content])
}

const call: Part = { type: 'tool-call', id: 'k1', name: 'find', input: { q: 'oats' } }
const written = '{"name":"find","arguments":{"q":"oats"}}'
const between = '\n</tool_response>\n<tool_response>\n'

describe('the fields of a record', () => {
  it('are those of the format, in its order', () => {
    const made = make(
      chat(line(['user', 'Hi'], ['assistant', 'Hello.', { model: 'gpt-4o' }]), { tags: ['food', 'search'] }),
    )
    expect(JSON.stringify(made.records[0])).toBe(
      '{"data_source":"chat","ability":["food","search"],"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"tools":[],"model":"gpt-4o","conversation_id":"c-1"}',
    )
  })

  it('name the last model that answered, and nothing where nobody knows', () => {
    const two = talk(
      ['user', 'Hi'],
      ['assistant', 'A', { model: 'one' }],
      ['user', 'And?'],
      ['assistant', 'B', { model: 'two' }],
    )
    expect(make(two).records[0]?.['model']).toBe('two')
    expect(make(talk(['user', 'Hi'], ['assistant', 'A'])).records[0]?.['model']).toBe('')
  })

  it('hold each tool once by its name, the first description, and called ones that nobody described', () => {
    const described = { type: 'function', function: { name: 'find', description: 'first' } }
    const tools: Json[] = [described, { name: 'find', description: 'second' }, { type: 'web' }, 'plugin']
    const made = make(
      chat(line(['user', 'Hi'], ['assistant', [call, { ...call, name: 'count' }]]), { options: { tools } }),
    )
    expect(made.records[0]?.['tools']).toEqual([
      described,
      {
        type: 'function',
        function: { name: 'count', description: '', parameters: { type: 'object', properties: {} } },
      },
    ])
  })
})

describe('the roles of messages', () => {
  it('tell answers with tool calls from answers without, and results from questions', () => {
    const made = make(
      talk(
        ['system', 'Be brief.'],
        ['user', 'Oats?'],
        ['assistant', [call]],
        ['tool', [{ type: 'tool-result', callId: 'k1', name: 'find', text: 'Two.' }]],
        ['assistant', 'Two bags.'],
      ),
    )
    expect(turns(made)).toEqual([
      ['system', 'Be brief.'],
      ['user', 'Oats?'],
      ['function_call', written],
      ['tool', 'Two.'],
      ['assistant', 'Two bags.'],
    ])
    expect(made.changes).toEqual({})
  })

  it('part a message that holds text, a call with its result, and text again', () => {
    const parts: Part[] = [
      { ...call, output: 'Two.' },
      { type: 'text', text: 'Two bags.' },
    ]
    expect(turns(make(talk(['user', 'Oats?'], ['assistant', parts])))).toEqual([
      ['user', 'Oats?'],
      ['function_call', written],
      ['tool', 'Two.'],
      ['assistant', 'Two bags.'],
    ])
  })
})

describe('chats and agents', () => {
  it('give one record of all their rounds', () => {
    const agent = chat(
      line(
        ['user', 'One', { extra: { round: 1 } }],
        ['assistant', 'First.', { extra: { round: 1 } }],
        ['user', 'Two', { extra: { round: 2 } }],
        ['assistant', 'Second.', { extra: { round: 2 } }],
      ),
      { type: 'agent' },
    )
    const made = make(agent)
    expect(turns(made)).toHaveLength(4)
    expect(made.records[0]?.['data_source']).toBe('agent')
  })

  it('keep the last system prompt only, at the first place', () => {
    const made = make(
      talk(
        ['system', 'Old.'],
        ['user', 'Hi'],
        ['assistant', 'Hello.'],
        ['system', 'New.'],
        ['user', 'So?'],
        ['assistant', 'So.'],
      ),
    )
    expect(turns(made)).toEqual([
      ['system', 'New.'],
      ['user', 'Hi'],
      ['assistant', 'Hello.'],
      ['user', 'So?'],
      ['assistant', 'So.'],
    ])
    expect(made.changes).toEqual({ 'system-left-out': 1, 'system-moved': 1 })
  })

  it('take custom instructions for the system prompt they are', () => {
    const context: Part = { type: 'context', title: 'Instructions', text: 'Be kind.' }
    const made = make(talk(['user', [context], { isHidden: true }], ['user', 'Hi'], ['assistant', 'Hello.']))
    expect(turns(made)).toEqual([
      ['system', 'Be kind.'],
      ['user', 'Hi'],
      ['assistant', 'Hello.'],
    ])
  })
})

describe('a graph', () => {
  const graph = chat(
    line(
      ['user', 'Write about oats', { extra: { round: 1, node_name: 'start' } }],
      ['system', 'You outline.', { extra: { round: 2 }, isHidden: true }],
      ['user', 'Outline oats', { extra: { round: 2 } }],
      ['assistant', 'I. Oats', { extra: { round: 2 }, model: 'small' }],
      ['user', 'Review', { extra: { round: 3 } }],
      ['assistant', 'Fine.', { extra: { round: 3 }, model: 'large' }],
    ),
    {
      type: 'graph',
      extra: {
        rounds: [
          { round: 2, tools: [{ type: 'function', function: { name: 'outline' } }] },
          { round: 3, tools: [{ type: 'function', function: { name: 'review' } }] },
        ],
      },
    },
  )

  it('gives a record for each round but the first, each with its own tools and model', () => {
    const made = make(graph)
    expect(
      made.records.map(({ data_source, model, tools, conversation_id }) => [
        data_source,
        model,
        tools,
        conversation_id,
      ]),
    ).toEqual([
      ['graph', 'small', [{ type: 'function', function: { name: 'outline' } }], 'c-1'],
      ['graph', 'large', [{ type: 'function', function: { name: 'review' } }], 'c-1'],
    ])
    expect(made.records[0]?.['messages']).toEqual([
      { role: 'system', content: 'You outline.' },
      { role: 'user', content: 'Outline oats' },
      { role: 'assistant', content: 'I. Oats' },
    ])
    expect(made.dropped).toEqual(['1 first-round'])
  })

  it('of a source without rounds is one record: there is no first round to leave out', () => {
    expect(make(chat(line(['user', 'Hi'], ['assistant', 'Hello.']), { type: 'graph' })).records).toHaveLength(
      1,
    )
  })
})

describe('what trainers would not take is put right and counted', () => {
  it('joins questions in a row and answers in a row', () => {
    const made = make(talk(['user', 'One'], ['user', 'Two'], ['assistant', 'A'], ['assistant', 'B']))
    expect(turns(made)).toEqual([
      ['user', 'One\n\nTwo'],
      ['assistant', 'A\n\nB'],
    ])
    expect(made.changes).toEqual({ 'user-joined': 1, 'assistant-joined': 1 })
  })

  it('writes parallel calls as a list and joins their results as chat templates read them', () => {
    const results: Part[] = [
      { type: 'tool-result', callId: 'k1', text: 'Two.' },
      { type: 'tool-result', callId: 'k2', text: 'Nine.' },
    ]
    const made = make(
      talk(
        ['user', 'Oats?'],
        ['assistant', [call, { ...call, id: 'k2' }]],
        ['tool', results],
        ['assistant', 'Eleven.'],
      ),
    )
    expect(turns(made)).toEqual([
      ['user', 'Oats?'],
      ['function_call', `[${written},${written}]`],
      ['tool', `Two.${between}Nine.`],
      ['assistant', 'Eleven.'],
    ])
    expect(made.changes).toEqual({ 'result-joined': 1 })
  })

  it('leaves out answers before the first question and questions after the last answer', () => {
    const made = make(
      talk(['assistant', 'Welcome!'], ['user', 'Hi'], ['assistant', 'Hello.'], ['user', 'Bye']),
    )
    expect(turns(made)).toEqual([
      ['user', 'Hi'],
      ['assistant', 'Hello.'],
    ])
    expect(made.changes).toEqual({ 'leading-left-out': 1, 'trailing-left-out': 1 })
  })

  it('leaves out calls without a result, results without a call, and exchanges that nobody answered', () => {
    const result: Part = { type: 'tool-result', callId: 'k1', text: 'Two.' }
    expect(turns(make(talk(['user', 'A'], ['assistant', [call]], ['assistant', 'B'])))).toEqual([
      ['user', 'A'],
      ['assistant', 'B'],
    ])
    expect(turns(make(talk(['user', 'A'], ['tool', [result]], ['assistant', 'B'])))).toEqual([
      ['user', 'A'],
      ['assistant', 'B'],
    ])
    const given = make(
      talk(['user', 'A'], ['assistant', [call]], ['tool', [result]], ['user', 'No'], ['assistant', 'B']),
    )
    expect(turns(given)).toEqual([
      ['user', 'A\n\nNo'],
      ['assistant', 'B'],
    ])
    expect(given.changes).toEqual({ 'user-joined': 1, 'call-left-out': 1, 'result-left-out': 1 })
  })

  it('keeps a call at the very end, which is an answer too', () => {
    const result: Part = { type: 'tool-result', callId: 'k1', text: 'Two.' }
    expect(turns(make(talk(['user', 'A'], ['assistant', [call]], ['tool', [result]])))).toEqual([
      ['user', 'A'],
      ['function_call', written],
    ])
  })

  it('turns arguments that are text into an object, and keeps what is none', () => {
    const made = make(
      talk(
        ['user', 'A'],
        [
          'assistant',
          [
            { ...call, input: '{"q":"oats"}' },
            { ...call, input: 'q=' },
          ],
        ],
      ),
    )
    expect(turns(made)).toEqual([
      ['user', 'A'],
      ['function_call', `[${written},{"name":"find","arguments":{"_raw":"q="}}]`],
    ])
    expect(made.changes).toEqual({ 'arguments-read': 1, 'arguments-kept-raw': 1 })
  })

  it('leaves out what no text can hold: files, errors, hidden messages', () => {
    const picture: Part = {
      type: 'attachment',
      kind: 'image',
      ref: 'f',
      name: null,
      mime: null,
      size: null,
      width: null,
      height: null,
      description: null,
    }
    const made = make(
      talk(
        ['user', [{ type: 'text', text: 'What is it?' }, picture]],
        ['assistant', 'Quota', { isError: true }],
        ['assistant', 'x', { isHidden: true }],
        ['assistant', 'A wren.'],
      ),
    )
    expect(turns(made)).toEqual([
      ['user', 'What is it?'],
      ['assistant', 'A wren.'],
    ])
    expect(made.changes).toEqual({ 'file-left-out': 1, 'error-left-out': 1, 'hidden-left-out': 1 })
  })

  it('drops a conversation without an answer', () => {
    expect(make(talk(['user', 'Hello?'])).dropped).toEqual(['1 no-answer'])
  })

  it('replaces half characters, which no UTF-8 can hold', () => {
    const made = make(talk(['user', 'Hi \ud83d'], ['assistant', 'Hello.']))
    expect(turns(made)).toEqual([
      ['user', 'Hi \ufffd'],
      ['assistant', 'Hello.'],
    ])
    expect(made.changes).toEqual({ 'half-character-replaced': 1 })
  })
})

describe('options', () => {
  const thinking: Part = { type: 'thinking', text: 'Search.' }
  const answer = talk(['user', 'Oats?'], ['assistant', [thinking, { type: 'text', text: 'Looking.' }, call]])

  it('leave out thoughts and words before a call, and say how many', () => {
    const made = make(answer)
    expect(turns(made)).toEqual([
      ['user', 'Oats?'],
      ['function_call', written],
    ])
    expect(made.changes).toEqual({ 'call-text-left-out': 1, 'reasoning-left-out': 1 })
  })

  it('write thoughts as <think> and words before a call in front of its tag', () => {
    const made = make(answer, 'standard', { reasoning: 'think', toolText: 'before-call' })
    expect(turns(made)).toEqual([
      ['user', 'Oats?'],
      ['function_call', `<think>\nSearch.\n</think>\n\nLooking.<tool_call>${written}</tool_call>`],
    ])
    expect(made.changes).toEqual({})
  })

  it('keep calls, ids, thoughts and words in extra fields that every message has', () => {
    const made = make(answer, 'standard', { extraFields: true })
    expect(made.records[0]?.['messages']).toEqual([
      { role: 'user', content: 'Oats?', tool_calls: [], tool_call_id: '', reasoning_content: '', text: '' },
      {
        role: 'function_call',
        content: written,
        tool_calls: [{ id: 'k1', name: 'find', arguments: '{"q":"oats"}' }],
        tool_call_id: '',
        reasoning_content: 'Search.',
        text: 'Looking.',
      },
    ])
    expect(made.changes).toEqual({})
  })

  it('give one record for the branch shown, or one for each branch', () => {
    const messages = [
      anyMessage('q', null, 'Where?'),
      anyMessage('a', 'q', 'Harbour.', { role: 'assistant' }),
      anyMessage('b', 'q', 'Old town.', { role: 'assistant' }),
    ]
    const branched = chat(messages, { activeLeafId: 'a' })
    expect(turns(make(branched))).toEqual([
      ['user', 'Where?'],
      ['assistant', 'Harbour.'],
    ])
    expect(
      make(branched, 'standard', { branches: 'leaves' }).records.map((record) => record['conversation_id']),
    ).toEqual(['c-1#branch-1', 'c-1#branch-2'])
  })

  it('replace what belongs to a person, in calls too', () => {
    const made = make(
      talk(['user', 'I am ada@example.org'], ['assistant', [{ ...call, input: { to: 'ada@example.org' } }]]),
      'standard',
      { redact: true },
    )
    expect(JSON.stringify(made.records)).not.toContain('ada@example.org')
    expect(made.changes.redacted).toBe(2)
  })

  it('replace what belongs to a person in the descriptions of tools', () => {
    const described = {
      name: 'mail',
      description: 'Writes to ada@example.org',
      parameters: { properties: {} },
    }
    const messages = line(['user', 'Hello'], ['assistant', 'Hi'])
    const made = make(chat(messages, { options: { tools: [described] } }), 'standard', { redact: true })
    expect(JSON.stringify(made.records)).toContain('Writes to')
    expect(JSON.stringify(made.records)).not.toContain('ada@example.org')
  })
})

describe('the other data formats', () => {
  const agent = chat(
    line(
      ['system', 'Be brief.'],
      ['user', 'Oats?'],
      ['assistant', [{ type: 'text', text: 'Looking.' }, call]],
      ['tool', [{ type: 'tool-result', callId: 'k1', name: 'find', text: 'Two.' }]],
      ['assistant', 'Two bags.', { model: 'gpt-4o' }],
    ),
    { type: 'agent' },
  )
  const bare = { name: 'find', description: '', parameters: { type: 'object', properties: {} } }

  it('LLaMA-Factory: the standard record with tools as text, filled up', () => {
    const given = { ...agent, options: { tools: [{ type: 'function', function: { name: 'find' } }] } }
    const made = make(given, 'llama-factory')
    expect(made.records[0]?.['tools']).toBe(JSON.stringify([{ type: 'function', function: bare }]))
    expect(made.changes['tool-filled-up']).toBe(1)
  })

  it('OpenAI: calls with ids and arguments as text, every call answered, no other key', () => {
    const [record = {}] = make(agent, 'openai').records
    expect(record).toEqual({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Oats?' },
        {
          role: 'assistant',
          content: 'Looking.',
          tool_calls: [{ id: 'k1', type: 'function', function: { name: 'find', arguments: '{"q":"oats"}' } }],
        },
        { role: 'tool', tool_call_id: 'k1', content: 'Two.' },
        { role: 'assistant', content: 'Two bags.' },
      ],
      tools: [{ type: 'function', function: bare }],
    })
    expect(checkOpenAi(record)).toBeNull()
  })

  it('OpenAI: gives ids where the source has none and letters that its names may have', () => {
    const nameless: Part = { type: 'tool-call', name: 'web.search', input: {}, output: 'Two.' }
    const made = make(talk(['user', 'A'], ['assistant', [nameless, nameless]], ['assistant', 'B']), 'openai')
    expect(checkOpenAi(made.records[0] ?? null)).toBeNull()
    expect(JSON.stringify(made.records)).toContain('"name":"web_search"')
    expect(made.changes['tool-renamed']).toBe(3)
  })

  it('OpenAI: is refused with a key too many, an unanswered call, or no answer at the end', () => {
    const [record = {}] = make(agent, 'openai').records
    const messages = record['messages'] as Json[]
    expect(checkOpenAi({ ...record, model: 'x' })?.reason).toContain('model')
    expect(checkOpenAi({ messages: messages.toSpliced(3, 1) })?.reason).toContain('no answer')
    expect(checkOpenAi({ messages: messages.slice(0, 2) })?.effect).toBe('skipped')
  })

  it('TRL and Axolotl: arguments as objects, tools in every record', () => {
    const [record = {}] = make(agent, 'trl').records
    expect((record['messages'] as JsonObject[])[2]?.['tool_calls']).toEqual([
      { id: 'k1', type: 'function', function: { name: 'find', arguments: { q: 'oats' } } },
    ])
    expect(checkTrl(record)).toBeNull()
  })

  it('classic ShareGPT: conversations with from and value', () => {
    expect(make(agent, 'sharegpt').records[0]).toMatchObject({
      id: 'c-1',
      conversations: [
        { from: 'system', value: 'Be brief.' },
        { from: 'human', value: 'Oats?' },
        { from: 'function_call', value: written },
        { from: 'observation', value: 'Two.' },
        { from: 'gpt', value: 'Two bags.' },
      ],
      model: 'gpt-4o',
    })
  })

  it('Alpaca: the last question and answer, earlier ones as history, tools left out', () => {
    const made = make(
      talk(
        ['system', 'Be brief.'],
        ['user', 'A'],
        ['assistant', 'B'],
        ['user', 'C'],
        ['assistant', [{ ...call, output: '2' }]],
        ['assistant', 'D'],
      ),
      'alpaca',
    )
    expect(made.records[0]).toMatchObject({
      instruction: 'C',
      input: '',
      output: 'D',
      system: 'Be brief.',
      history: [['A', 'B']],
    })
    expect(made.changes).toEqual({ 'tool-turn-left-out': 2 })
  })

  it('preference pairs: the answer on the branch shown against each other one', () => {
    const messages = [
      anyMessage('q', null, 'Where?'),
      anyMessage('a', 'q', 'Harbour.', { role: 'assistant' }),
      anyMessage('b', 'q', 'Old town.', { role: 'assistant' }),
      anyMessage('c', 'q', 'Harbour.', { role: 'assistant' }),
      anyMessage('q2', 'a', 'Thanks'),
      anyMessage('a2', 'q2', 'Welcome.', { role: 'assistant' }),
    ]
    const made = make(chat(messages, { activeLeafId: 'a2' }), 'preference')
    expect(made.records).toEqual([
      {
        messages: [{ role: 'user', content: 'Where?' }],
        chosen: { role: 'assistant', content: 'Harbour.' },
        rejected: { role: 'assistant', content: 'Old town.' },
        tools: '[]',
        model: '',
        conversation_id: 'c-1#pair-1',
      },
    ])
    expect(make(talk(['user', 'A'], ['assistant', 'B']), 'preference').dropped).toEqual(['1 no-pair'])
  })
})

describe('the files of trainers', () => {
  it('escapes what Python takes for line ends', () => {
    expect(toLine({ a: 'one\u2028two\u2029three\u0085' })).toBe('{"a":"one\\u2028two\\u2029three\\u0085"}')
  })

  it.each([
    ['jsonl', 'standard', 4],
    ['csv', 'standard', 4],
    ['parquet', 'standard', 0],
    ['jsonl', 'llama-factory', 4],
  ] as const)('counts in %s (%s) each line end that it escapes', async (fileFormat, dataFormat, count) => {
    const gatherer = new Gatherer({ fileFormat, dataFormat, options: datasetOptions.parse({}) }, () =>
      Promise.resolve(),
    )
    const messages = line(['user', 'one\u2028two'], ['assistant', 'three\u2029four\u0085', { model: 'm' }])
    await gatherer.add(chat(messages, { model: null, tags: ['a\u2028b'] }))
    const found = gatherer.report.changes.find(({ what }) => what === 'line-end-escaped')?.count ?? 0
    expect(found).toBe(count)
  })

  it('writes dataset_info.json with the keys and tags of the format, in its order, in ASCII', () => {
    const info = datasetInfo(
      [{ name: 'support', fileName: 'conversations.jsonl', records: 150 }],
      'standard',
      'jsonl',
    )
    expect(JSON.stringify(info)).toBe(
      '{"support":{"file_name":"conversations.jsonl","formatting":"sharegpt","num_samples":150,"columns":{"messages":"messages"},"tags":{"role_tag":"role","content_tag":"content","user_tag":"user","assistant_tag":"assistant","function_tag":"function_call","observation_tag":"tool","system_tag":"system"}}}',
    )
    expect(datasetInfoText({ ü: 1 })).toBe('{\n  "\\u00fc": 1\n}\n')
  })
})
