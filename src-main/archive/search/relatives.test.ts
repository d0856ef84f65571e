import { describe, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { moveToTrash } from '../library.ts'
import { conversation, importAll, message, noon } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { duplicateConversations } from './duplicates.ts'
import { corpusOf } from './testing/corpus.ts'
import { fullIndexOf, sourcesOf } from './testing/fresh-index.ts'
import { similarConversations } from './similar.ts'

function talk(sourceId: string, title: string, ...texts: string[]): Conversation {
  return conversation({
    sourceId,
    title,
    messages: texts.map((text, at) =>
      message(`${at}`, at === 0 ? null : `${at - 1}`, text, {
        role: at % 2 === 0 ? 'user' : 'assistant',
        createdAt: noon + at * 1000,
      }),
    ),
  })
}

describe('similar conversations', () => {
  it('are those that share the telling words, the likest first', async () => {
    const archive = freshArchive()
    const saved = importAll(archive, [
      ...corpusOf(40),
      talk('a', 'Sourdough', 'How do I feed a sourdough starter?', 'Flour and water, hydration near 100 %.'),
      talk('b', 'Bread', 'My sourdough has too little hydration', 'Feed the starter with more water.'),
      talk('c', 'Dough', 'Is hydration the same as moisture?', 'For a starter it is the water.'),
      talk('d', 'Bicycles', 'Which tyre is best?', 'A wide one.'),
    ])
    const index = await fullIndexOf(archive)
    const similar = await similarConversations(sourcesOf(archive, index), saved[40]?.id ?? '', 5)
    expect(similar.map((one) => one.conversation.title).slice(0, 2)).toEqual(['Bread', 'Dough'])
    expect(similar.map((one) => one.conversation.title)).not.toContain('Bicycles')
    expect(similar[0]?.words).toContain('sourdough')
    expect(similar[0]?.likeness).toBeGreaterThan(similar[1]?.likeness ?? 1)
    expect(similar[0]?.likeness).toBeLessThanOrEqual(1)
  })

  it('says that a conversation is gone', async () => {
    const archive = freshArchive()
    const index = await fullIndexOf(archive)
    await expect(similarConversations(sourcesOf(archive, index), 'gone', 5)).rejects.toMatchObject({
      kind: 'not-found',
    })
  })
})

describe('duplicates', () => {
  it('say the same, whatever product they come from and however it writes quotes and spaces', async () => {
    const archive = freshArchive()
    const said = ['What’s “tidal locking”?', 'One side always faces the planet.']
    const saved = importAll(archive, [
      talk('a', 'Moon', ...said),
      { ...talk('b', 'Tides', `What's "tidal   locking"?`, said[1] ?? ''), source: 'claude' },
      talk('c', 'Longer', ...said, 'And the other?', 'Never.'),
      talk('d', 'Other answer', said[0] ?? '', 'It is about the moon and the earth.'),
      talk('e', 'Hello', 'Hi', 'Hello!'),
      talk('f', 'Hello again', 'Hi', 'Hello!'),
      talk('g', 'Trees', 'Which tree is the tallest of all?', 'A redwood.'),
      talk('h', 'Tall trees', 'Which tree is the tallest of all?', 'A redwood.'),
    ])
    const index = await fullIndexOf(archive)
    const sources = sourcesOf(archive, index)
    const titlesOf = async (limit: number, cursor: string | null): Promise<unknown> => {
      const { groups, ...rest } = await duplicateConversations(sources, limit, cursor)
      return { ...rest, groups: groups.map((group) => group.conversations.map((row) => row.title)) }
    }
    expect(await titlesOf(1, null)).toEqual({ total: 2, next: '1', groups: [['Trees', 'Tall trees']] })
    expect(await titlesOf(1, '1')).toEqual({ total: 2, next: null, groups: [['Moon', 'Tides']] })
    moveToTrash(archive, [saved[7]?.id ?? ''])
    expect(await titlesOf(9, null)).toEqual({ total: 1, next: null, groups: [['Moon', 'Tides']] })
  })
})
