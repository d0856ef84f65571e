import { expect, it } from 'vitest'
import { UsageError, type CommandContext } from './command.ts'
import { importsCommand } from './imports-command.ts'
import { readWords } from './read-words.ts'

function check(...typed: string[]): void {
  importsCommand.check(readWords(typed, importsCommand.options))
}

it('understands the list, a part of it, undoing one import and reading it again', () => {
  expect(() => check()).not.toThrow()
  expect(() => check('--limit', '5')).not.toThrow()
  expect(() => check('undo', '7')).not.toThrow()
  expect(() => check('reread', '7')).not.toThrow()
})

it.each([
  ['another word', ['remove', '7']],
  ['undo without an id', ['undo']],
  ['undo with two ids', ['undo', '7', '8']],
  ['reading again without an id', ['reread']],
  ['undo with a limit', ['undo', '7', '--limit', '5']],
  ['a limit that is no number', ['--limit', 'many']],
  ['a limit beyond what is answered', ['--limit', '1001']],
])('refuses %s as wrong usage', (_what, typed) => {
  expect(() => check(...typed)).toThrow(UsageError)
})

it.each(
  ['0', '-3', 'last', '1e3', '99999999999999999999'].flatMap((id) => [
    ['undo', id] as const,
    ['reread', id] as const,
  ]),
)('says at “%s %s” that there is no such import', async (verb, id) => {
  const context: CommandContext = {
    ask: () => Promise.reject(new Error('It asked the app all the same')),
    jobEnded: () => Promise.reject(new Error('It waited for a job')),
    say: () => undefined,
    sayJson: () => undefined,
    fail: () => undefined,
  }
  const given = readWords([verb, '--', id], importsCommand.options)
  await expect(importsCommand.run(given, context)).rejects.toMatchObject({ kind: 'not-found' })
})
