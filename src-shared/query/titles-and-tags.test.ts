import { expect, it } from 'vitest'
import { explainQuery } from './explain.ts'
import { parseQuery } from './parse.ts'
import { inTitlesAndTags } from './titles-and-tags.ts'

const explained = (query: string): string => explainQuery(inTitlesAndTags(parseQuery(query)))

it('says of each word that it is looked for in titles and tags, and leaves filters as they are', () => {
  expect(explained('oslo type:agent')).toBe(
    '(“oslo” in the title or with “oslo” in a tag) and in a conversation of the type agent',
  )
  expect(explained('-"by rail"')).toBe(
    'not (the words “by rail” in a row in the title or with “by rail” in a tag)',
  )
  expect(explained('body:oslo OR title:rail OR /^x/')).toBe(
    '“oslo” in a message or “rail” in the title or the pattern /^x/ in the title',
  )
})

it('looks for a word whose capitals count in titles only', () => {
  expect(explained('match:case Oslo')).toBe('“Oslo” in these capitals in the title')
})

it('asks for nothing where nothing was asked', () => {
  expect(inTitlesAndTags(parseQuery('  ')).root).toBeNull()
})
