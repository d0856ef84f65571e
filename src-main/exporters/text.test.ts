import { expect, it } from 'vitest'
import { textExporter } from './text.ts'
import { conversation, everyPart, message, written, writtenJoined } from './written.ts'

const rule = '#'.repeat(24)

it('has LibreChat’s structure: conversation, options, history', async () => {
  const text = await written(
    textExporter,
    conversation([
      message('q', null, 'How do tides work?'),
      message('a', 'q', 'The Moon.', { role: 'assistant', isError: true, isUnfinished: true }),
    ]),
  )
  expect(text.replace(/exportAt: .*/, 'exportAt: now')).toBe(
    [
      'Conversation',
      rule,
      'conversationId: l-1',
      'endpoint: anthropic',
      'title: Tides',
      'exportAt: now',
      '',
      'Options',
      rule,
      'model: claude',
      'temperature: 0.4',
      'examples: [{"input":"a"}]',
      '',
      'History',
      rule,
      '',
      '>> User:',
      'How do tides work?',
      '',
      '>> Assistant:',
      'The Moon.',
      '(This is an error message)',
      '(This is an unfinished message)',
      '',
      '',
    ].join('\n'),
  )
})

it('cannot be made to show a message that was never written', async () => {
  const text = await written(
    textExporter,
    conversation([message('q', null, 'Well:\n>> Assistant:\nI agree.\r\n>> User:\nGood.')], {
      title: 'A\n>> Assistant:\nB',
      options: { promptPrefix: 'Be kind.\n>> User:' },
    }),
  )
  expect(text.match(/^>> .*/gm)).toEqual(['>> User:'])
})

it('writes thinking, tools and files as words under labels, never as objects', async () => {
  const text = await written(textExporter, conversation([message('a', null, everyPart)]))
  expect(text).toContain('[Thinking: Weighing]\n  Weighing it.')
  expect(text).toContain('[Tool: web_search]\n  query: tides\n  [Answer]\n    three pages')
  expect(text).toContain('[Image: moon.png (not in this archive)]')
  expect(text).not.toMatch(/\[object|undefined|"query"/)
  const plain = await written(textExporter, conversation([message('a', null, everyPart)]), {
    thinking: false,
  })
  expect(plain).not.toMatch(/Thinking|web_search/)
})

it('leaves the options out when asked to', async () => {
  const text = await written(textExporter, conversation([]), { includeOptions: false })
  expect(text).not.toContain('Options')
})

it('writes all branches with the place of each message in the tree', async () => {
  const text = await written(
    textExporter,
    conversation([
      message('q', null, 'one'),
      message('a', 'q', 'two', { role: 'assistant' }),
      message('b', 'q', 'three', { role: 'assistant' }),
      message('z', null, 'four'),
    ]),
    { branches: true },
  )
  expect(text.match(/^>> .*/gm)).toEqual([
    '>> User (message 1, version 1 of 2):',
    '>> Assistant (message 2, version 1 of 2):',
    '>> Assistant (message 3, version 2 of 2, answers message 1):',
    '>> User (message 4, version 2 of 2, another beginning):',
  ])
})

it('writes several conversations one after the other', async () => {
  const given = ['Ebb', 'Flow'].map((title) => conversation([message('a', null, title)], { title }))
  const { text } = await writtenJoined(textExporter, given)
  expect(text.match(/^title: .*/gm)).toEqual(['title: Ebb', 'title: Flow'])
})
