import type { SearchAnswer, SearchHit } from '@shared/contract/search.ts'
import { expect, it } from 'vitest'
import { questionOf } from './question.ts'
import {
  firstLine,
  foldedAway,
  type Results,
  nothingFolded,
  type ResultLine,
  resultLines,
  resultsOf,
  withMoreHits,
  withPage,
} from './results.ts'
import {
  allFolded,
  answerArrived,
  askingFailed,
  completeAsked,
  contextChosen,
  facetsArrived,
  groupFolded,
  initialSearch,
  isExact,
  isSearching,
  lineActivated,
  moreHitsArrived,
  orderChosen,
  pageArrived,
  queryTyped,
  type SearchState,
} from './search.ts'

const conversation = {
  id: 'a',
  source: 'chatgpt',
  type: 'chat',
  status: 'active',
  title: 'Tides',
  endpoint: null,
  model: null,
  createdAt: null,
  updatedAt: null,
  messages: 2,
  branches: 3,
  tags: [],
} as const

function hit(messageKey: number): SearchHit {
  return {
    messageKey,
    messageId: `m${messageKey}`,
    role: 'assistant',
    createdAt: null,
    branch: { index: 2, of: 3 },
    leafKey: 9,
    isOnShownBranch: false,
    snippet: [{ text: 'tidal', isHit: true }],
    matched: [],
  }
}

const group = {
  conversation,
  title: [{ text: 'Tides', isHit: true }],
  isTitleHit: true,
  hits: [hit(7), hit(8)],
  messagesHit: 2,
  isCountExact: true,
}

const answer: SearchAnswer = {
  total: 3,
  isCapped: false,
  isPartial: false,
  groups: [group],
  next: null,
  waiting: 0,
}

const typed = queryTyped(initialSearch, 'ti')
const answered = answerArrived(typed, questionOf(typed), answer, 5)

/** The lines while nothing is folded. */
function linesOf(results: Results | null): ResultLine[] {
  return resultLines(results, nothingFolded)
}

function shownOf(state: SearchState): Results {
  if (state.results === null) throw new Error('Nothing is shown.')
  return state.results
}

it('drops an answer that was overtaken by typing, by another order or by Enter', () => {
  const early = questionOf(typed)
  for (const later of [queryTyped(typed, 'tid'), orderChosen(typed, 'relevance'), completeAsked(typed)]) {
    expect(answerArrived(later, early, answer, 5)).toBe(later)
    expect(askingFailed(later, early, 'broken')).toBe(later)
  }
})

it('shows the last answer until the next one is here, and nothing once the field is empty', () => {
  expect(queryTyped(answered, 'tid').results).toBe(answered.results)
  const cleared = queryTyped(answered, '  ')
  expect(isSearching(cleared)).toBe(false)
  expect(cleared.results).toBeNull()
})

it('keeps the active line when the same query is answered anew, and begins at the first hit of another', () => {
  const active = lineActivated(answered, 'message-8')
  const complete = completeAsked(active)
  expect(answerArrived(complete, questionOf(complete), answer, 5).active).toBe('message-8')
  const other = queryTyped(active, 'tid')
  expect(answerArrived(other, questionOf(other), answer, 5).active).toBe('conversation-a')
  expect(answered.active).toBeNull()
})

it('says that an answer is exact only when nothing of it is cut short, waiting or overtaken', () => {
  expect(isExact(answered)).toBe(true)
  expect(isExact(answerArrived(typed, questionOf(typed), { ...answer, isPartial: true }, 5))).toBe(false)
  expect(isExact(answerArrived(typed, questionOf(typed), { ...answer, waiting: 4 }, 5))).toBe(false)
  expect(isExact(queryTyped(answered, 'tid'))).toBe(false)
})

it('asks for quick answers again once something else is typed', () => {
  expect(queryTyped(completeAsked(typed), 'tid').isComplete).toBe(false)
})

it('lists each conversation before its hits, and begins with what was hit', () => {
  const lines = linesOf(answered.results)
  expect(lines.map((line) => line.kind)).toEqual(['conversation', 'hit', 'hit'])
  expect(firstLine(lines)?.id).toBe('conversation-a')
  const inText = resultsOf(
    questionOf(typed),
    { ...answer, groups: [{ ...group, isTitleHit: false }] },
    null,
    5,
  )
  expect(firstLine(linesOf(inText))?.id).toBe('message-7')
  const titleOnly = resultsOf(questionOf(typed), { ...answer, groups: [{ ...group, hits: [] }] }, null, 5)
  expect(firstLine(linesOf(titleOnly))?.id).toBe('conversation-a')
})

