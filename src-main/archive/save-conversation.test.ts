import type { Conversation, Message } from '@shared/conversation.ts'
import { describe, expect, it } from 'vitest'
import { moveToTrash, renameConversation } from './library.ts'
import { openConversation, readConversation, readMessages, showBranch } from './read-conversation.ts'
import { inBatch, saveConversation } from './save-conversation.ts'
import {
  conversation,
  importAll,
  importOne,
  message,
  noon,
  startImport,
  twoAnswers,
} from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

/** The texts of a conversation, each with what it answers. */
function textsOf(read: Conversation): string[] {
  const textOf = new Map(read.messages.map((one) => [one.id, partTextOf(one)]))
  return read.messages.map((one) => `${partTextOf(one)} < ${textOf.get(one.parentId ?? '') ?? 'nothing'}`)
}

function partTextOf(one: Message): string {
  const [part] = one.parts
  return part?.type === 'text' ? part.text : ''
}

function told({ sourceId, parts, extra }: Message): unknown {
  return { sourceId, parts, extra }
}

/** Without any id of its source. */
function nameless(text: string): Conversation {
  return conversation({
    sourceId: null,
    messages: [
      message('1', null, 'Again?', { sourceId: null }),
      message('2', '1', text, { sourceId: null }),
      message('3', '1', text, { sourceId: null }),
    ],
  })
}

/** Turns that say the same and have no ids of their source. */
function turns(count: number): Conversation {
  return conversation({
    messages: Array.from({ length: count }, (_, index) =>
      message(`${index}`, index === 0 ? null : `${index - 1}`, 'The same words', { sourceId: null }),
    ),
  })
}

/** A message with so many fields that no part has a place for. */
function withQuotes(count: number): Conversation {
  const quotes = Array.from({ length: count }, (_, index) => [`quote ${index}`, '„Grüße“'])
  return conversation({ messages: [message('q', null, 'Why?', { extra: Object.fromEntries(quotes) })] })
}

/** A question and an answer that may still be going on. */
function answer(text: string, isUnfinished: boolean): Conversation {
  return conversation({ messages: [message('q', null, 'Why?'), message('a', 'q', text, { isUnfinished })] })
}

