import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

const history = 'microsoft-copilot/copilot-activity-history.csv'

it('brings the rows of a conversation together, the oldest first, question before answer', async () => {
  const { importer, conversations } = await importPath(fixture(history))
  expect(importer).toBe('microsoft-copilot')
  expect(conversations.map(({ title, messages }) => [title, messages.length])).toEqual([
    [null, 2],
    ['Packing a kite', 4],
    [null, 1],
  ])
  const kite = conversations.find(({ title }) => title === 'Packing a kite')
  expect(kite?.messages.map(({ role, parts }) => [role, parts])).toEqual([
    ['user', [{ type: 'text', text: 'Which kite for light wind?' }]],
    ['assistant', [{ type: 'text', text: 'A delta.' }]],
    ['user', [{ type: 'text', text: 'And how do I pack it?' }]],
    ['assistant', [{ type: 'text', text: 'Roll it, "nose" first.\nThen the tail.' }]],
  ])
  expect(kite).toMatchObject({
    createdAt: Date.UTC(2025, 10, 1, 10),
    updatedAt: Date.UTC(2025, 10, 3, 18, 5),
  })
})

it('names the rows that cannot be read, and keeps a time that is none', async () => {
  const { items, conversations } = await importPath(fixture(history))
  expect(items.filter(({ kind }) => kind === 'failed')).toMatchObject([
    { where: 'copilot-activity-history.csv, line 9' },
  ])
  const odd = conversations.flatMap(({ messages }) => messages).find(({ sender }) => sender === 'Guest')
  expect(odd).toMatchObject({ createdAt: null, extra: { time: 'last week' } })
})

it('gives messages the same ids in a later, longer file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-copilot-'))
  const [head = '', ...rows] = (await readFile(fixture(history), 'utf8')).split('\r\n')
  const later = [head, 'Packing a kite,2025-11-09T08:00:00,Human,Thanks', ...rows].join('\r\n')
  const zip = new JSZip().file('history/copilot.csv', later)
  await writeFile(join(folder, 'dashboard.zip'), await zip.generateAsync({ type: 'nodebuffer' }))
  const first = await importPath(fixture(history))
  const second = await importPath(join(folder, 'dashboard.zip'))
  await rm(folder, { recursive: true })
  const idsOf = ({ conversations }: typeof first): string[] =>
    conversations.flatMap(({ sourceId, messages }) =>
      messages.map((message) => `${sourceId} ${message.sourceId}`),
    )
  expect(idsOf(second)).toEqual(expect.arrayContaining(idsOf(first)))
  expect(idsOf(second)).toHaveLength(idsOf(first).length + 1)
})
