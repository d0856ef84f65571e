import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixture, fixtureJson, importPath } from '../import-fixture.ts'
import type { ReadItem } from '../importer.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemma-chatgpt-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function zipOf(path: string): Promise<Buffer> {
  const zip = new JSZip()
  for (const name of await readdir(path)) zip.file(name, await readFile(join(path, name)))
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

async function inZip(): Promise<string> {
  const path = join(folder, 'export.zip')
  await writeFile(path, await zipOf(fixture('chatgpt/manifest')))
  return path
}

async function inNestedZip(): Promise<string> {
  const outer = new JSZip().file(
    'Conversations__1-chatgpt-0001.zip',
    await zipOf(fixture('chatgpt/manifest')),
  )
  const path = join(folder, 'outer.zip')
  await writeFile(path, await outer.generateAsync({ type: 'nodebuffer' }))
  return path
}

function remarks(items: readonly ReadItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'remark' ? [item.reason] : []))
}

describe('an export with a manifest', () => {
  it.each([
    ['as a folder', () => Promise.resolve(fixture('chatgpt/manifest'))],
    ['as a zip', inZip],
    ['as a zip in a zip', inNestedZip],
  ])('is read in the order of the manifest, %s', async (_, make) => {
    const { importer, items, conversations } = await importPath(await make())
    expect(importer).toBe('chatgpt')
    expect(conversations.map(({ title }) => title)).toEqual(['Number 3', 'Number 1', 'Number 2'])
    expect(items.filter(({ kind }) => kind === 'failed' || kind === 'skipped')).toEqual([])
    const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
    expect(files.map(({ member, mime, missing }) => [member?.split('/').at(-1), mime, missing])).toEqual([
      ['file-0a1b.dat', 'image/png', null],
      [undefined, null, 'not in this file'],
      ['file_77.dat', 'text/csv', null],
    ])
  })

  it('says which promised files are absent', async () => {
    const { items } = await importPath(fixture('chatgpt/manifest'))
    expect(remarks(items).join('\n')).toMatch(/conversations-002\.json[^]*file-lost\.dat/)
  })

  it('names a picture as the export’s table does', async () => {
    const { conversations } = await importPath(fixture('chatgpt/manifest'))
    const parts = conversations[1]?.messages[1]?.parts ?? []
    expect(parts[0]).toMatchObject({ type: 'attachment', name: 'holiday photo.png' })
  })
})

it('tells the type of an opaque file by its first bytes', async () => {
  const [record] = fixtureJson('chatgpt/manifest/conversations-000.json') as object[]
  await writeFile(join(folder, 'conversations.json'), JSON.stringify([record]))
  await writeFile(join(folder, 'file_0a1b.dat'), await readFile(fixture('chatgpt/manifest/file-0a1b.dat')))
  const { items } = await importPath(folder)
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files[0]).toMatchObject({ member: 'file_0a1b.dat', mime: 'image/png' })
})

it.each([
  ['chatgpt/branched.json'],
  ['chatgpt/without-children-lists.json'],
  ['chatgpt/wrapped-in-an-object.json'],
])('reads %s alone', async (name) => {
  const { importer, conversations } = await importPath(fixture(name))
  expect(importer).toBe('chatgpt')
  expect(conversations.map(({ title, messages }) => [title, messages.length])).toEqual([['Trip to Oslo', 8]])
})

it('reads numbered files in the order of their numbers, whatever the text order of their names', async () => {
  for (const number of [10, 2]) {
    const [record] = fixtureJson('chatgpt/without-ids-and-metadata.json') as object[]
    await writeFile(
      join(folder, `conversations-${number}.json`),
      JSON.stringify([{ ...record, id: `c${number}` }]),
    )
  }
  const { conversations } = await importPath(folder)
  expect(conversations.map(({ sourceId }) => sourceId)).toEqual(['c2', 'c10'])
})

it('names the entries that cannot be read, and reads the others', async () => {
  const { items, conversations } = await importPath(fixture('chatgpt/broken-trees.json'))
  expect(conversations).toHaveLength(4)
  const problems = items.flatMap((item) =>
    item.kind === 'failed' || item.kind === 'skipped' ? [item.where] : [],
  )
  expect(problems).toEqual([
    'broken-trees.json, entry 4 ("Corrupted entry")',
    'broken-trees.json, entry 5',
    'broken-trees.json, entry 6 ("Nothing in it")',
  ])
})

