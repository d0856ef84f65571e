import { expect, it } from 'vitest'
import { UsageError } from './command.ts'
import { readWords } from './read-words.ts'

const known = [
  { name: 'limit', value: 'N', description: '' },
  { name: 'json', value: null, description: '' },
  { name: 'option', value: 'X', isRepeatable: true, description: '' },
]

it('reads words and options in any order', () => {
  const given = readWords(
    ['moon', '--limit', '5', '--json', 'face', '--option=a=b', '--option', 'c=d'],
    known,
  )
  expect(given.words).toEqual(['moon', 'face'])
  expect(Object.fromEntries(given.options)).toEqual({ limit: ['5'], json: [true], option: ['a=b', 'c=d'] })
})

it('takes everything behind -- as words', () => {
  expect(readWords(['--', '--limit', '-x'], known).words).toEqual(['--limit', '-x'])
})

it.each([
  ['an unknown option', ['--colour']],
  ['an option without its value', ['--limit']],
  ['a switch with a value', ['--json=1']],
  ['an option twice that may stand once', ['--limit', '1', '--limit', '2']],
])('refuses %s as wrong usage', (_what, typed) => {
  expect(() => readWords(typed, known)).toThrow(UsageError)
})
