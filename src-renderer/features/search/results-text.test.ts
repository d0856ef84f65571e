import type { SearchGroup, SearchHit } from '@shared/contract/search.ts'
import { expect, it } from 'vitest'
import { joinedGroups, resultsText } from './results-text.ts'

const may = new Date(2024, 4, 1, 12).getTime()

function hit(messageKey: number, isOnShownBranch = true): SearchHit {
  return {
    messageKey,
    messageId: `m${messageKey}`,
    role: 'user',
    createdAt: may,
    branch: { index: 2, of: 3 },
    leafKey: 9,
    isOnShownBranch,
    snippet: [
      { text: 'the ', isHit: false },
      { text: 'tide', isHit: true },
      { text: ' of\n *May*', isHit: false },
    ],
    matched: [],
  }
}

function group(id: string, hits: readonly SearchHit[]): SearchGroup {
  return {
    conversation: {
      id,
      source: 'chatgpt',
      type: 'chat',
      status: 'active',
      title: 'Tides',
      endpoint: null,
      model: null,
      createdAt: may,
      updatedAt: may,
      messages: 2,
      branches: 3,
      tags: [],
    },
    title: [{ text: 'Tides', isHit: true }],
    isTitleHit: false,
    hits,
    messagesHit: hits.length,
    isCountExact: true,
  }
}

const results = {
  explanation: '“tide”',
  groups: [group('a', [hit(1), hit(2, false)])],
  total: 2,
  isCapped: false,
}

it('lists titles, dates, branches and snippets, in Markdown with what was found in bold', () => {
  expect(resultsText(results, 'markdown', () => 'ChatGPT')).toBe(
    [
      '2 hits in 1 conversation for “tide”',
      '',
      '- **Tides** (ChatGPT, 1 May 2024)',
      '  - You, 1 May 2024: the **tide** of \\*May\\*',
      '  - You, 1 May 2024, branch 2 of 3: the **tide** of \\*May\\*',
      '',
    ].join('\n'),
  )
})

it('lists the same as plain text', () => {
  expect(resultsText(results, 'text', () => 'ChatGPT')).toContain(
    'Tides (ChatGPT, 1 May 2024)\n  You, 1 May 2024: the tide of *May*\n',
  )
})

it('says when there is more than stands in it', () => {
  expect(resultsText({ ...results, total: 10_000, isCapped: true }, 'text', () => '')).toMatch(
    /^The first 2 hits in 1 conversation, of 10,000 hits or more, for “tide”\n/,
  )
})

it('names a conversation once although it stands on several pages', () => {
  const joined = joinedGroups([group('a', [hit(1)]), group('b', [hit(2)]), group('a', [hit(3)])])
  expect(joined.map(({ conversation, hits }) => [conversation.id, hits.length])).toEqual([
    ['a', 2],
    ['b', 1],
  ])
})
