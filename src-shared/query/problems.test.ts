import { expect, it } from 'vitest'
import { problemsOf } from '../query.ts'

function told(query: string): string[] {
  return problemsOf(query).map(({ text }) => text)
}

it('says what is wrong with a regular expression, and that it is looked for as text', () => {
  expect(told('/a(/ moon')).toEqual([
    '“/a(/” is no regular expression that works (unterminated group), so it is looked for as it stands.',
  ])
  expect(told('/moon/x')[0]).toContain('only c, i, m, s and u may stand behind it, not “x”')
  expect(told('/mo+n\\-/ /[a-z]+/c')).toEqual([])
})

it('says what a filter may hold when its value means nothing', () => {
  expect(told('moon before:yesterday')).toEqual([
    '“before:yesterday” means nothing with “yesterday”, so it is looked for as it stands. Days are written 2024, 2024-05, 2024-05-01 or day-7.',
  ])
  expect(told('role:user,nobody')[0]).toContain('It can be user, assistant, system or tool.')
  expect(told('match:regex')[0]).toContain('It can be word or case.')
  expect(told('role:User has:code,file before:2024 match:Case title:x model:anything tag:a,b')).toEqual([])
})

it('names the filter that is meant by a name from elsewhere, and takes other colons for text', () => {
  expect(told('from:claude')[0]).toContain('There is source: for where it comes from')
  expect(told('label:work')[0]).toContain('There is tag:.')
  expect(told('http://x.org std::vector by: constructor:x key:value')).toEqual([])
})

it('tells brackets that have no partner; one that is open may still be closed', () => {
  expect(problemsOf('(moon OR sun')).toEqual([
    { text: 'A bracket is still open; it is taken to end here.', isUnfinished: true },
  ])
  expect(told('moon tides)')[0]).toContain('“tides)” ends with a bracket that nothing opens')
  expect(told('f(x) (moon OR sun) :) "(" main(')).toEqual([])
})
