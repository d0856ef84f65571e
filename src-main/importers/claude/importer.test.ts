import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { textAt } from '../fields.ts'
import { fixture, fixtureJson, importPath } from '../import-fixture.ts'
import type { ReadItem } from '../importer.ts'
import { importers } from '../registry.ts'
import { openSource } from '../source/open-source.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemma-claude-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function zipOf(path: string): Promise<Buffer> {
  const zip = new JSZip()
  for (const file of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const full = join(file.parentPath, file.name)
    zip.file(full.slice(path.length + 1), await readFile(full))
  }
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

/** The zips of late 2026 as they are downloaded, beside their list. */
async function downloads(): Promise<string> {
  const from = fixture('claude/late-2026')
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const path = join(from, entry.name)
    if (entry.isDirectory()) await writeFile(join(folder, `${entry.name}.zip`), await zipOf(path))
    else await cp(path, join(folder, entry.name))
  }
  return folder
}

function told(items: readonly ReadItem[], kind: 'remark' | 'failed' | 'skipped'): string[] {
  return items.flatMap((item) => (item.kind === kind ? [`${item.where}: ${item.reason}`] : []))
}

function kindOf({ extra }: Conversation): string {
  return textAt(extra ?? {}, 'kind') ?? 'chat'
}

it.each([
  'branched.json',
  'every-block.json',
  'artifacts.json',
  'old-without-parents.json',
  'saved-by-an-extension.json',
  'saved-share-page.json',
  'wrapped-in-an-object.json',
  'broken.json',
  '2025',
  'late-2026',
])('%s is recognised as Claude’s and by no other importer', async (name) => {
  const source = await openSource(fixture(`claude/${name}`))
  const matches = []
  for (const importer of importers) if (await importer.detect(source)) matches.push(importer.id)
  await source.close()
  expect(matches).toEqual(['claude'])
})

describe('an export of 2025', () => {
  it('brings its conversations, projects and memories', async () => {
    const { items, conversations } = await importPath(fixture('claude/2025'))
    expect(conversations.map((conversation) => `${kindOf(conversation)}: ${conversation.title}`)).toEqual([
      'chat: Rope',
      'memory: Claude’s memory',
      'project: Boat',
    ])
    expect(told(items, 'skipped')).toEqual([
      expect.stringMatching(/"Empty".*neither instructions nor documents/),
    ])
    expect(told(items, 'failed')).toEqual([])
    expect(told(items, 'remark')).toEqual([
      expect.stringContaining('users.json: It holds data about the account'),
    ])
  })

  it('tells a project’s instructions and documents, in the order in which they were added', async () => {
    const { conversations, items } = await importPath(fixture('claude/2025/projects.json'))
    expect(conversations[0]?.messages.map(({ parts }) => readableText(parts))).toEqual([
      'All about the boat\n\nProject instructions\nAnswer like a sailor.',
      'sails.md\n# Sails',
      'engine.md\n# Engine',
      'survey.pdf',
    ])
    const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
    expect(files).toMatchObject([{ member: null, missing: expect.stringContaining('no files') as string }])
  })
})

describe('the zips of late 2026', () => {
  it.each([
    ['unpacked', () => Promise.resolve(fixture('claude/late-2026'))],
    ['as they were downloaded', downloads],
  ])('bring every kind of conversation, %s', async (_, make) => {
    const { importer, items, conversations } = await importPath(await make())
    expect(importer).toBe('claude')
    expect(
      conversations.map((conversation) => `${kindOf(conversation)}: ${conversation.title}`).toSorted(),
    ).toEqual([
      'artifact: Tide table',
      'chat: Paint',
      'design-chat: Harbour poster',
      'memory: Claude’s memory',
      'project: Boat',
    ])
    expect(told(items, 'failed')).toEqual([])
  })

  it('are recognised one by one, without users.json', async () => {
    await downloads()
    for (const name of ['conversations', 'projects', 'memories', 'design_chats', 'frames']) {
      const { importer, conversations } = await importPath(join(folder, `${name}-000.zip`))
      expect([name, importer, conversations.length]).toEqual([name, 'claude', 1])
    }
  })

  it('name a zip of the list that is not there', async () => {
    const { items } = await importPath(await downloads())
    expect(told(items, 'remark').join('\n')).toMatch(/lists zips that are not here: conversations-001\.zip\./)
  })

  it('give a published artifact its pages', async () => {
    const { items } = await importPath(await downloads())
    const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
    const pages = files.filter(({ member }) => member !== null)
    expect(pages.map(({ messageId, mime, member }) => [messageId, mime, member?.split('/').at(-1)])).toEqual([
      ['1788000001-0a1a', 'text/html', '1788000001-0a1a.html'],
      ['1788000002-0a1b', 'text/html', '1788000002-0a1b.html'],
    ])
  })

  it('tell a design chat with its tools, files and what was said in between', async () => {
    const { conversations } = await importPath(fixture('claude/late-2026/design_chats-000'))
    const [asked, answered, question, receipt] = conversations[0]?.messages ?? []
    expect(asked).toMatchObject({ role: 'user', sender: 'Ada' })
    expect(answered).toMatchObject({ isError: true, parentId: 'dc-1' })
    expect(answered?.parts.map(({ type }) => type)).toEqual([
      'thinking',
      'text',
      'tool-call',
      'tool-call',
      'code',
      'error',
      'context',
      'context',
      'unknown',
    ])
    expect(answered?.parts[4]).toMatchObject({ text: '<h1 class="blue">Ahoy</h1>' })
    expect(question?.extra).toMatchObject({ content: { questionRecord: { questionId: 'q_1' } } })
    expect(receipt?.parts).toEqual([{ type: 'text', text: 'Answered: poster' }])
  })
})

