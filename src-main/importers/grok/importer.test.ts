import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'
import type { ReadItem } from '../importer.ts'
import { handMadeZip } from '../source/hand-made-zip.ts'
import { partsOfTagged } from './tags.ts'

const backend = 'grok/prod-grok-backend.json'
const account = 'ttl/30d/export_data/84b6490a-b566-4ee0-a81f-000000000000'
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemma-grok-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function zipped(): Promise<Buffer> {
  const assets = `${account}/prod-mc-asset-server/`
  return handMadeZip([
    { name: `${account}/prod-mc-billing.json`, content: '{"balance":0}' },
    { name: `${account}/prod-grok-backend.json`, content: await readFile(fixture(backend)) },
    { name: `${assets}/0f0e0d0c-0b0a-4000-8000-000000000001/content`, content: 'tide tables' },
    { name: `${assets}/0f0e0d0c-0b0a-4000-8000-000000000002/content`, content: png },
  ])
}

function reasons(items: readonly ReadItem[], kind: 'remark' | 'failed' | 'skipped'): string[] {
  return items.flatMap((item) => (item.kind === kind ? [item.reason] : []))
}

it('keeps both answers, every beginning and the answer to a question that is gone', async () => {
  const { importer, conversations } = await importPath(fixture(backend))
  expect(importer).toBe('grok')
  const [first, second] = conversations
  expect(first?.messages.map(({ id, parentId, role }) => `${id} < ${parentId ?? '-'} ${role}`)).toEqual([
    'q1 < - user',
    'a1 < q1 assistant',
    'q2 < a1 user',
    'a3 < q2 assistant',
    'a2 < q1 assistant',
    'q3 < - user',
    'a4 < - assistant',
  ])
  expect(second?.messages.map(({ id, parentId }) => `${id} < ${parentId ?? '-'}`)).toEqual([
    'b1 < -',
    'b2 < b1',
    'b3 < b2',
  ])
})

it('reads the head, times of every spelling, and nobody’s account id', async () => {
  const { conversations } = await importPath(fixture(backend))
  expect(conversations[0]).toMatchObject({
    sourceId: 'grok-1',
    title: 'Spring tides',
    status: 'favorite',
    activeLeafId: 'a1',
    model: 'grok-4',
    createdAt: Date.UTC(2025, 0, 20, 14),
    updatedAt: Date.UTC(2025, 0, 20, 15),
    extra: { system_prompt_name: 'normal' },
  })
  expect(conversations[0]?.messages.map(({ createdAt }) => createdAt)).toContain(
    Date.UTC(2025, 0, 20, 14, 0, 30),
  )
  expect(JSON.stringify(conversations)).not.toContain('owner-7')
})

it('shows thoughts, tools, cited pages, pictures and errors as such, and keeps the rest', async () => {
  const messages = (await importPath(fixture(backend))).conversations[0]?.messages ?? []
  const byId = new Map(messages.map((message) => [message.id, message]))
  expect(byId.get('a1')?.parts).toEqual([
    { type: 'thinking', text: 'Look it up.\n' },
    { type: 'tool-call', id: 'call-1', name: 'web_search', input: { query: 'spring tide' } },
    { type: 'thinking', text: '\nGot it.' },
    { type: 'text', text: 'Two days after the new moon.' },
    { type: 'quote', title: 'Tides', url: 'https://example.org/tides', text: 'Tides follow the moon.' },
  ])
  expect(byId.get('a1')?.extra).toMatchObject({ web_search_results: [{}], steps: [{}] })
  expect(byId.get('a2')).toMatchObject({
    isError: true,
    isUnfinished: true,
    parts: [{ type: 'error', text: 'Failed to respond.' }],
  })
  expect(byId.get('a3')).toMatchObject({
    sender: 'grok-3',
    parts: [{ type: 'attachment', kind: 'image', name: 'image.jpg' }],
    extra: { query_type: 'imagine', share_link: 'share-1' },
  })
  expect(byId.get('a4')?.parts[0]).toEqual({ type: 'thinking', title: 'scout', text: 'I wonder.' })
})

it('names what it could not read and counts what it left out', async () => {
  const { items } = await importPath(fixture(backend))
  expect(reasons(items, 'skipped')).toEqual(['This conversation holds no messages.'])
  expect(reasons(items, 'failed')).toEqual([expect.stringContaining('“responses” is missing')])
  expect(reasons(items, 'remark')).toEqual([
    'Left out, because they belong to no conversation: projects (1), pictures and films made outside conversations (2).',
  ])
})

it.each([
  ['in a zip', async () => zipped()],
  ['in a zip in a zip', async () => handMadeZip([{ name: 'grok.zip', content: await zipped() }])],
])('finds the files by their ids in folders with empty names, %s', async (name, make) => {
  const path = join(folder, `${name}.zip`)
  await writeFile(path, await make())
  const { items } = await importPath(path)
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ member, mime, missing }) => [member?.slice(-20), mime, missing])).toEqual([
    ['000000000001/content', null, null],
    [undefined, null, 'not in this file'],
    ['000000000002/content', 'image/png', null],
  ])
})

it('reads one conversation that was saved from the web page', async () => {
  const { conversations } = await importPath(fixture('grok/saved-from-the-web-page.json'))
  expect(conversations).toMatchObject([
    { sourceId: 'grok-web', activeLeafId: 'w2', messages: [{ id: 'w1' }, { id: 'w2', parentId: 'w1' }] },
  ])
})

it('leaves a card that it cannot read in the text, however many there are', () => {
  const odd = '<xai:tool_usage_card>?</xai:tool_usage_card>'
  expect(partsOfTagged(`a ${odd} b`, (text) => ({ type: 'text', text }))).toEqual([
    { type: 'text', text: `a ${odd} b` },
  ])
  const endless = '<xai:tool_usage_card>'.repeat(100_000)
  expect(partsOfTagged(endless, (text) => ({ type: 'text', text }))).toHaveLength(1)
})
