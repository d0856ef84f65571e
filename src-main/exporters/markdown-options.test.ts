import { expect, it } from 'vitest'
import { withDefaults } from '@shared/option.ts'
import { markdownExporter } from './markdown.ts'
import {
  conversation,
  everyPart,
  message,
  plainTools,
  textOutput,
  written,
  writtenJoined,
} from './written.ts'

const branched = conversation([
  message('q', null, 'one'),
  message('a', 'q', 'two', { role: 'assistant' }),
  message('b', 'q', 'three', { role: 'assistant' }),
  message('c', 'a', 'four'),
])

const headings = (text: string): string[] =>
  Array.from(text.matchAll(/^### (.*)/gm), ([, heading]) => (heading ?? '').replace(/ · 2026[^·]*Z/, ''))

it('writes all branches with the place of each message in the tree', async () => {
  expect(headings(await written(markdownExporter, branched, { branches: true }))).toEqual([
    '1. User',
    '2. Assistant · version 1 of 2',
    '3. User',
    '4. Assistant · version 2 of 2 · answers message 1',
  ])
})

it('counts on where a hidden message was left out of a branch', async () => {
  const given = conversation([
    message('s', null, 'secret', { role: 'system', isHidden: true }),
    message('q', 's', 'one'),
    message('a', 'q', 'two', { role: 'assistant' }),
  ])
  expect(headings(await written(markdownExporter, given, { hidden: false, branches: true }))).toEqual([
    '1. User',
    '2. Assistant',
  ])
})

it('leaves out times and thinking when asked to', async () => {
  const text = await written(markdownExporter, conversation([message('a', null, everyPart)]), {
    timestamps: false,
    thinking: false,
  })
  expect(text).toContain('### 1. User\n')
  expect(text).not.toMatch(/Thinking|Custom instructions|Tool/)
  expect(text).toContain('coincidence')
})

it('writes front matter that any reader of YAML takes for what it is', async () => {
  const given = conversation([], {
    title: 'Tides: "ebb" # and\nflow',
    tags: ['sea', 'moon: new'],
    createdAt: null,
  })
  const text = await written(markdownExporter, given, { frontMatter: true })
  const [, yaml = ''] = /^---\n(.*?)\n---\n\n# /s.exec(text) ?? []
  // JSON is YAML: each value is read on its own line.
  const read = yaml.split('\n').map((line) => /^(\w+): (.*)$/.exec(line)?.slice(1) ?? [])
  expect(Object.fromEntries(read.map(([name, value = '']) => [name, JSON.parse(value) as unknown]))).toEqual({
    title: 'Tides: "ebb" # and\nflow',
    updated: '2026-09-21T14:13:20.000Z',
    source: 'librechat',
    id: 'l-1',
    model: 'claude',
    tags: ['sea', 'moon: new'],
  })
})

it('copies stored pictures into a folder and shows them from there', async () => {
  const attachments = [
    { ref: 'file-1', hash: 'abcdef', mime: 'image/png', missing: null },
    { ref: 'file-2', hash: null, mime: null, missing: 'not in this file' },
  ]
  const given = conversation([message('a', null, everyPart, { attachments })])
  const output = textOutput()
  const tools = { ...plainTools(), fileOf: (hash: string) => `/files/${hash}` }
  await markdownExporter.write(
    given,
    output,
    withDefaults(markdownExporter.options, { pictures: 'folder' }),
    tools,
  )
  expect(output.assets).toEqual(['/files/abcdef -> moon.png'])
  expect(output.text()).toContain('![moon.png](x_assets/moon.png)')
  expect(output.text()).toContain('**File:** notes.pdf (not in this file)')
  expect(await written(markdownExporter, given)).toContain('**Image:** moon.png (kept in the archive)')
})

it('writes several conversations below each other, without front matter in the middle', async () => {
  const given = ['Ebb', 'Flow'].map((title) => ({ ...branched, title }))
  const { text } = await writtenJoined(markdownExporter, given, { frontMatter: true })
  expect(text.match(/^# .*/gm)).toEqual(['# Ebb', '# Flow'])
  expect(text.startsWith('# Ebb')).toBe(true)
  expect(text).toContain('\n---\n\n# Flow')
})