describe('a conversation that is saved', () => {
  it('gives each message back what it said, however many there are and however long one of them is', () => {
    const messages = Array.from({ length: 75 }, (_, index) => {
      const text = `${index} „Grüße“ ${'and so on '.repeat(index % 9 === 4 ? 10_000 : index)}`
      const extra = index % 7 === 3 ? { kept: `${index}${'x'.repeat(index * 40)}` } : null
      return message(`${index}`, index === 0 ? null : `${index - 1}`, text, { extra })
    })
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages }))
    expect(readConversation(archive, id).messages.map(told)).toEqual(messages.map(told))
  })

  it('comes back whole: tree, parts, times, names, options and what has no name', () => {
    const archive = freshArchive()
    const all: Message[] = [
      message('q', null, 'Where?', {
        isHidden: true,
        extra: { weight: 0, nested: { deep: [1, null, 'x'] } },
      }),
      message('a1', 'q', '', {
        role: 'assistant',
        sender: 'GPT-4',
        model: 'gpt-4',
        createdAt: null,
        isError: true,
        isUnfinished: true,
        parts: [
          { type: 'thinking', text: 'Hm', title: 'Thinking' },
          { type: 'tool-call', name: 'web', input: { query: 'Oslo' }, output: 'found' },
          { type: 'text', text: 'Here', extra: { citations: [] } },
          { type: 'unknown', kind: 'hologram', raw: [{ x: 1 }] },
        ],
      }),
      message('t', 'a1', 'result', { role: 'tool', sourceId: null }),
      message('empty', 't', '', { role: 'system', parts: [] }),
    ]
    const { id } = importOne(
      archive,
      conversation({
        type: 'agent',
        status: 'favorite',
        endpoint: 'openAI',
        model: 'gpt-4',
        tags: ['travel', 'Norway'],
        activeLeafId: 'empty',
        options: { temperature: 0.2, stop: null },
        extra: { gizmo_id: 'g-1' },
        messages: all,
      }),
    )
    const read = readConversation(archive, id)
    expect({ ...read, messages: [], activeLeafId: null }).toEqual({
      ...conversation({
        id,
        type: 'agent',
        status: 'favorite',
        endpoint: 'openAI',
        model: 'gpt-4',
        tags: ['travel', 'Norway'],
        options: { temperature: 0.2, stop: null },
        extra: { gizmo_id: 'g-1' },
      }),
      messages: [],
    })
    const idOf = new Map(all.map((one, index) => [one.id, read.messages[index]?.id ?? '']))
    expect(read.messages).toEqual(
      all.map((one) => ({
        ...one,
        id: idOf.get(one.id),
        parentId: one.parentId === null ? null : idOf.get(one.parentId),
      })),
    )
    expect(read.activeLeafId).toBe(idOf.get('empty'))
  })

  it.each([
    ['half surrogate pairs', 'cut \ud83d here \ude00 and there'],
    ['NUL', 'before\0after\0'],
    ['line separators', 'a\u2028b\u2029c\u0085d'],
    ['carriage returns and tabs', '\r\n\t\r \n'],
    ['private use marks and a byte order mark', '\ufeff\ue200cite\ue202turn0search0\ue201'],
    ['combined and composed letters as they came', 'e\u0301 é \u{1f468}\u200d\u{1f469}\u200d\u{1f467} 漢字'],
    ['nothing', ''],
  ])('keeps %s in a text to the byte', (_what, text) => {
    const archive = freshArchive()
    const { id } = importOne(
      archive,
      conversation({
        messages: [
          message('m', null, text),
          message('n', 'm', 'x', { parts: [{ type: 'code', language: text, text }] }),
        ],
      }),
    )
    const read = readConversation(archive, id)
    expect(read.messages.map((one) => one.parts)).toEqual([
      [{ type: 'text', text }],
      [{ type: 'code', language: text, text }],
    ])
    expect(importOne(archive, conversation({ messages: [message('m', null, text)] })).result).toBe(
      'unchanged',
    )
  })

  it('keeps a chain of 100,000 messages and opens it at its end', () => {
    const archive = freshArchive()
    const chain = Array.from({ length: 100_000 }, (_, index) =>
      message(`m${index}`, index === 0 ? null : `m${index - 1}`, `text ${index}`),
    )
    const { id, addedMessages } = importOne(archive, conversation({ messages: chain }))
    expect(addedMessages).toBe(100_000)
    const open = openConversation(archive, id)
    expect([open.row.messages, open.row.branches, open.shownLeaf]).toEqual([100_000, 1, 99_999])
    expect(open.spine.parents.every((parent, index) => parent === index - 1)).toBe(true)
  })

  it('is put in order when children stand before their parents, and a circle is cut', () => {
    const archive = freshArchive()
    const { id } = importOne(
      archive,
      conversation({
        messages: [
          message('c', 'b', 'third'),
          message('b', 'a', 'second'),
          message('a', null, 'first'),
          message('x', 'y', 'circle x'),
          message('y', 'x', 'circle y'),
          message('lost', 'nowhere', 'lost'),
        ],
      }),
    )
    const read = readConversation(archive, id)
    expect(textsOf(read)).toEqual([
      'first < nothing',
      'second < first',
      'third < second',
      'circle x < nothing',
      'circle y < circle x',
      'lost < nothing',
    ])
  })

  it('leaves nothing when it cannot be saved, and the batch goes on', () => {
    const archive = freshArchive()
    const importId = startImport(archive)
    const save = (one: Conversation): unknown =>
      saveConversation(archive, one, [], { importId, fingerprint: null, now: noon })
    inBatch(archive, () => {
      save(conversation({ sourceId: 'good' }))
      const poison = message('p', 'q', 'bad', { role: 'wizard' as 'user' })
      expect(() => save(conversation({ sourceId: 'bad', messages: [...twoAnswers, poison] }))).toThrow(
        /CHECK/,
      )
      save(conversation({ sourceId: 'better' }))
    })
    expect(archive.statement('SELECT source_id FROM conversations ORDER BY id').pluck().all()).toEqual([
      'good',
      'better',
    ])
    expect(archive.statement('SELECT count(*) FROM messages').pluck().get()).toBe(6)
  })

  it('stands under its first words when it has no title', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ title: null }))
    expect(openConversation(archive, id).row.title).toBe('Where should we stay?')
    expect(readConversation(archive, id).title).toBeNull()
  })
})

describe('importing the same again', () => {
  it('adds nothing', () => {
    const archive = freshArchive()
    const first = importOne(archive, conversation({ tags: ['travel'], activeLeafId: 'a1' }))
    const again = importOne(archive, conversation({ tags: ['travel'], activeLeafId: 'a1' }))
    expect(again).toEqual({ result: 'unchanged', id: first.id, addedMessages: 0 })
  })

  it('adds nothing where neither conversation nor messages have ids of their source', () => {
    const archive = freshArchive()
    const results = importAll(archive, [nameless('Yes'), nameless('No'), nameless('Yes')])
    expect(results.map(({ result }) => result)).toEqual(['new', 'new', 'unchanged'])
    expect(results[2]?.id).toBe(results[0]?.id)
  })

  it('recognises messages without ids in a conversation that has one, and adds what is new', () => {
    const archive = freshArchive()
    importOne(archive, turns(3))
    expect(importOne(archive, turns(5))).toMatchObject({ result: 'updated', addedMessages: 2 })
  })

  it('keeps apart what two products call by the same id', () => {
    const archive = freshArchive()
    const results = importAll(archive, [conversation(), conversation({ source: 'librechat' })])
    expect(results.map(({ result }) => result)).toEqual(['new', 'new'])
  })
})

