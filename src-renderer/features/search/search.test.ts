import type { SearchAnswer } from '@shared/contract/search.ts'
import { expect, it } from 'vitest'
import { searchWords } from './search-words.ts'
import {
  firstLine,
  answerArrived,
  askingFailed,
  canShowMore,
  initialSearch,
  isSearching,
  lineActivated,
  moreAsked,
  queryTyped,
  resultLines,
} from './search.ts'

const conversation = {
  id: 'a',
  source: 'chatgpt',
  type: 'chat',
  status: 'active',
  title: 'Tides',
  model: null,
  createdAt: null,
  updatedAt: null,
  messages: 2,
  branches: 3,
  tags: [],
} as const

const hit = {
  messageKey: 7,
  messageId: 'm',
  role: 'assistant',
  createdAt: null,
  branch: { index: 2, of: 3 },
  leafKey: 9,
  isOnShownBranch: false,
  snippet: [{ text: 'tidal', isHit: true }],
} as const

const answer: SearchAnswer = {
  total: 3,
  isCapped: false,
  groups: [
    {
      conversation,
      title: [{ text: 'Tides', isHit: true }],
      isTitleHit: true,
      hits: [hit, { ...hit, messageKey: 8 }],
      messagesHit: 2,
      isCountExact: true,
    },
  ],
  isPartial: false,
  next: null,
  waiting: 0,
}

it('drops an answer that was overtaken by typing', () => {
  const typed = queryTyped(queryTyped(initialSearch, 'ti'), 'tid')
  expect(answerArrived(typed, 'ti', answer)).toBe(typed)
  expect(askingFailed(typed, 'ti', 'broken')).toBe(typed)
  expect(answerArrived(typed, 'tid', answer).answer).toBe(answer)
})

it('shows the last answer until the next one is here', () => {
  const answered = answerArrived(queryTyped(initialSearch, 'ti'), 'ti', answer)
  expect(queryTyped(answered, 'tid').answer).toBe(answer)
})

it('shows nothing once the field is empty, even if spaces are left', () => {
  const answered = answerArrived(queryTyped(initialSearch, 'ti'), 'ti', answer)
  const cleared = queryTyped(answered, '  ')
  expect(isSearching(cleared)).toBe(false)
  expect(cleared.answer).toBeNull()
})

it('keeps the active line when the same query is answered anew, and leaves it with a new one', () => {
  const active = lineActivated(answerArrived(queryTyped(initialSearch, 'ti'), 'ti', answer), 2)
  expect(answerArrived(active, 'ti', answer).active).toBe(2)
  expect(answerArrived(queryTyped(active, 'tid'), 'tid', answer).active).toBe(-1)
})

it('lists each conversation before its hits', () => {
  expect(resultLines(answer).map((line) => line.kind)).toEqual(['conversation', 'hit', 'hit'])
})

it('offers more only while there is more', () => {
  const state = answerArrived(queryTyped(initialSearch, 'ti'), 'ti', answer)
  expect(canShowMore(state)).toBe(false)
  const more = answerArrived(state, 'ti', { ...answer, total: 312 })
  expect(canShowMore(more)).toBe(true)
  expect(canShowMore(moreAsked(more))).toBe(false)
})

it('marks words and phrases, each once', () => {
  expect(searchWords('tidal  "locked in" 月 tidal')).toEqual(['tidal', 'locked in', '月'])
  expect(searchWords('"not closed yet')).toEqual(['not closed yet'])
  expect(searchWords(' "" ')).toEqual([])
})

function titled(isTitleHit: boolean): SearchAnswer {
  return { ...answer, groups: answer.groups.map((group) => ({ ...group, isTitleHit })) }
}

it('begins with what was hit: not with a title that only stands above it', () => {
  expect(firstLine(resultLines(titled(false)))).toBe(1)
  expect(firstLine(resultLines(titled(true)))).toBe(0)
})
