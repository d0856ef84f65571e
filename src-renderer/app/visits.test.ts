import { expect, it } from 'vitest'
import { mostRecently, noVisits, steppedOn, visited } from './visits.ts'

const open = (...ids: string[]) => ids.reduce(visited, noVisits)

it('leads back over the conversations that were opened, and forward again', () => {
  const back = steppedOn(open('a', 'b', 'c'), -1)
  expect(back.ids[back.at]).toBe('b')
  const forward = steppedOn(back, 1)
  expect(forward.ids[forward.at]).toBe('c')
})

it('stays where the way ends', () => {
  const one = open('a')
  expect(steppedOn(one, -1)).toBe(one)
  expect(steppedOn(one, 1)).toBe(one)
  expect(steppedOn(noVisits, -1)).toBe(noVisits)
})

it('forgets what lay ahead once another conversation is opened', () => {
  const elsewhere = visited(steppedOn(open('a', 'b'), -1), 'c')
  expect(elsewhere.ids).toEqual(['a', 'c'])
})

it('takes going back for no new visit', () => {
  const back = steppedOn(open('a', 'b'), -1)
  expect(visited(back, 'a')).toEqual(back)
})

it('keeps the last hundred', () => {
  const many = open(...Array.from({ length: 150 }, (_, at) => String(at)))
  expect(many.ids).toHaveLength(100)
  expect(many.ids[many.at]).toBe('149')
})

it('names those opened last, each once and twenty at most', () => {
  expect(mostRecently(['a', 'b'], 'b')).toEqual(['b', 'a'])
  const many = Array.from({ length: 30 }, (_, at) => String(at)).reduce<readonly string[]>(mostRecently, [])
  expect(many).toHaveLength(20)
  expect(many[0]).toBe('29')
})