it('keeps the whole conversations of a download that was cut off, and says so', async () => {
  const path = join(folder, 'conversations.json')
  const whole = await readFile(fixture('chatgpt/broken-trees.json'), 'utf8')
  await writeFile(path, whole.slice(0, whole.indexOf('Without a parent')))
  const { items, conversations } = await importPath(path)
  expect(conversations.map(({ title }) => title)).toEqual(['A cycle', 'Its own parent'])
  expect(items.at(-1)).toMatchObject({ kind: 'failed' })
})

it('passes over what is in the archive already', async () => {
  const first = await importPath(fixture('chatgpt/branched.json'))
  const prints = first.items.flatMap((item) => (item.kind === 'conversation' ? (item.fingerprint ?? []) : []))
  const second = await importPath(fixture('chatgpt/branched.json'), new Set(prints))
  expect(second.items.map(({ kind }) => kind)).toEqual(['known'])
})

it('tells of a file of another product in the same folder', async () => {
  for (const name of ['chatgpt/branched.json', 'librechat/messages-tree.json']) {
    await writeFile(join(folder, name.replace('/', '-')), await readFile(fixture(name)))
  }
  const { items, conversations } = await importPath(folder)
  expect(conversations).toHaveLength(1)
  expect(remarks(items)).toEqual([expect.stringContaining('LibreChat')])
})

describe('the page for reading', () => {
  it('is read where the export has nothing else', async () => {
    const { importer, items, conversations } = await importPath(fixture('chatgpt/page-only'))
    expect(importer).toBe('chatgpt')
    expect(conversations.map(({ title, messages }) => [title, messages.length])).toEqual([
      ['Trip to Oslo', 8],
      ['Ends the script: </script> ];', 1],
    ])
    expect(items.filter(({ kind }) => kind !== 'conversation')).toEqual([])
    expect((await importPath(fixture('chatgpt/page-only/chat.html'))).conversations).toHaveLength(2)
  })

  it('is passed over beside the list of conversations, which says the same', async () => {
    await writeFile(join(folder, 'chat.html'), await readFile(fixture('chatgpt/page-only/chat.html')))
    await writeFile(join(folder, 'conversations.json'), await readFile(fixture('chatgpt/odd-times.json')))
    const { conversations } = await importPath(folder)
    expect(conversations.map(({ title }) => title)).not.toContain('Trip to Oslo')
  })

  it('that was cut off gives the conversations it still holds', async () => {
    const page = await readFile(fixture('chatgpt/page-only/chat.html'), 'utf8')
    await writeFile(join(folder, 'chat.html'), page.slice(0, page.indexOf('Ends the script')))
    const { items, conversations } = await importPath(join(folder, 'chat.html'))
    expect(conversations.map(({ title }) => title)).toEqual(['Trip to Oslo'])
    expect(items.at(-1)).toMatchObject({ kind: 'failed' })
  })
})

describe('files beside the conversations', () => {
  it('put the person’s thumbs on messages and mark what is shared', async () => {
    const { conversations } = await importPath(fixture('chatgpt/side-files'))
    const [conversation] = conversations
    expect(conversation?.extra).toMatchObject({
      isShared: true,
      shares: [{ id: 'share-1', is_anonymous: true }],
      feedback: [{ id: 'feedback-2', rating: 'thumbs_down' }],
    })
    expect(conversation?.messages[1]?.extra).toMatchObject({
      feedback: [{ rating: 'thumbs_up', content: { text: 'short and right' } }],
    })
    expect(conversation?.messages[0]?.extra).toBeNull()
  })

  it('are told where they are about conversations of another export', async () => {
    const { items } = await importPath(fixture('chatgpt/side-files'))
    expect(items.flatMap((item) => (item.kind === 'remark' ? [[item.where, item.reason]] : []))).toEqual([
      ['message_feedback.json', 'Entries in it (1) are about conversations that are not in this export.'],
    ])
  })
})
