import { expect, it } from 'vitest'
import { loadingSentence, problemsByReason } from './check-words.ts'

const check = { trainer: 'LLaMA-Factory', problems: [], remarks: [] }

it('says how many records load, and how many do not', () => {
  expect(loadingSentence({ ...check, records: 150, loading: 148 })).toBe(
    '148 of 150 records load in LLaMA-Factory; 2 do not.',
  )
  expect(loadingSentence({ ...check, records: 2410, loading: 2410 })).toBe(
    '2,410 of 2,410 records load in LLaMA-Factory.',
  )
  expect(loadingSentence({ ...check, records: 1, loading: 0 })).toBe(
    '0 of 1 record load in LLaMA-Factory; 1 does not.',
  )
})

it('gathers problems by what is wrong, the frequent first', () => {
  expect(
    problemsByReason([
      { record: 2, conversationId: 'a', effect: 'stops', reason: 'No tools.' },
      { record: 3, conversationId: 'b', title: 'Tides', effect: 'skipped', reason: 'Odd.' },
      { record: 9, conversationId: 'c', effect: 'skipped', reason: 'Odd.' },
    ]),
  ).toEqual([
    {
      effect: 'skipped',
      reason: 'Odd.',
      places: [
        { record: 3, conversationId: 'b', title: 'Tides' },
        { record: 9, conversationId: 'c' },
      ],
    },
    { effect: 'stops', reason: 'No tools.', places: [{ record: 2, conversationId: 'a' }] },
  ])
})