const many = {
  ...answer,
  groups: [{ ...group, hits: [1, 2, 3, 4, 5].map(hit), messagesHit: 12 }],
  next: 'page 2',
}

it('shows three hits of a conversation, and the others when they are asked for', () => {
  const results = shownOf(answerArrived(typed, questionOf(typed), many, 5))
  expect(linesOf(results).at(-1)).toMatchObject({ kind: 'more', count: 9 })
  const unfolded = withMoreHits(results, 'a', { hits: [12, 11, 3, 2, 1].map(hit), next: 'more' })
  const ids = linesOf(unfolded).map(({ id }) => id)
  expect(ids.slice(1, -1)).toEqual([1, 2, 3, 12, 11].map((key) => `message-${key}`))
  expect(linesOf(unfolded).at(-1)).toMatchObject({ kind: 'more', count: 7 })
  const whole = withMoreHits(unfolded, 'a', { hits: [10, 9, 8].map(hit), next: null })
  expect(linesOf(whole).some((line) => line.kind === 'more')).toBe(false)
  expect(linesOf(foldedAway(whole, 'a'))).toEqual(linesOf(results))
})

it('goes on with the first of the hits that were unfolded', () => {
  const state = lineActivated(answerArrived(typed, questionOf(typed), many, 5), 'more-a')
  const page = { hits: [3, 12, 11].map(hit), next: null }
  expect(moreHitsArrived(state, questionOf(typed), 'a', page).active).toBe('message-12')
})

it('puts a further page below what is shown and moves nothing above it', () => {
  const results = shownOf(answerArrived(typed, questionOf(typed), many, 5))
  const other = { ...group, conversation: { ...conversation, id: 'b' } }
  const again = { ...group, hits: [hit(20)], messagesHit: 14 }
  const page = withPage(results, { ...answer, groups: [again, other], next: null })
  const before = linesOf(results)
  const after = linesOf(page)
  expect(after.slice(0, before.length).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after[before.length - 1]).toMatchObject({ kind: 'more', count: 11 })
  expect(after.at(-1)?.group.conversation.id).toBe('b')
})

it('counts what a later page knows beside a first one that was quick', () => {
  const quick = answerArrived(typed, questionOf(typed), { ...many, total: 300, isPartial: true }, 5)
  const page = pageArrived(quick, questionOf(typed), 'page 2', { ...answer, total: 3000 })
  expect(shownOf(page)).toMatchObject({ total: 3000, isPartial: true })
})

it('takes a page only where the results still end', () => {
  const state = answerArrived(typed, questionOf(typed), many, 5)
  const paged = pageArrived(state, questionOf(typed), 'page 2', answer)
  expect(shownOf(paged).next).toBeNull()
  expect(pageArrived(paged, questionOf(typed), 'page 2', answer)).toBe(paged)
  const other = queryTyped(state, 'tid')
  expect(pageArrived(other, questionOf(other), 'page 2', answer)).toBe(other)
})

it('keeps what was unfolded when the same list is read anew', () => {
  const state = answerArrived(typed, questionOf(typed), many, 5)
  const unfolded = { ...state, results: withMoreHits(shownOf(state), 'a', { hits: [hit(12)], next: null }) }
  const again = answerArrived(unfolded, questionOf(typed), many, 5)
  expect(linesOf(again.results).map(({ id }) => id)).toContain('message-12')
})

it('shows no facets of a query that was overtaken', () => {
  const facets = {
    total: 3,
    isCapped: false,
    isPartial: false,
    conversations: 1,
    facets: { source: [], model: [], year: [], role: [], tag: [], has: [] },
  }
  expect(facetsArrived(answered, questionOf(typed), facets).facets?.of).toBe(facets)
  expect(facetsArrived(queryTyped(answered, 'tid'), questionOf(typed), facets).facets).toBeNull()
})

it('shows titles only when told, but for those that are unfolded, and again of the next search', () => {
  const folded = allFolded(answered, true)
  expect(resultLines(folded.results, folded.folding).map(({ id }) => id)).toEqual(['conversation-a'])
  const unfolded = groupFolded(folded, 'a')
  expect(resultLines(unfolded.results, unfolded.folding)).toHaveLength(3)
  expect(unfolded.active).toBe('conversation-a')
  const next = queryTyped(unfolded, 'tid')
  const other = answerArrived(next, questionOf(next), answer, 5)
  expect(resultLines(other.results, other.folding)).toHaveLength(1)
})

it('asks anew for more of each message, and drops what was unfolded with less', () => {
  const state = contextChosen(answered, 'long')
  expect(questionOf(state)).not.toEqual(questionOf(answered))
  const again = answerArrived(state, questionOf(state), answer, 5)
  expect(again.results?.question.context).toBe('long')
  expect(again.active).toBeNull()
})
