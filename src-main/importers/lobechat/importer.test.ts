import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('makes a conversation of each topic, and of what was said outside of any', async () => {
  const { importer, items, conversations } = await importPath(fixture('lobechat/browser-version.json'))
  expect(importer).toBe('lobechat')
  expect(
    conversations.map(({ sourceId, title, status, tags, messages }) => [
      sourceId,
      title,
      status,
      tags,
      messages.length,
    ]),
  ).toEqual([
    ['t1', 'Bread that keeps', 'favorite', ['Kitchen'], 5],
    ['session:inbox', null, 'active', [], 2],
  ])
  expect(conversations[0]?.options).toMatchObject({ systemRole: 'You bake.', params: { temperature: 0.6 } })
  expect(items.filter(({ kind }) => kind === 'skipped')).toMatchObject([
    { where: 'browser-version.json, conversation 2 ("Never begun")' },
  ])
})

it('keeps both answers when a question was answered twice, and goes on from the later one', async () => {
  const { conversations } = await importPath(fixture('lobechat/browser-version.json'))
  const messages = conversations[0]?.messages ?? []
  expect(messages.map(({ id, parentId, model }) => [id, parentId, model])).toEqual([
    ['m1', null, null],
    ['m2', 'm1', 'gpt-4o'],
    ['m3', 'm1', 'claude-3-5-sonnet'],
    ['m4', 'm3', null],
    ['m5', 'm4', null],
  ])
  expect(messages[1]?.parts).toEqual([
    { type: 'thinking', text: 'Acid keeps mould away.', extra: { duration: 1200 } },
    { type: 'text', text: 'Rye bread.' },
  ])
  expect(messages[1]?.extra).toMatchObject({ fromProvider: 'openai', translate: { content: 'Roggenbrot.' } })
})

it('keeps an answer that failed as an error, without the dots that stood for it', async () => {
  const { conversations } = await importPath(fixture('lobechat/browser-version.json'))
  expect(conversations[0]?.messages[4]).toMatchObject({
    isError: true,
    isUnfinished: true,
    parts: [
      {
        type: 'error',
        text: 'The quota is used up.',
        name: 'ProviderBizError',
        extra: { body: { code: 429 } },
      },
    ],
  })
})

it('names files that the backup does not hold', async () => {
  const { items } = await importPath(fixture('lobechat/browser-version.json'))
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files).toMatchObject([
    {
      ref: 'file-photo',
      messageId: 'm4',
      member: null,
      missing: expect.stringContaining('not in this file') as string,
    },
  ])
})

it('reads the dump of the database with its tables of tools and files', async () => {
  const { conversations } = await importPath(fixture('lobechat/database-dump.json'))
  const [conversation] = conversations
  expect(conversation).toMatchObject({ sourceId: 'tpc_1', model: 'deepseek-chat', endpoint: 'deepseek' })
  const byId = new Map(conversation?.messages.map((message) => [message.id, message]))
  expect(byId.get('msg_1')?.parts).toMatchObject([
    { type: 'text' },
    { type: 'attachment', kind: 'image', ref: 'file_1', name: 'sky.png', size: 5120 },
  ])
  expect(byId.get('msg_2')?.parts).toMatchObject([
    { type: 'tool-call', id: 'call_a', name: 'fetchCurrentWeather', input: { city: 'Bergen' } },
    { type: 'tool-call', id: 'call_b', name: 'fetchCurrentWeather', input: { city: 'Oslo' } },
  ])
  expect(byId.get('msg_3a')?.parts).toMatchObject([
    { type: 'tool-result', callId: 'call_a', name: 'fetchCurrentWeather', text: '{"rain":true}' },
  ])
  expect(byId.get('msg_4')?.parts).toMatchObject([
    { type: 'text' },
    { type: 'quote', title: 'Yr', url: 'https://www.yr.no/', extra: { searchQueries: ['rain bergen'] } },
  ])
})

it('puts the results of two tools behind each other, and a thread beside the main line', async () => {
  const { conversations } = await importPath(fixture('lobechat/database-dump.json'))
  expect(conversations[0]?.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['msg_1', null],
    ['msg_2', 'msg_1'],
    ['msg_3a', 'msg_2'],
    ['msg_3b', 'msg_3a'],
    ['msg_4', 'msg_3b'],
    ['msg_5b', 'msg_2'],
    ['msg_6', 'msg_5b'],
  ])
})

it('says of a backup of settings that nothing was said in it', async () => {
  const { items } = await importPath(fixture('lobechat/settings-only.json'))
  expect(items).toMatchObject([{ kind: 'skipped', reason: 'It holds no conversations.' }])
})
