import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

it('reads a list of exports, and names those that are none', async () => {
  const { importer, items, conversations } = await importPath(fixture('librechat/array-of-exports.json'))
  expect(importer).toBe('librechat')
  expect(conversations.map(({ sourceId }) => sourceId)).toEqual(['lc-1', 'lc-3'])
  expect(items.flatMap((item) => (item.kind === 'failed' ? [item.where] : []))).toEqual([
    'array-of-exports.json, entry 3',
    'array-of-exports.json, entry 4',
  ])
})

it('reads a zip of exports and one whose answers are nested 5,000 deep', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-librechat-'))
  const deep =
    '{"messageId":"m","text":"t","isCreatedByUser":true,"children":['.repeat(5000) + ']}'.repeat(5000)
  const zip = new JSZip()
    .file('one.json', await readFile(fixture('librechat/messages-tree.json')))
    .file('two.json', `{"conversationId":"deep","messages":[${deep}],"recursive":true}`)
  const path = join(folder, 'exports.zip')
  await writeFile(path, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }))
  const { conversations } = await importPath(path)
  await rm(folder, { recursive: true })
  expect(conversations.map(({ sourceId, messages }) => [sourceId, messages.length])).toEqual([
    ['lc-2', 6],
    ['deep', 5000],
  ])
})

it('names a file by itself where it is one conversation', async () => {
  const { items } = await importPath(fixture('librechat/without-conversation-id.json'))
  expect(items).toMatchObject([{ kind: 'failed', where: 'without-conversation-id.json ("Sourdough")' }])
})
