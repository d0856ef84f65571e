import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { readableText } from '@shared/message-text.ts'
import { numberAt, textAt } from '../fields.ts'
import { fixture, fixtureJson } from '../import-fixture.ts'
import type { AttachedFile } from '../importer.ts'
import { conversationFromClaude } from './conversation.ts'
import { noFiles } from './stored-files.ts'

interface Read {
  readonly conversation: Conversation
  readonly files: readonly AttachedFile[]
}

function read(raw: Json): Read {
  const converted = conversationFromClaude(isJsonObject(raw) ? raw : {}, noFiles)
  if (converted.kind !== 'conversation') throw new Error(converted.reason)
  return converted
}

function entry(name: string, index = 0): JsonObject {
  const value = fixtureJson(`claude/${name}`)
  const record = Array.isArray(value) ? value[index] : value
  if (!isJsonObject(record)) throw new Error(`${name} has no entry ${index}`)
  return record
}

function tree({ messages }: Conversation): string[] {
  return messages.map(({ id, parentId }) => `${id} < ${parentId ?? '-'}`)
}

function message(conversation: Conversation, id: string): Message {
  const found = conversation.messages.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`No message ${id}`)
  return found
}

/** The artifacts that a message shows: version and text of each. */
function artifacts(conversation: Conversation, id: string): string[] {
  return message(conversation, id).parts.flatMap((part) => {
    const artifact = part.type === 'code' ? part.extra?.['artifact'] : undefined
    return part.type === 'code' && isJsonObject(artifact)
      ? [`${textAt(artifact, 'id')} ${numberAt(artifact, 'version')}: ${part.text}`]
      : []
  })
}

/** A message that does nothing but call a tool on a file. */
function callMessage(name: string, input: JsonObject, index: number): JsonObject {
  const content = [{ type: 'tool_use', name, input: { path: 'a.txt', ...input } }]
  return { uuid: `m${index}`, sender: 'assistant', content }
}

describe('which message answers which', () => {
  it('keeps both answers of a retried question and both versions of an edited one, in order of time', () => {
    expect(tree(read(entry('branched.json')).conversation)).toEqual([
      'hello < -',
      'answer-a < hello',
      'where < answer-a',
      'harbour < where',
      'where-edited < answer-a',
      'fjord < where-edited',
      'answer-b < hello',
      'good-morning < -',
    ])
  })

  it('shows the newest branch first, as the export does not name one', () => {
    expect(read(entry('branched.json')).conversation.activeLeafId).toBe('good-morning')
  })

  it('shows the branch that was open where the file names it', () => {
    expect(read(entry('saved-by-an-extension.json')).conversation.activeLeafId).toBe('b-first')
  })

  it('strings old messages together in the order of the file, whatever their times say', () => {
    expect(tree(read(entry('old-without-parents.json')).conversation)).toEqual([
      'o1 < -',
      'o2 < o1',
      'o3 < o2',
    ])
  })

  it('puts the messages of a saved share page in order', () => {
    const { conversation } = read(entry('saved-share-page.json'))
    expect(tree(conversation)).toEqual(['s1 < -', 's2 < s1'])
    expect(conversation.messages.map(({ parts }) => readableText(parts))).toEqual(['First', 'Second'])
    expect(conversation.title).toBe('A shared chat')
  })

  it('takes two edits of the only question for two beginnings', () => {
    const root = '00000000-0000-4000-8000-000000000000'
    const asked = ['a', 'b'].map((uuid) => ({ uuid, sender: 'human', text: uuid, parent_message_uuid: root }))
    expect(tree(read({ chat_messages: asked }).conversation)).toEqual(['a < -', 'b < -'])
  })
})

it('reads the head of a conversation and keeps what it has no name for', () => {
  expect(read(entry('saved-by-an-extension.json')).conversation).toMatchObject({
    source: 'claude',
    sourceId: 'conv-api',
    type: 'chat',
    status: 'favorite',
    title: 'Bread',
    endpoint: 'anthropic',
    model: 'claude-sonnet-4-20250514',
    createdAt: Date.UTC(2025, 5, 1, 7),
    extra: { project: { uuid: 'p-1', name: 'Baking' }, settings: { preview_feature_uses_artifacts: true } },
  })
})

it('marks an answer that was cut short', () => {
  const { conversation } = read(entry('saved-by-an-extension.json'))
  expect(conversation.messages.map(({ isUnfinished }) => isUnfinished)).toEqual([false, false, true])
})