describe('a newer export of a conversation', () => {
  const newer: Conversation = conversation({
    updatedAt: noon + 90_000,
    messages: [
      ...twoAnswers,
      message('a3', 'q', 'At the lake.', { role: 'assistant', createdAt: noon + 60_000 }),
      message('q2', 'a1', 'And where do we eat?', { createdAt: noon + 80_000 }),
    ],
  })

  it('adds the new messages where they belong', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    expect(importOne(archive, newer)).toEqual({ result: 'updated', id, addedMessages: 2 })
    const read = readConversation(archive, id)
    expect(textsOf(read).slice(3)).toEqual([
      'At the lake. < Where should we stay?',
      'And where do we eat? < Near the harbour.',
    ])
    expect(openConversation(archive, id).row).toMatchObject({
      messages: 5,
      branches: 3,
      updatedAt: noon + 90_000,
    })
  })

  it('loses nothing when it is poorer', () => {
    const archive = freshArchive()
    const rich = conversation({
      options: { temperature: 1 },
      extra: { gizmo_id: 'g' },
      endpoint: 'openAI',
      model: 'gpt-4',
      messages: [
        message('q', null, 'Where should we stay?', { sender: 'Ann', extra: { weight: 1 } }),
        message('a1', 'q', 'Near the harbour.', {
          parts: [
            { type: 'thinking', text: 'Let me think' },
            { type: 'text', text: 'Near the harbour.' },
          ],
        }),
        message('a2', 'q', 'In the old town.'),
      ],
    })
    const { id } = importOne(archive, rich)
    const before = readConversation(archive, id)
    const saved = importOne(
      archive,
      conversation({
        title: null,
        createdAt: null,
        updatedAt: null,
        messages: [
          message('q', null, 'Where …', { createdAt: null }),
          message('a1', null, 'Near the harbour.'),
        ],
      }),
    )
    expect(saved.result).toBe('unchanged')
    expect(readConversation(archive, id)).toEqual(before)
  })

  it('keeps an extra of any length, and makes it longer as newer files tell more', () => {
    const archive = freshArchive()
    const extraOf = (id: string): unknown => readConversation(archive, id).messages[0]?.extra
    const { id } = importOne(archive, withQuotes(1))
    for (const quotes of [1, 100, 200, 4000]) {
      importOne(archive, withQuotes(quotes))
      expect(extraOf(id)).toEqual(withQuotes(quotes).messages[0]?.extra)
    }
    const other = importOne(archive, { ...withQuotes(4000), sourceId: 'other' })
    expect(extraOf(other.id)).toEqual(withQuotes(4000).messages[0]?.extra)
    expect(
      archive.statement('SELECT count(*) AS n FROM extras JOIN texts USING (extra)').get(),
      'an extra that stands in two places',
    ).toEqual({ n: 0 })
  })

  it('brings the end of an answer that was unfinished, and never a shorter text', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, answer('Because', true))
    expect(importOne(archive, answer('Because it is so.', false)).result).toBe('updated')
    expect(importOne(archive, answer('Because', true)).result).toBe('unchanged')
    expect(readConversation(archive, id).messages[1]).toMatchObject({
      parts: [{ type: 'text', text: 'Because it is so.' }],
      isUnfinished: false,
    })
    expect([...openConversation(archive, id).spine.lengths]).toEqual([4, 17])
  })

  it('leaves the title, trash and tags that the reader decided on', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ tags: ['travel', 'work'] }))
    renameConversation(archive, id, 'My trip')
    archive
      .statement("DELETE FROM conversation_tags WHERE tag_id = (SELECT id FROM tags WHERE name = 'work')")
      .run()
    moveToTrash(archive, [id])
    const saved = importOne(archive, {
      ...newer,
      title: 'Oslo and Bergen',
      tags: ['travel', 'work', 'north'],
    })
    expect(saved).toMatchObject({ result: 'updated', addedMessages: 2 })
    const { row, originalTitle } = openConversation(archive, id)
    expect(row).toMatchObject({ title: 'My trip', status: 'deleted', tags: ['travel', 'north'] })
    expect(originalTitle).toBe('Oslo and Bergen')
  })

  it('brings its title where the reader gave none, an older one does not', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    importOne(archive, { ...newer, title: 'Oslo and Bergen' })
    importOne(archive, conversation({ title: 'Trip to Oslo' }))
    expect(openConversation(archive, id).row.title).toBe('Oslo and Bergen')
  })

  it('shows the branch that the source shows now, unless the reader chose one', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ activeLeafId: 'a1' }))
    const shownText = (): string => {
      const open = openConversation(archive, id)
      const [shown] = readMessages(archive, id, [open.spine.keys[open.shownLeaf] ?? -1])
      return shown?.parts[0]?.type === 'text' ? shown.parts[0].text : ''
    }
    expect(shownText()).toBe('Near the harbour.')
    importOne(archive, { ...newer, activeLeafId: 'a3' })
    expect(shownText()).toBe('At the lake.')
    showBranch(archive, id, openConversation(archive, id).spine.keys[2] ?? -1)
    importOne(archive, { ...newer, updatedAt: noon + 99_000, activeLeafId: 'a3' })
    expect(shownText()).toBe('In the old town.')
  })

  it('follows the chosen branch when it has gone on', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    showBranch(archive, id, openConversation(archive, id).spine.keys[1] ?? -1)
    importOne(archive, newer)
    const open = openConversation(archive, id)
    expect(open.shownLeaf).toBe(4)
  })

  it('gives messages the parents that an older file had lost', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: [message('a1', 'q', 'Near the harbour.')] }))
    importOne(archive, conversation())
    const read = readConversation(archive, id)
    expect(textsOf(read)).toEqual([
      'Where should we stay? < nothing',
      'Near the harbour. < Where should we stay?',
      'In the old town. < Where should we stay?',
    ])
  })

  it('cannot make a circle of messages that know each other differently', () => {
    const archive = freshArchive()
    const { id } = importOne(
      archive,
      conversation({ messages: [message('a', null, 'A'), message('b', 'a', 'B')] }),
    )
    importOne(archive, conversation({ messages: [message('b', null, 'B'), message('a', 'b', 'A')] }))
    expect(textsOf(readConversation(archive, id))).toEqual(['A < nothing', 'B < A'])
  })

  it('takes over what the source has archived meanwhile', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    importOne(archive, conversation({ status: 'archived' }))
    expect(openConversation(archive, id).row.status).toBe('archived')
    importOne(archive, conversation({ status: 'active' }))
    expect(openConversation(archive, id).row.status).toBe('archived')
  })

  it('fills in the bytes of attachments that were missing', () => {
    const archive = freshArchive()
    const hash = 'ab'.repeat(32)
    archive.statement('INSERT INTO files (hash, size) VALUES (?, 3)').run(hash)
    const missing = { messageId: 'q', ref: 'file-1', hash: null, mime: null, missing: 'not in this file' }
    const { id } = importOne(archive, conversation(), [missing])
    const found = { ...missing, hash, mime: 'image/png', missing: null }
    expect(importOne(archive, conversation(), [found]).result).toBe('updated')
    expect(importOne(archive, conversation(), [missing]).result).toBe('unchanged')
    const attachments = [{ ref: 'file-1', hash, mime: 'image/png', missing: null }]
    expect(readConversation(archive, id).messages[0]?.attachments).toEqual(attachments)
    const [shown] = readMessages(archive, id, [...openConversation(archive, id).spine.keys])
    expect(shown?.attachments).toEqual(attachments)
  })
})

describe('the number that the search index follows', () => {
  it('rises when text or title change and at no other time', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    const changeOf = (): unknown =>
      archive.statement('SELECT change_seq FROM conversations WHERE uuid = ?').pluck().get(id)
    const seen = [changeOf()]
    const look = (work: () => unknown): number => {
      work()
      seen.push(changeOf())
      return Number(seen.at(-1)) - Number(seen.at(-2))
    }
    expect(look(() => importOne(archive, conversation()))).toBe(0)
    expect(look(() => importOne(archive, conversation({ model: 'gpt-4' })))).toBe(0)
    expect(look(() => showBranch(archive, id, openConversation(archive, id).spine.keys[1] ?? -1))).toBe(0)
    expect(look(() => importOne(archive, conversation({ sourceId: 'other' })))).toBe(0)
    expect(look(() => renameConversation(archive, id, 'My trip'))).toBeGreaterThan(0)
    const more = [...twoAnswers, message('a3', 'q', 'At the lake.')]
    expect(look(() => importOne(archive, conversation({ messages: more })))).toBeGreaterThan(0)
    const longer = [message('q', null, 'Where should we stay in Oslo?')]
    expect(look(() => importOne(archive, conversation({ messages: longer })))).toBeGreaterThan(0)
  })
})
