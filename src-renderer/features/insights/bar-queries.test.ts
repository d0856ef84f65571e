import { parseQuery } from '@shared/query.ts'
import { expect, it } from 'vitest'
import { dayQuery, languageQuery, modelQuery, monthQuery } from './bar-queries.ts'

it('spans a day and a month to their ends', () => {
  expect(bounds(dayQuery('2026-12-31'))).toEqual([
    new Date(2026, 11, 31).getTime(),
    new Date(2027, 0, 1).getTime(),
  ])
  expect(bounds(monthQuery('2026-12'))).toEqual([
    new Date(2026, 11, 1).getTime(),
    new Date(2027, 0, 1).getTime(),
  ])
})

it('means one whole model, whatever stands in its name', () => {
  expect(parseQuery(modelQuery('o1 preview')).root).toMatchObject({ kind: 'model', isWhole: true })
})

it('finds a language under each of its names, and no other that begins alike', () => {
  expect('```py\nprint(1)\n```').toMatch(patternOf('python'))
  expect('~~~ python\nprint(1)\n~~~').toMatch(patternOf('python'))
  expect('```java\n```').not.toMatch(patternOf('javascript'))
  expect('```javascript\n```').not.toMatch(patternOf('java'))
  expect('```c++\n```').toMatch(patternOf('cpp'))
})

function bounds(query: string): (number | null)[] {
  const { root } = parseQuery(query)
  if (root?.kind !== 'all-of') throw new Error('not two conditions')
  return root.nodes.map((node) => (node.kind === 'time' ? (node.from ?? node.to) : null))
}

function patternOf(language: string): RegExp {
  const [pattern] = parseQuery(languageQuery(language)).terms
  if (pattern?.kind !== 'pattern') throw new Error('no pattern')
  return new RegExp(pattern.source, pattern.flags)
}
