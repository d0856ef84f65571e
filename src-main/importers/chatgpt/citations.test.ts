import { expect, it } from 'vitest'
import type { TextPart } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { fixtureJson } from '../import-fixture.ts'
import { noAssets } from './assets.ts'
import { citeText } from './citations.ts'
import { conversationFromChatGpt } from './conversation.ts'

const [record] = fixtureJson('chatgpt/citations.json') as Json[]
const converted = conversationFromChatGpt(record ?? null, noAssets)

function part(index: number): TextPart {
  const found =
    converted.kind === 'conversation' ? converted.conversation.messages[index]?.parts[0] : undefined
  if (found?.type !== 'text') throw new Error(`Message ${index} has no text`)
  return found
}

it('links classic citations, by position in code points or by number, and removes what leads nowhere', () => {
  expect(part(0).text).toBe(
    '🙂 Eight litres ([Fuel \\[2014\\]](https://example.org/fuel_%28a%29)) or seven ([Review](https://example.org/review)), says the page.',
  )
})

it('links modern citations, also those that only the search results explain', () => {
  expect(part(1).text).toBe(
    'Oslo has a tram. ([Tram](https://example.org/tram), [News](https://example.org/news)) It runs – often ([How often](https://example.org/often)). Ruter says so.',
  )
})

it('keeps what the text was before', () => {
  expect(part(0).extra?.['original']).toContain('【6†source】')
  expect(part(1).extra?.['original']).toContain('\uE200cite\uE202turn0search1')
})

it('never touches words that only look like a citation, nor anything a person wrote', () => {
  expect(part(2)).toEqual({ type: 'text', text: 'To cite turn0search1 is to name a link; 【notes】 stay.' })
  expect(part(3)).toEqual({ type: 'text', text: 'What does 【3†source】 mean?' })
})

it('finds a reference whose dashes and spaces were written differently', () => {
  const matched = '\uE200cite\uE202a\u2011b\u00A0c\uE201'
  const references = [
    { matched_text: '\uE200cite\uE202a-b c\uE201', items: [{ title: 'T', url: 'https://example.org/' }] },
  ]
  expect(citeText(`Yes${matched}.`, { content_references: references })).toBe(
    'Yes ([T](https://example.org/)).',
  )
})

it('links no address but a web address', () => {
  const references = [
    { matched_text: '\uE200cite\uE202x\uE201', items: [{ title: 'Click', url: 'javascript:alert(1)' }] },
  ]
  expect(citeText('A\uE200cite\uE202x\uE201', { content_references: references })).toBe('A (Click)')
})

it('removes a torn marker and single marker characters without eating words', () => {
  expect(
    citeText('One \uE203bold\uE204 two\uE200cite\uE202turn0search1 three \uE202turn0news2 four', {}),
  ).toBe('One bold two three  four')
})
