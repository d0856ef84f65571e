import { describe, expect, it } from 'vitest'
import type { Insights } from '@shared/contract/insights.ts'
import type { Archive } from '../archive.ts'
import { deleteMessages } from '../delete-messages.ts'
import { librarySpine, moveToTrash } from '../library.ts'
import { openConversation } from '../read-conversation.ts'
import { conversation, importAll, importOne, message, noon } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { countInsights, waitingForInsights } from './count-insights.ts'
import { countWords } from './count-words.ts'
import { languagesIn } from './message-facts.ts'
import { readInsights } from './read-insights.ts'

const day = 24 * 60 * 60 * 1000

function count(archive: Archive): number {
  let counted = 0
  for (let slice = countInsights(archive, 0); slice !== null; slice = countInsights(archive, slice.last)) {
    counted += slice.counted
  }
  return counted
}

function read(archive: Archive): Insights {
  count(archive)
  return readInsights(archive, null)
}

const talk = conversation({
  messages: [
    message('q', null, 'How do tides work?', { createdAt: noon }),
    message('a', 'q', 'Like this:\n```py\nprint(1)\n```', {
      role: 'assistant',
      model: 'gpt-4',
      createdAt: noon + 1000,
    }),
    message('b', 'q', 'The moon pulls.', { role: 'assistant', model: 'gpt-5', createdAt: noon + day }),
    message('t', 'b', 'a tool says many words here', { role: 'tool', createdAt: null }),
  ],
})

describe('insights', () => {
  it('add up messages by day and month, answers by model, words by who wrote them, blocks of code by language', () => {
    const archive = freshArchive()
    importOne(archive, talk)
    importOne(
      archive,
      conversation({
        source: 'claude',
        sourceId: 'other',
        messages: [message('q', null, 'Hi', { createdAt: noon + 40 * day })],
      }),
    )
    expect(read(archive)).toMatchObject({
      conversations: 2,
      messages: 5,
      words: { user: 5, assistant: 8 },
      days: [
        { name: '2024-05-01', count: 2 },
        { name: '2024-05-02', count: 1 },
        { name: '2024-06-10', count: 1 },
      ],
      months: [
        { name: '2024-05', count: 3 },
        { name: '2024-06', count: 1 },
      ],
      undated: 1,
      models: [
        { name: 'gpt-4', count: 1 },
        { name: 'gpt-5', count: 1 },
      ],
      sources: [
        { source: 'chatgpt', conversations: 1, messages: 4 },
        { source: 'claude', conversations: 1, messages: 1 },
      ],
      languages: [{ name: 'python', count: 1 }],
      longest: [{ title: 'Trip to Oslo', messages: 4 }, { messages: 1 }],
      waiting: 0,
    })
  })

  it('read again only what has changed, and say what waits', () => {
    const archive = freshArchive()
    importAll(
      archive,
      ['a', 'b', 'c'].map((sourceId) => ({ ...talk, sourceId })),
    )
    expect([waitingForInsights(archive), count(archive), count(archive)]).toEqual([3, 3, 0])
    importOne(archive, {
      ...talk,
      sourceId: 'a',
      messages: [...talk.messages, message('n', 'a', 'More words')],
    })
    expect(readInsights(archive, null)).toMatchObject({ waiting: 1, words: { user: 12 } })
    expect(count(archive)).toBe(1)
    expect(readInsights(archive, null)).toMatchObject({ waiting: 0, words: { user: 14 } })
  })

  it('leave out the trash, conversations and messages, and have them again when they are back', () => {
    const archive = freshArchive()
    const [one, other] = importAll(archive, [
      { ...talk, sourceId: 'a' },
      { ...talk, sourceId: 'b' },
    ])
    count(archive)
    moveToTrash(archive, [one?.id ?? ''])
    expect(readInsights(archive, null)).toMatchObject({ conversations: 1, messages: 4, words: { user: 4 } })
    const key = openConversation(archive, other?.id ?? '').spine.keys[0] ?? -1
    deleteMessages(archive, { id: other?.id ?? '', key, what: 'message' }, noon)
    expect(read(archive)).toMatchObject({ messages: 3, words: { user: 0, assistant: 8 } })
  })

  it('can be of some conversations only', () => {
    const archive = freshArchive()
    importAll(archive, [
      { ...talk, sourceId: 'a' },
      { ...talk, sourceId: 'b', source: 'claude' },
    ])
    count(archive)
    const filter = {
      place: 'library',
      source: 'claude',
      tagId: null,
      collectionId: null,
    } as const
    const { keys } = librarySpine(archive, filter, { by: 'updated', direction: 'descending' })
    expect(readInsights(archive, keys)).toMatchObject({
      conversations: 1,
      words: { user: 4 },
      sources: [{ source: 'claude' }],
      longest: [{ messages: 4 }],
    })
  })
})

it.each([
  ['', 0],
  ["Don't panic, it’s 42!", 4],
  ['naïve Übergröße—done', 3],
  ['潮汐是什么?', 5],
  ['한국어 단어 둘', 3],
  ['Привет, мир', 2],
  ['snake_case a.b', 3],
  ['🙂 …', 0],
])('counts the words of “%s” as %i', (text, words) => {
  expect(countWords(text)).toBe(words)
})

it('names languages as people do, whatever the fence calls them', () => {
  const text = [
    '```ts',
    'x',
    '```',
    '~~~~ Bash',
    '```',
    '~~~~',
    '```',
    'plain',
    '```',
    '```{.python}',
    '```',
  ].join('\n')
  expect(languagesIn([{ type: 'text', text }])).toEqual(['typescript', 'shell', 'text', 'text'])
  expect(languagesIn([{ type: 'code', language: 'JS', text: '1' }])).toEqual(['javascript'])
  expect(languagesIn([{ type: 'code', language: '__proto__', text: '1' }])).toEqual(['__proto__'])
})
