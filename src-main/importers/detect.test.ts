import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { AppError } from '@shared/contract/app-error.ts'
import { fixture, importPath } from './import-fixture.ts'

async function refusalOf(path: string): Promise<AppError> {
  try {
    await importPath(path)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error(`${path} was not refused`)
}

it.each([
  ['youtube-activity.json', /a Google activity list without Gemini/],
  ['youtube-activity.html', /a Google activity page without Gemini/],
  ['gemini-of-invented-shape.json', /JSON of an unknown kind/],
  ['recipe.json', /JSON of an unknown kind/],
  ['picture.json', /a PNG picture named \.json/],
  ['page.html', /a web page/],
  ['notes.txt', /plain text/],
])('refuses %s as an unsupported import type and says what it looks like', async (name, looks) => {
  const refusal = await refusalOf(fixture(`refused/${name}`))
  expect(refusal.kind).toBe('unsupported-file')
  expect(refusal.message).toContain(`Unsupported import type: “${name}”`)
  expect(refusal.message).toMatch(looks)
})

it.each([
  ['cut-off.json', /damaged or incomplete/],
  ['words.json', /is not JSON/],
])('says of %s what is wrong with it', async (name, fault) => {
  const refusal = await refusalOf(fixture(`refused/${name}`))
  expect(refusal.kind).toBe('corrupt-file')
  expect(refusal.message).toMatch(fault)
})

it('takes an empty list for an export without conversations, not for an error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-detect-'))
  const found = []
  for (const text of ['[]', ' [ ] ', '{"conversations":[]}']) {
    await writeFile(join(folder, 'conversations.json'), text)
    found.push((await importPath(join(folder, 'conversations.json'))).items, (await importPath(folder)).items)
  }
  await rm(folder, { recursive: true })
  expect(found).toEqual([[], [], [], [], [], []])
})

it('recognises a product behind a damaged first entry', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-detect-'))
  const path = join(folder, 'data.bin')
  await writeFile(path, '[{"title":"x"},{"mapping":{"a":{"parent":null,"message":null}},"current_node":"a"}]')
  const { importer } = await importPath(path)
  await rm(folder, { recursive: true })
  expect(importer).toBe('chatgpt')
})

it('names a folder in which nothing can be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-detect-'))
  await writeFile(join(folder, 'notes.txt'), 'Buy flour.')
  const refusal = await refusalOf(folder)
  await rm(folder, { recursive: true })
  expect(refusal).toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringContaining('a folder') as string,
  })
})
