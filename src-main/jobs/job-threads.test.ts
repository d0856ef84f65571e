import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { buildProgram } from '../archive/testing/built-program.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'

const node = {
  id: 'n',
  parent: null,
  message: { id: 'n', author: { role: 'user' }, content: { content_type: 'text', parts: ['Tides?'] } },
}

it('an import that was expected finds its thread up, other jobs leave it, and what was expected in vain keeps nobody waiting', async () => {
  const program = await buildProgram(new URL('testing/expected-import.ts', import.meta.url), {
    worker: new URL('worker.ts', import.meta.url),
  })
  onTestFinished(() => program.remove())
  const folder = freshFolder()
  const file = join(folder, 'conversations.json')
  writeFileSync(file, JSON.stringify([{ id: 'a', title: 'A', mapping: { n: node } }]))
  const told = await program.run(join(folder, 'archive'), file)
  expect(JSON.parse(told)).toEqual({
    'prepared twice': { started: 1 },
    expected: { started: 1, new: 1, unchanged: 0 },
    'not expected': { started: 2, new: 0, unchanged: 1 },
    'another job meanwhile': { started: 4, kind: 'insights' },
    'still expected': { started: 4, new: 0, unchanged: 1 },
  })
}, 60_000)