it('keeps an older memory beside a newer one, and knows an unchanged one again', async () => {
  const [record] = fixtureJson('claude/2025/memories.json') as object[]
  const path = join(folder, 'memories.json')
  const idOf = async (): Promise<[string | null | undefined, string | null | undefined]> => {
    const [conversation] = (await importPath(path)).conversations
    return [conversation?.sourceId, conversation?.messages[0]?.sourceId]
  }
  await writeFile(path, JSON.stringify(record))
  const first = await idOf()
  await writeFile(path, JSON.stringify([record]))
  expect(await idOf()).toEqual(first)
  await writeFile(path, JSON.stringify({ ...record, conversations_memory: 'Sails no more.' }))
  const [conversation, message] = await idOf()
  expect(conversation).toBe(first[0])
  expect(message).not.toBe(first[1])
})

it('refuses the list of downloads and says which zips to import in its place', async () => {
  await expect(importPath(fixture('refused/claude-manifest.json'))).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringMatching(
      /claude-manifest\.json” is only the list of downloads[^]*here, best all together: conversations-000\.zip, projects-000\.zip[^]*conversations-001\.zip\.$/,
    ) as string,
  })
})

it('refuses the zip in which only the account is, and says which one to import', async () => {
  await writeFile(join(folder, 'light.zip'), await zipOf(fixture('claude/late-2026/light_metadata-000')))
  for (const path of [fixture('refused/claude-account.json'), join(folder, 'light.zip')]) {
    await expect(importPath(path)).rejects.toMatchObject({
      kind: 'unsupported-file',
      message: expect.stringMatching(/only Claude’s data about the account.*conversations/) as string,
    })
  }
})

it('reads projects beside an empty list of conversations, which could be anybody’s', async () => {
  await cp(fixture('claude/2025/projects.json'), join(folder, 'projects.json'))
  await writeFile(join(folder, 'conversations.json'), '[]')
  const { importer, conversations } = await importPath(folder)
  expect([importer, conversations.length]).toEqual(['claude', 1])
})

it('names the entries that cannot be read, and reads the others', async () => {
  const { items, conversations } = await importPath(fixture('claude/broken.json'))
  expect(conversations).toHaveLength(4)
  expect([...told(items, 'skipped'), ...told(items, 'failed')]).toEqual([
    expect.stringMatching(/^broken\.json, entry 1 \("No id, no messages"\): .*no messages/),
    expect.stringMatching(/^broken\.json, entry 3 \("Without messages"\): .*chat_messages/),
    expect.stringMatching(/^broken\.json, entry 4: .*not a conversation/),
  ])
})

it('says what is wrong with a damaged list of conversations beside projects', async () => {
  await cp(fixture('claude/2025/projects.json'), join(folder, 'projects.json'))
  await writeFile(join(folder, 'conversations.json'), 'Service unavailable')
  const { items, conversations } = await importPath(folder)
  expect(conversations).toHaveLength(1)
  expect(told(items, 'failed')).toEqual([expect.stringContaining('conversations.json')])
})

it('finds files that were saved beside a conversation', async () => {
  await cp(fixture('claude/saved-by-an-extension.json'), join(folder, 'bread.json'))
  await writeFile(join(folder, 'f1f1f1f1-0000-4000-8000-000000000009.jpg'), 'dough')
  const { items } = await importPath(folder)
  const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
  expect(files).toMatchObject([
    { member: 'f1f1f1f1-0000-4000-8000-000000000009.jpg', mime: 'image/jpeg', missing: null },
  ])
})

it('passes over what is in the archive already', async () => {
  const first = await importPath(fixture('claude/branched.json'))
  const prints = first.items.flatMap((item) => (item.kind === 'conversation' ? (item.fingerprint ?? []) : []))
  const second = await importPath(fixture('claude/branched.json'), new Set(prints))
  expect(second.items.map(({ kind }) => kind)).toEqual(['known'])
})