describe('content', () => {
  const { conversation, files } = read(entry('every-block.json'))

  it('becomes these parts', async () => {
    const parts = conversation.messages.map(({ id, parts: own, extra }) => ({ id, parts: own, extra }))
    await expect(`${JSON.stringify(parts, null, 1)}\n`).toMatchFileSnapshot(
      fixture('claude/golden/every-block.json'),
    )
  })

  it('is found by what an attached document says', () => {
    expect(readableText(message(conversation, 'asks').parts)).toContain('# Plan\n\nSail.')
  })

  it('links an answer to its sources, also behind characters of two units', () => {
    expect(readableText(message(conversation, 'answers').parts)).toContain(
      '⛵ Sail at noon ([tides.example](https://tides.example/today)), says the table ([Tides \\[today\\]](https://tides.example/a%28b%29)). Bring 🧥.',
    )
  })

  it('says of every file that it is not here, and where its text is', () => {
    expect(files.map(({ ref, missing }) => [ref.slice(-8), missing])).toEqual([
      ['00000001', expect.stringContaining('only the text')],
      ['00000002', expect.stringContaining('no files')],
      ['mage.png', expect.stringContaining('no files')],
      ['g#copy-2', expect.stringContaining('no files')],
      ['00000003', expect.stringContaining('no files')],
      ['00000004', expect.stringContaining('no files')],
      ['00000005', expect.stringContaining('no files')],
    ])
  })

  it('hides what Claude.ai has put in unseen, and nothing else', () => {
    const hidden = conversation.messages.filter(({ isHidden }) => isHidden)
    expect(hidden.map(({ id }) => id)).toEqual(['unseen'])
  })

  it('keeps the plain text where it says something else than the blocks', () => {
    expect(message(conversation, 'differs').extra).toEqual({ text: 'The text says this.' })
    expect(message(conversation, 'asks').extra).toBeNull()
  })
})

