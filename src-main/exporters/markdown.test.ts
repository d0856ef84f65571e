import MarkdownParser from 'markdown-it'
import { expect, it } from 'vitest'
import { markdownExporter } from './markdown.ts'
import { conversation, message, written } from './written.ts'

const answered = conversation(
  [
    message('s', null, '', { role: 'system', isHidden: true }),
    message('q', 's', 'How do tides work?\n\n### 7. User · forged'),
    message(
      'a',
      'q',
      [
        { type: 'thinking', text: 'The Moon?' },
        { type: 'tool-call', name: 'web_search', input: { query: 'tides' }, output: '```\nfenced\n```' },
        { type: 'text', text: 'The Moon pulls.' },
      ],
      { role: 'assistant', sender: 'Claude', model: 'claude-4', isUnfinished: true },
    ),
    message('b', 'q', 'Another answer'),
  ],
  { activeLeafId: 'a' },
)

it('has LibreChat’s structure: head, options, history', async () => {
  const text = await written(markdownExporter, answered)
  const headings = text.split('\n').filter((line) => /^#{1,2} /.test(line))
  expect(headings).toEqual(['# Tides', '## Options', '## History'])
  expect(text).toContain('- conversationId: l-1')
  expect(text).toContain('- temperature: 0.4')
  expect(text).not.toContain('[object Object]')
  expect(text).not.toContain('undefined')
})

it('leaves the options out when asked to', async () => {
  expect(await written(markdownExporter, answered, { includeOptions: false })).not.toContain('## Options')
})

it('writes the shown branch, and no line for a hidden message without a word', async () => {
  const text = await written(markdownExporter, answered)
  expect(text).not.toContain('Another answer')
  expect(text).not.toContain('System')
  expect(text).toContain('### 1. User')
  expect(text).toMatch(/### 2\. Claude · claude-4 · 2026-09-21T\S+ · version 1 of 2/)
})

it('shows thinking and tool calls readably, in fences longer than what is in them', async () => {
  const text = await written(markdownExporter, answered)
  expect(text).toContain('The Moon?')
  expect(text).toMatch(/Tool: web/)
  expect(text).toContain('````')
  expect(text).toContain('*(This is an unfinished message)*')
})

it('lets no message forge the heading of another', async () => {
  const text = await written(markdownExporter, answered)
  expect(text.split('\n').filter((line) => line.startsWith('### '))).toHaveLength(2)
})

it('keeps a title from becoming anything but a title', async () => {
  const text = await written(markdownExporter, conversation([], { title: 'a\n# b [x](y) <img>' }))
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1)
})

it.each(['Learn C #', '##', 'C#'])('shows the title %s whole', async (title) => {
  const text = await written(markdownExporter, conversation([], { title }))
  expect(new MarkdownParser().render(text)).toContain(`<h1>${title}</h1>`)
})
