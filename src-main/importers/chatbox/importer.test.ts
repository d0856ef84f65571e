import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads the open conversation of a session and the earlier ones', async () => {
  const { importer, items, conversations } = await importPath(fixture('chatbox/backup.json'))
  expect(importer).toBe('chatbox')
  expect(conversations.map(({ sourceId, title, status, model }) => [sourceId, title, status, model])).toEqual(
    [
      ['s-1', 'Stars tonight', 'favorite', 'gpt-4o-mini'],
      ['th-1', 'Rings of Saturn', 'favorite', 'gpt-4o-mini'],
    ],
  )
  expect(items.filter(({ kind }) => kind === 'failed')).toMatchObject([
    { where: 'backup.json, conversation 3 ("Broken")' },
  ])
})

it('keeps each way a message was followed, in the thread where it belongs', async () => {
  const { conversations } = await importPath(fixture('chatbox/backup.json'))
  const [open, earlier] = conversations
  expect(open?.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['x-0', null],
    ['x-1', 'x-0'],
    ['x-2', 'x-1'],
    ['x-3', 'x-1'],
    ['x-4', 'x-3'],
  ])
  expect(open?.activeLeafId).toBe('x-4')
  expect(earlier?.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['y-1', null],
    ['y-2', 'y-1'],
    ['y-3', 'y-1'],
  ])
  expect(JSON.stringify(open?.extra)).toContain('No one knows where this belongs')
  expect(JSON.stringify(open?.extra)).not.toContain('Cassini')
})

it('turns pieces into parts, and names pictures and files that are kept elsewhere', async () => {
  const { items, conversations } = await importPath(fixture('chatbox/backup.json'))
  const byId = new Map(
    conversations.flatMap(({ messages }) => messages).map((message) => [message.id, message]),
  )
  expect(byId.get('x-0')).toMatchObject({ role: 'system', isHidden: true })
  expect(byId.get('x-1')?.parts).toMatchObject([
    { type: 'text' },
    { type: 'attachment', kind: 'image', ref: 'picture:s-1:1', description: 'a bright dot' },
    { type: 'attachment', kind: 'file', ref: 'file:1', name: 'sky.txt', mime: 'text/plain', size: 30 },
  ])
  expect(byId.get('x-3')?.parts).toMatchObject([
    { type: 'thinking', text: 'Evening, west.' },
    { type: 'tool-call', id: 'tc-1', name: 'web_search', output: '{"hits":2}' },
    { type: 'text', text: 'Venus.' },
  ])
  expect(byId.get('y-2')).toMatchObject({ isError: true, parts: [{ type: 'error', text: 'API Error: 429' }] })
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref, member }) => [ref, member])).toEqual([
    ['picture:s-1:1', null],
    ['file:1', null],
  ])
})

it('reads a session by itself, with what it does not know', async () => {
  const { importer, conversations } = await importPath(fixture('chatbox/one-session.json'))
  expect(importer).toBe('chatbox')
  expect(conversations[0]?.messages[0]?.parts).toEqual([
    { type: 'unknown', kind: 'hologram', raw: { type: 'hologram', rays: 3 } },
    { type: 'text', text: 'Hello' },
  ])
})
