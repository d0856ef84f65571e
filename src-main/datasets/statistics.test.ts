import { expect, it } from 'vitest'
import { estimateTokens } from './estimate-tokens.ts'
import { filledPlaces, FullestFirst } from './fullest-first.ts'
import { StatisticsCount } from './statistics.ts'
import { ToolShapes } from './tool-shapes.ts'

it.each([
  ['', 0],
  ['Hello world', 2],
  ['incomprehensibilities', 5],
  ['12345', 2],
  ['a, b', 3],
  ['こんにちは', 5],
  ['Привет', 2],
  ['😀', 1],
  ['one\n\ntwo', 3],
])('estimates the tokens of “%s” as %i', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens)
})

it('counts lengths, roles, over-length and empty records', () => {
  const count = new StatisticsCount(64)
  count.take([
    { role: 'user', text: 'one two' },
    { role: 'assistant', text: 'three' },
  ])
  count.take([
    { role: 'user', text: 'word '.repeat(100) },
    { role: 'tool', text: '' },
  ])
  const found = count.result()
  expect(found.tokens).toEqual({ total: 103, least: 3, median: 100, p95: 100, most: 100 })
  expect(found.histogram).toEqual([
    { from: 0, records: 1 },
    { from: 64, records: 1 },
  ])
  expect(found.roles).toEqual([
    { role: 'user', messages: 2, tokens: 102, characters: 507 },
    { role: 'assistant', messages: 1, tokens: 1, characters: 5 },
    { role: 'tool', messages: 1, tokens: 0, characters: 0 },
  ])
  expect([found.overLength, found.empty]).toEqual([1, 1])
})

it('puts records first that together fill every column', () => {
  const empty = { ability: [], tools: [], messages: [{ role: 'user', text: '' }] }
  const tagged = { ...empty, ability: ['food'] }
  const tooled = { ...empty, tools: [{ type: 'function' }] }
  const full = { ...tooled, ability: ['food'] }
  expect(filledPlaces(tagged)).toEqual(['ability', 'messages', 'messages.role'])
  const some = new FullestFirst()
  for (const [index, record] of [empty, tagged, empty, tooled].entries()) some.take(index, record)
  expect(some.indexes).toEqual([3, 1])
  const best = new FullestFirst()
  for (const [index, record] of [empty, tagged, tooled, full].entries()) best.take(index, record)
  expect(best.indexes).toEqual([3])
})

it('says where descriptions of tools give one place two types', () => {
  const shapes = new ToolShapes()
  shapes.take([{ function: { strict: true } }])
  expect(shapes.clash).toBeNull()
  shapes.take([{ function: { strict: 'yes' } }])
  expect(shapes.clash).toBe('tools[].function.strict')
})