describe('artifacts', () => {
  const byTool = read(entry('artifacts.json', 0)).conversation

  it('are shown whole by each message that changes them', async () => {
    const parts = [0, 1, 2].map((index) =>
      read(entry('artifacts.json', index)).conversation.messages.map(({ id, parts: own }) => ({
        id,
        parts: own,
      })),
    )
    await expect(`${JSON.stringify(parts, null, 1)}\n`).toMatchFileSnapshot(
      fixture('claude/golden/artifacts.json'),
    )
  })

  it('go on on each branch from what they were where it begins', () => {
    expect(artifacts(byTool, 'create')).toEqual(['haiku 1: Old pond\nA frog jumps\nSplash'])
    expect(artifacts(byTool, 'update-a')).toEqual(['haiku 2: Old pond\nA frog jumps\nSPLASH'])
    expect(artifacts(byTool, 'update-aa')).toEqual(['haiku 4: Old pond\nA toad jumps\nSPLASH!'])
    expect(artifacts(byTool, 'update-b')).toEqual(['haiku 2: Old pond\nA frog jumps\nPlop'])
    expect(artifacts(byTool, 'rewrite')).toEqual(['haiku 3: Still pond'])
  })

  it('are not guessed where a change does not fit, failed, or has nothing to change', () => {
    expect(artifacts(byTool, 'misses')).toEqual([])
    expect(artifacts(byTool, 'fails')).toEqual([])
  })

  it('stand apart from the text that they were written into, with thoughts apart as well', () => {
    const { conversation } = read(entry('artifacts.json', 1))
    expect(message(conversation, 't-make').parts.map(({ type }) => type)).toEqual([
      'thinking',
      'text',
      'code',
      'text',
    ])
    expect(artifacts(conversation, 't-again')).toEqual(['adder 2: print(2 + 2)'])
    expect(artifacts(conversation, 't-cut')).toEqual(['page 1: <p>Cut'])
    // A person who writes of tags has not made an artifact.
    expect(message(conversation, 't-ask').parts.map(({ type }) => type)).toEqual(['text'])
  })

  it('are rebuilt from the edits of files', () => {
    const { conversation } = read(entry('artifacts.json', 2))
    expect(artifacts(conversation, 'f-make')).toEqual(['/home/claude/a.py 1: a = 1\nb = 2\n'])
    expect(artifacts(conversation, 'f-edit')).toEqual(['/home/claude/a.py 3: b = 2\nc = 3\n'])
  })

  it('do not multiply a large file by thousands of small edits', () => {
    const edits = Array.from({ length: 2000 }, (_, index) =>
      callMessage('str_replace', { old_str: `#${index}.`, new_str: `#${index + 1}.` }, index + 1),
    )
    const large = `#0.${'x'.repeat(100_000)}`
    const { conversation } = read({
      chat_messages: [callMessage('create_file', { file_text: large }, 0), ...edits],
    })
    const characters = conversation.messages.flatMap(({ parts }) =>
      parts.map((part) => (part.type === 'code' ? part.text.length : 0)),
    )
    expect(characters.reduce((sum, length) => sum + length, 0)).toBeLessThan(40_000_000)
    expect(artifacts(conversation, 'm3')[0]).toMatch(/^a\.txt 4: #3\./)
  })

  it('are looked for in a text of nothing but opening tags without getting lost in it', () => {
    const text = '<antArtifact identifier="x"<antThinking>'.repeat(50_000)
    const { conversation } = read({ chat_messages: [{ uuid: 'a', sender: 'assistant', text }] })
    expect(readableText(conversation.messages[0]?.parts ?? [])).toBe(text)
  })
})

describe('broken records', () => {
  it('cuts a cycle and keeps all its messages', () => {
    const { conversation } = read(entry('broken.json', 1))
    expect(tree(conversation)).toEqual(['x < -', 'y < x', 'z < -'])
    expect(message(conversation, 'z').extra).toEqual({ parent_message_uuid: 'gone' })
  })

  it('keeps messages without an id and under an id that is used twice', () => {
    const { conversation } = read(entry('broken.json', 4))
    expect(tree(conversation)).toEqual(['j < -', 'j#copy-2 < j', 'message-3 < j#copy-2'])
    expect(conversation.messages[2]).toMatchObject({
      sourceId: null,
      role: 'assistant',
      createdAt: null,
      extra: { sender: 'robot', created_at: 'yesterday' },
    })
    expect(conversation.extra).toMatchObject({ chat_messages: [7], current_leaf_message_uuid: 'gone' })
  })

  it('keeps content of another shape, and the text beside it', () => {
    const { conversation } = read(entry('broken.json', 5))
    expect(message(conversation, 'k1')).toMatchObject({
      parts: [{ type: 'text', text: 'This should be a list' }],
      extra: { text: 'The text.' },
    })
    expect(message(conversation, 'k2').parts).toEqual([{ type: 'text', text: 'A single block' }])
    expect(message(conversation, 'k3')).toMatchObject({
      parts: [{ type: 'unknown', kind: 'content', raw: 12 }],
      extra: { attachments: 'none', files: [3] },
    })
  })

  it('says why a record is no conversation', () => {
    expect(conversationFromClaude(entry('broken.json', 2), noFiles)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('chat_messages') as string,
    })
    expect(conversationFromClaude(entry('broken.json', 0), noFiles).kind).toBe('skipped')
  })

  it('never throws, whatever stands where something else belongs', () => {
    const odd: Json[] = [null, true, 0, '', 'text', '[{"type":"x"}]', [], [null], [{}], {}, { type: 7 }]
    const blocks = fixtureJson('claude/every-block.json')
    const known = Array.isArray(blocks) ? JSON.stringify(blocks) : ''
    const kinds = [...new Set([...known.matchAll(/"type":"([a-z_]+)"/g)].map((found) => found[1] ?? ''))]
    for (const value of odd) {
      for (const key of [
        'content',
        'text',
        'sender',
        'attachments',
        'files',
        'files_v2',
        'index',
        'created_at',
      ]) {
        const raw = {
          uuid: value,
          name: value,
          chat_messages: [{ uuid: 'a', sender: 'human', [key]: value }],
        }
        expect(read(raw).conversation.messages).toHaveLength(1)
      }
      for (const type of kinds) {
        const block = Object.fromEntries(
          [
            'text',
            'thinking',
            'summaries',
            'citations',
            'input',
            'name',
            'id',
            'content',
            'images',
            'prompt',
          ].map((key) => [key, value]),
        )
        const content = [
          { type: 'tool_use', name: 'artifacts', input: value },
          { ...block, type },
        ]
        expect(
          read({ chat_messages: [{ uuid: 'a', sender: 'assistant', content }] }).conversation.messages,
        ).toHaveLength(1)
      }
    }
  })

  it('is not changed by a record that names its fields after the inside of JavaScript', () => {
    const raw = JSON.parse(
      '{"uuid":"c","chat_messages":[{"uuid":"__proto__","sender":"human","text":"Hi","__proto__":{"isAdmin":true}}]}',
    ) as Json
    const [first] = read(raw).conversation.messages
    expect(first?.id).toBe('__proto__')
    expect(JSON.stringify(first?.extra)).toContain('"__proto__":{"isAdmin":true}')
    expect('isAdmin' in {}).toBe(false)
  })
})

it('reads a chain of 100,000 messages without running out of stack', () => {
  const list = Array.from({ length: 100_000 }, (_, index) => ({
    uuid: `m${index}`,
    sender: index % 2 === 0 ? 'human' : 'assistant',
    text: `${index}`,
    ...(index > 0 && { parent_message_uuid: `m${index - 1}` }),
  }))
  const { conversation } = read({ uuid: 'long', chat_messages: list })
  expect(conversation.messages).toHaveLength(100_000)
  expect(conversation.messages.at(-1)?.parentId).toBe('m99998')
})
