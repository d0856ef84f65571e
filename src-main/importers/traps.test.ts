/** What other tools were caught by: files of one product that look, or are called, like those of another (formats.md §A0). */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fixture, importPath } from './import-fixture.ts'
import { importers } from './registry.ts'
import { openSource } from './source/open-source.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-traps-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function recognisedAs(path: string): Promise<string[]> {
  const source = await openSource(path)
  try {
    const matches = await Promise.all(importers.map((importer) => importer.detect(source)))
    return importers.flatMap(({ id }, index) => (matches[index] ? [id] : []))
  } finally {
    await source.close()
  }
}

const jsonFixtures = readdirSync(fixture(''))
  .filter((format) => format !== 'refused' && format !== 'README.md')
  .flatMap((format) =>
    readdirSync(fixture(format))
      .filter((name) => name.endsWith('.json') && statSync(fixture(join(format, name))).isFile())
      .map((name) => [format, name] as const),
  )

it.each(jsonFixtures)(
  '%s/%s is told by its keys, though it is called as four other products call theirs',
  async (format, name) => {
    const bytes = readFileSync(fixture(join(format, name)))
    for (const called of ['conversations.json', 'MyActivity.json', 'teams-history.json']) {
      const path = join(folder, called)
      writeFileSync(path, bytes)
      expect(await recognisedAs(path)).toEqual([format])
    }
    const zip = await new JSZip()
      .file('export/conversations.json', bytes)
      .generateAsync({ type: 'uint8array' })
    const packed = join(folder, 'chatgpt-export.zip')
    writeFileSync(packed, zip)
    expect(await recognisedAs(packed)).toEqual([format])
  },
)

function put(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

const openWebUi = [
  {
    id: 'c',
    title: 'Tides',
    chat: {
      history: {
        currentId: 'm',
        messages: { m: { id: 'm', parentId: null, childrenIds: [], role: 'user', content: 'Why?' } },
      },
    },
  },
]

it('a “ChatGPT Teams history” that is really Open WebUI is read as Open WebUI', async () => {
  const { importer, conversations } = await importPath(put('chatgpt-teams-history.json', openWebUi))
  expect([importer, conversations.length]).toEqual(['open-webui', 1])
})

it('a DeepSeek export is not taken for ChatGPT for its “mapping”', async () => {
  const message = {
    model: 'deepseek-chat',
    inserted_at: '2025-01-01T00:00:00Z',
    fragments: [{ type: 'REQUEST', content: 'Why?' }],
  }
  const mapping = {
    root: { id: 'root', parent: null, children: ['1'], message: null },
    '1': { id: '1', parent: 'root', children: [], message },
  }
  const record = { id: 'c', title: 'Tides', inserted_at: '2025-01-01T00:00:00Z', mapping }
  expect((await importPath(put('conversations.json', [record]))).importer).toBe('deepseek')
})

it('Claude conversations that a tool has wrapped are Claude’s', async () => {
  const wrapped = {
    conversations: [{ uuid: 'c', chat_messages: [{ uuid: 'm', sender: 'human', text: 'Why?' }] }],
  }
  const { importer, conversations } = await importPath(put('export.json', wrapped))
  expect([importer, conversations.length]).toEqual(['claude', 1])
})

it('a Gemini file of an invented shape is not swallowed as ShareGPT', async () => {
  const invented = [{ title: 'Tides', conversations: [{ prompt: 'Why?', answer: 'The Moon.' }] }]
  expect(await recognisedAs(put('gemini.json', invented))).toEqual([])
})

it('activity of other Google products is not Gemini’s, whatever the language of the folder', async () => {
  const row = { header: 'YouTube', title: 'Angesehen', time: '2025-01-01T00:00:00Z', products: ['YouTube'] }
  expect(await recognisedAs(put('MeineAktivitäten.json', [row]))).toEqual([])
  const gemini = { ...row, header: 'Gemini-Apps', title: 'Eingegeben: Warum?', products: ['Gemini-Apps'] }
  expect(await recognisedAs(put('MeineAktivitäten.json', [row, gemini]))).toEqual(['gemini'])
})

it('a list of downloads of late 2026 is no export, and says what to drop in its place', async () => {
  await expect(importPath(fixture('refused/claude-manifest.json'))).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringMatching(/zip/i) as string,
  })
})

it('an empty list is an empty export, and a broken or empty first record hides nothing behind it', async () => {
  expect((await importPath(put('conversations.json', []))).items).toEqual([])
  const good = { uuid: 'c', chat_messages: [{ uuid: 'm', sender: 'human', text: 'Why?' }] }
  for (const first of [{}, null, { title: 'Corrupted entry' }, 'x']) {
    expect((await importPath(put('conversations.json', [first, good]))).importer).toBe('claude')
  }
})
