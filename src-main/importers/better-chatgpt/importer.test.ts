import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads chats with their folders, options and pictures', async () => {
  const { importer, items, conversations } = await importPath(
    fixture('better-chatgpt/chats-and-folders.json'),
  )
  expect(importer).toBe('better-chatgpt')
  expect(conversations).toMatchObject([
    { sourceId: 'b1', title: 'Stars', tags: ['Astronomy'], model: 'gpt-4', options: { max_tokens: 4000 } },
  ])
  expect(conversations[0]?.messages.map(({ role, parts }) => [role, parts.map(({ type }) => type)])).toEqual([
    ['system', ['text']],
    ['user', ['text', 'attachment', 'attachment']],
    ['assistant', ['text']],
  ])
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref }) => ref)).toEqual(['data:image/png', 'data:image/png#copy-2'])
  expect(items.filter((item) => item.kind === 'failed')).toMatchObject([
    { where: 'chats-and-folders.json, entry 2 ("Broken")' },
  ])
})

it('reads the bare list of the first version', async () => {
  const { importer, conversations } = await importPath(fixture('better-chatgpt/bare-list.json'))
  expect(importer).toBe('better-chatgpt')
  expect(conversations[0]).toMatchObject({ title: 'Old', sourceId: null })
})
