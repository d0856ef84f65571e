import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import type { Json, JsonObject } from '@shared/json.ts'
import { fixture, fixtureJson, importPath } from '../import-fixture.ts'
import type { ReadItem } from '../importer.ts'
import { conversationFromDti } from './conversation.ts'
import { faultsOf } from './validate.ts'

function told(items: readonly ReadItem[], kind: 'remark' | 'failed' | 'skipped'): string[] {
  return items.flatMap((item) => (item.kind === kind ? [item.reason] : []))
}

it('reads a history: who spoke, when, and Markdown as it is', async () => {
  const { importer, items, conversations } = await importPath(fixture('dti/history.json'))
  expect(importer).toBe('dti')
  expect(told(items, 'remark')).toEqual([])
  expect(conversations).toMatchObject([
    {
      title: null,
      endpoint: 'Lighthouse AI',
      createdAt: Date.UTC(2026, 4, 14, 17, 42),
      updatedAt: Date.UTC(2026, 4, 14, 17, 47, 30),
      messages: [
        { role: 'user', sender: 'Robin Vale', parts: [{ text: 'How tall is a lighthouse?' }] },
        { role: 'assistant', sender: null, parts: [{ text: '**Thirty metres**, more or less.' }] },
        { role: 'user', createdAt: Date.UTC(2026, 4, 14, 17, 45, 12, 500) },
      ],
    },
  ])
  expect(conversations[0]?.messages.map(({ parentId }) => parentId)).toEqual([null, 'message-1', 'message-2'])
})

it('reads a history that is exported again later as the very same one', () => {
  const history = fixtureJson('dti/history.json') as JsonObject
  const later = { ...(history['details'] as JsonObject), createdAt: '2026-06-30T08:00:00Z' }
  expect(conversationFromDti({ ...history, details: later })).toEqual(conversationFromDti(history))
})

it('knows a history again by its service, start and first message, and by nothing else', async () => {
  const [one, other] = (await importPath(fixture('dti/lines.ndjson'))).conversations
  const [alone] = (await importPath(fixture('dti/history.json'))).conversations
  expect(one?.sourceId).toBe(alone?.sourceId)
  expect(other?.sourceId).not.toBe(alone?.sourceId)
})

it('tells people from machines, and says where only a name told it', async () => {
  const { conversations, items } = await importPath(fixture('dti/list-with-broken-ones.json'))
  expect(conversations[0]?.messages.map(({ role, sender, model }) => [role, sender, model])).toEqual([
    ['user', 'Robin Vale', null],
    ['assistant', 'gpt-4o', 'gpt-4o'],
    ['assistant', 'Lighthouse AI', 'keeper'],
    ['user', 'Claude Dubois', null],
  ])
  expect(told(items, 'remark')).toContain(
    '“gpt-4o” was taken for an AI because of its name; the file does not say.',
  )
  expect(told(items, 'remark').join()).not.toContain('keeper')
})

it('fetches nothing, but says that there is a next page', async () => {
  const { items } = await importPath(fixture('dti/list-with-broken-ones.json'))
  expect(told(items, 'remark').join()).toContain('https://lighthouse.example/history?page=2')
})

it('names every broken rule with its place and takes in what can be read', async () => {
  const { conversations, items } = await importPath(fixture('dti/list-with-broken-ones.json'))
  const remarks = items.flatMap((item) => (item.kind === 'remark' ? [`${item.where} | ${item.reason}`] : []))
  const ofBroken = remarks.filter((remark) => remark.startsWith('list-with-broken-ones.json, entry 2'))
  expect(ofBroken.map((remark) => remark.split(' | ')[1]?.split(':')[0])).toEqual([
    'details/createdAt',
    'details/startTime',
    'details/nextPage',
    'identifiers/0/type',
    'messages/0/sentAt',
    'messages/0/channel',
    'messages/1/sentAt',
    'messages/2/text',
    'messages/1/sender',
    'It goes on at page 2. Stemma fetches nothing',
  ])
  expect(conversations[1]).toMatchObject({
    messages: [
      {
        role: 'user',
        createdAt: Date.UTC(2026, 4, 14, 17, 42),
        parts: [{ text: 'No zone' }],
        extra: { channel: 'API' },
      },
      { role: 'user', sender: 'stranger', createdAt: null },
      { role: 'assistant', parts: [{ type: 'unknown', raw: { words: 'No text' } }] },
    ],
  })
})

it('fails what holds no message, with all that is wrong, and skips an empty history', async () => {
  const { items } = await importPath(fixture('dti/list-with-broken-ones.json'))
  expect(told(items, 'skipped')).toEqual(['This history holds no messages.'])
  const [first, second] = told(items, 'failed')
  expect(first).toMatch(/details\/createdAt: .*identifiers: A list is missing here/)
  expect(second).toContain('This is not an object')
})

it('reads a zip of histories and passes over the list that lies beside them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-dti-'))
  const zip = new JSZip()
    .file('0001-lighthouse.json', await readFile(fixture('dti/history.json')))
    .file('manifest.json', '{"files":["0001-lighthouse.json"]}')
  const path = join(folder, 'histories.zip')
  await writeFile(path, await zip.generateAsync({ type: 'nodebuffer' }))
  const { conversations, items } = await importPath(path)
  await rm(folder, { recursive: true })
  expect([conversations.length, items.length]).toEqual([1, 1])
})

it('finds nothing wrong with a history without messages or with keys of other services', () => {
  const { messages: _, ...bare } = fixtureJson('dti/history.json') as { [key: string]: Json }
  expect(faultsOf({ ...bare, 'x-other': 1 })).toEqual([])
})
