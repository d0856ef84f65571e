import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

async function zipOfBackup(folder: string): Promise<string> {
  const zip = new JSZip()
  for (const name of ['data.json', 'Data/Files/f-1.png']) {
    zip.file(name, await readFile(fixture(`cherry-studio/backup/${name}`)))
  }
  const path = join(folder, 'cherry-studio.zip')
  await writeFile(path, await zip.generateAsync({ type: 'nodebuffer' }))
  return path
}

it('reads topics with the names that the saved state gives them, and no keys of accounts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-cherry-'))
  const { importer, items, conversations } = await importPath(await zipOfBackup(folder))
  await rm(folder, { recursive: true })
  expect(importer).toBe('cherry-studio')
  expect(conversations.map(({ sourceId, title, status, tags }) => [sourceId, title, status, tags])).toEqual([
    ['tp-1', 'Two models on tea', 'favorite', ['home']],
    ['tp-2', 'Every block', 'active', ['home']],
  ])
  expect(conversations[0]?.options).toEqual({
    prompt: 'Answer shortly.',
    model: 'gpt-4o',
    temperature: 0.7,
    contextCount: 5,
  })
  expect(JSON.stringify(items)).not.toMatch(/sk-/)
  expect(items.filter(({ kind }) => kind === 'skipped')).toMatchObject([
    { where: 'data.json, conversation 3 ("Nothing said")' },
  ])
})

it('keeps the answers of several models side by side and goes on from the chosen one', async () => {
  const { conversations } = await importPath(fixture('cherry-studio/backup'))
  const [conversation] = conversations
  expect(
    conversation?.messages.map(({ id, parentId, sender, isHidden }) => [id, parentId, sender, isHidden]),
  ).toEqual([
    ['q1', null, null, false],
    ['a1', 'q1', 'GPT-4o', false],
    ['c1', 'a1', null, true],
    ['q2', 'c1', null, false],
    ['a2', 'q1', 'Qwen Max', false],
  ])
  expect(conversation?.activeLeafId).toBe('q2')
})

it('turns every block into a part, those of an unknown kind and lost ones too', async () => {
  const { conversations } = await importPath(fixture('cherry-studio/backup'))
  const [question, answer] = conversations[1]?.messages ?? []
  expect(question?.parts).toMatchObject([
    { type: 'attachment', kind: 'file', ref: 'f-2', name: 'leaves.pdf', size: 99 },
    { type: 'attachment', kind: 'image', ref: 'f-1', name: 'tea.png' },
    { type: 'unknown', kind: 'block', raw: 'gone' },
  ])
  expect(answer?.parts).toMatchObject([
    { type: 'thinking', text: 'They want a plan.', extra: { thinking_millsec: 900 } },
    { type: 'tool-call', id: 'call-9', name: 'search', input: { q: 'tea' }, output: 'three pages' },
    { type: 'quote', title: 'Tea', url: 'https://example.org/tea', text: 'Leaves of a shrub.' },
    { type: 'quote', title: 'notes.md', url: null, text: 'my notes' },
    { type: 'text', text: 'Drink it warm.' },
    { type: 'code', language: 'python', text: 'print(1)' },
    { type: 'text', text: 'Trink ihn warm.', extra: { type: 'translation', targetLanguage: 'german' } },
    { type: 'error', name: 'AbortError', text: 'Stopped by you' },
    { type: 'unknown', kind: 'hologram' },
    { type: 'text', text: 'A block that its message does not name.' },
  ])
  expect(answer).toMatchObject({ isUnfinished: true, isError: true })
})

it('finds the files of a message in the backup, and says which are not there', async () => {
  const { items } = await importPath(fixture('cherry-studio/backup'))
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files.map(({ ref, member, mime, missing }) => [ref, member, mime, missing])).toEqual([
    ['f-2', null, null, 'not in this backup'],
    ['f-1', 'Data/Files/f-1.png', 'image/png', null],
  ])
})

it('reads a backup from before there were blocks', async () => {
  const { conversations } = await importPath(fixture('cherry-studio/version-1.json'))
  expect(conversations.map(({ title, model }) => [title, model])).toEqual([['Before the blocks', 'gpt-4']])
  expect(conversations[0]?.messages[1]?.parts).toMatchObject([
    { type: 'thinking', text: 'A greeting.' },
    { type: 'text', text: 'Hi.' },
    { type: 'text', text: 'Hallo.' },
    { type: 'attachment', kind: 'image', mime: 'image/png' },
  ])
})
