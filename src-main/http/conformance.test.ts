import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Client from 'librechat-data-provider'
import type { TConversation, TMessage } from 'librechat-data-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { childrenOf, treeOf, type Tree } from '@shared/tree.ts'
import { conversation, importAll, message, twoAnswers } from '../archive/testing/conversations.ts'
import type { BuiltProgram } from '../archive/testing/built-program.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { fixture } from '../importers/import-fixture.ts'
import { importFiles } from '../jobs/import-files.ts'
import { listConversations } from './endpoints/list-conversations.ts'
import { endpoints } from './registry.ts'
import { conversationSchema, messageSchema, tagSchema } from './shapes.ts'
import { libreChatClient } from './testing/librechat-client.ts'
import { buildStemma, fetchJson, startStemma } from './testing/serve.ts'

let program: BuiltProgram
let server: Awaited<ReturnType<typeof startStemma>>
let client: typeof Client
let data: (typeof Client)['dataService']
const folders: string[] = []

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'stemma-http-'))
  folders.push(made)
  return made
}

let archiveFolder: string

beforeAll(async () => {
  program = await buildStemma()
  archiveFolder = await folder()
  const formats = readdirSync(fixture(''), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = formats.flatMap(({ name }) =>
    readdirSync(fixture(name)).map((file) => fixture(join(name, file))),
  )
  const context = { archiveFolder, signal: new AbortController().signal, tell: () => undefined }
  await importFiles(context, paths)
  server = await startStemma(program, archiveFolder)
  client = await libreChatClient(server.url, server.token)
  data = client.dataService
}, 120_000)

afterAll(async () => {
  await server.stop()
  program.remove()
  for (const one of folders) await rm(one, { recursive: true, force: true })
})

/** Asks as somebody without LibreChat's client does. */
const ask = (path: string, init: Parameters<typeof fetchJson>[1] = {}): Promise<Response> =>
  fetchJson(`${server.url}${path}`, init, server.token)

/** A conversation of its own for a test: `q` with the answers `a1` and `a2`; below the first of them `b`, then `c`. */
async function ownConversation(title: string): Promise<{ id: string; messages: readonly TMessage[] }> {
  const archive = openArchive(archiveFolder)
  const messages = [
    ...twoAnswers,
    message('b', 'a1', 'Is it far from the opera?'),
    message('c', 'b', 'Five minutes on foot.', { role: 'assistant' }),
  ]
  const [saved] = importAll(archive, [conversation({ sourceId: title, title, endpoint: 'openAI', messages })])
  archive.close()
  const id = saved?.id ?? ''
  return { id, messages: await data.getMessagesByConvoId(id) }
}

const textsOf = (messages: readonly TMessage[]): string[] => messages.map(({ text }) => text).toSorted()

async function listAll(parameters: Parameters<typeof data.listConversations>[0]): Promise<TConversation[]> {
  const found: TConversation[] = []
  let cursor: string | undefined
  do {
    const page = await data.listConversations({ ...parameters, ...(cursor !== undefined && { cursor }) })
    listConversations.answer.parse(page)
    found.push(...page.conversations)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

describe("LibreChat's own client", () => {
  it('goes through the whole list to its end, in every order', async () => {
    const all = await listAll({})
    expect(all.length).toBeGreaterThan(50)
    const ids = new Set(all.map(({ conversationId }) => conversationId))
    expect(ids.size).toBe(all.length)
    for (const sortBy of ['updatedAt', 'createdAt', 'title'] as const) {
      for (const sortDirection of ['asc', 'desc'] as const) {
        const sorted = await listAll({ sortBy, sortDirection })
        expect(new Set(sorted.map(({ conversationId }) => conversationId))).toEqual(ids)
      }
    }
    const titled = async (sortDirection: 'asc' | 'desc') =>
      (await listAll({ sortBy: 'title', sortDirection })).map(({ conversationId }) => conversationId)
    expect(await titled('asc')).toEqual((await titled('desc')).toReversed())
  })

  it('sees the numbers of pages that the documented API has beside the cursor', async () => {
    const first = (await (await ask('/api/convos?limit=10')).json()) as Record<string, unknown>
    const total = (await listAll({})).length
    expect(first).toMatchObject({ pageNumber: 1, pageSize: 10, pages: Math.ceil(total / 10) })
    const second = await (await ask(`/api/convos?limit=10&cursor=${String(first['nextCursor'])}`)).json()
    expect(second).toMatchObject({ pageNumber: 2, pageSize: 10, pages: Math.ceil(total / 10) })
  })

  it('builds the very tree of every fixture that Stemma has', async () => {
    const archive = openArchive(archiveFolder)
    const branched: string[] = []
    for (const { conversationId } of await listAll({})) {
      const id = conversationId ?? ''
      const messages = await data.getMessagesByConvoId(id)
      for (const one of messages) messageSchema.parse(one)
      const ours = readConversation(archive, id)
      const tree = treeOf(ours.messages)
      expect(outlineOf(client.buildTree({ messages }) ?? [])).toEqual(
        outlineOfOurs(
          tree,
          ours.messages.map((one) => one.id),
          -1,
        ),
      )
      if (tree.nextSibling.some((sibling) => sibling >= 0)) branched.push(id)
    }
    archive.close()
    expect(branched.length).toBeGreaterThan(10)
  })

  it('gets, renames, archives and deletes a conversation', async () => {
    const { id, messages } = await ownConversation('Kitchen')
    expect(await data.getConversationById(id)).toMatchObject({
      conversationId: id,
      title: 'Kitchen',
      isArchived: false,
      endpoint: 'openAI',
    })
    const renamed = await data.updateConversation({
      conversationId: id,
      title: `  Bathroom ${'x'.repeat(2000)}`,
    })
    expect(renamed.title).toBe(`Bathroom ${'x'.repeat(2000)}`.slice(0, 1024))

    const isListed = async (isArchived: boolean): Promise<boolean> =>
      (await listAll({ isArchived })).some(({ conversationId }) => conversationId === id)
    expect(await data.archiveConversation({ conversationId: id, isArchived: true })).toMatchObject({
      isArchived: true,
    })
    expect([await isListed(false), await isListed(true)]).toEqual([false, true])
    expect(await data.archiveConversation({ conversationId: id, isArchived: false })).toMatchObject({
      isArchived: false,
    })
    expect([await isListed(false), await isListed(true)]).toEqual([true, false])

    expect(await data.deleteConversation({ conversationId: id, source: 'button' })).toMatchObject({
      acknowledged: true,
      deletedCount: 1,
      messages: { acknowledged: true, deletedCount: messages.length },
    })
    await expect(data.getConversationById(id)).rejects.toMatchObject({
      response: { status: 404, data: { error: 'Conversation not found' } },
    })
    await expect(data.getMessagesByConvoId(id)).rejects.toMatchObject({ response: { status: 404 } })
    await expect(data.deleteConversation({ conversationId: id })).rejects.toMatchObject({
      response: { status: 404 },
    })
    expect(await isListed(false)).toBe(false)
  })

  it.each([
    ['directPath', 'a1', ['Near the harbour.', 'Where should we stay?']],
    ['includeBranches', 'a1', ['In the old town.', 'Near the harbour.', 'Where should we stay?']],
    ['branch', 'a1', ['In the old town.', 'Near the harbour.', 'Where should we stay?']],
    [
      'targetLevel',
      'b',
      ['In the old town.', 'Is it far from the opera?', 'Near the harbour.', 'Where should we stay?'],
    ],
    ['target', 'a1', ['In the old town.', 'Near the harbour.', 'Where should we stay?']],
    ['', 'q', ['Where should we stay?']],
    ['directPath', 'a1 to c', ['Five minutes on foot.', 'Is it far from the opera?', 'Near the harbour.']],
  ])('forks with the option “%s” at %s', async (option, place, texts) => {
    const { id, messages } = await ownConversation(`Fork ${option} ${place}`)
    const names = ['q', 'a1', 'a2', 'b', 'c']
    const idOf = (name: string): string => messages[names.indexOf(name)]?.messageId ?? ''
    const [target = '', latest] = place.split(' to ')
    const fork = await data.forkConversation({
      conversationId: id,
      messageId: idOf(target),
      option,
      splitAtTarget: latest !== undefined,
      ...(latest !== undefined && { latestMessageId: idOf(latest) }),
    })
    expect(textsOf(fork.messages)).toEqual(texts)
    expect(fork.conversation.title).toBe(`Fork ${option} ${place} (Fork)`)
    expect(textsOf(await data.getMessagesByConvoId(fork.conversation.conversationId ?? ''))).toEqual(texts)
  })

  it('is told that there is no such way to fork, no such message and no such conversation', async () => {
    const { id, messages } = await ownConversation('No fork')
    const messageId = messages[0]?.messageId ?? ''
    for (const option of ['default', 'everything', '__proto__'])
      await expect(data.forkConversation({ conversationId: id, messageId, option })).rejects.toMatchObject(
        failed(400),
      )
    await expect(data.forkConversation({ conversationId: id, messageId: 'nowhere' })).rejects.toMatchObject(
      failed(404),
    )
    await expect(data.forkConversation({ conversationId: 'nowhere', messageId })).rejects.toMatchObject(
      failed(404),
    )
  })

  it('duplicates a conversation with all its branches, under its own title or another', async () => {
    const { id, messages } = await ownConversation('Twice')
    const copy = await data.duplicateConversation({ conversationId: id })
    expect(copy.conversation).toMatchObject({ title: 'Twice' })
    expect(textsOf(copy.messages)).toEqual(textsOf(messages))
    const response = await ask('/api/convos/duplicate', {
      method: 'POST',
      json: { conversationId: id, title: ' Copy of it ' },
    })
    expect(response.status).toBe(201)
    const named = (await response.json()) as { title: string; conversation: TConversation }
    expect([named.title, named.conversation.title]).toEqual(['Copy of it', 'Copy of it'])
    conversationSchema.parse(named.conversation)
  })

  it('gets a title that is suggested and changes nothing', async () => {
    const { id } = await ownConversation('Untouched')
    const { title } = await data.genTitle({ conversationId: id })
    expect(title).not.toBe('')
    expect((await data.getConversationById(id)).title).toBe('Untouched')
  })

  it('imports a file, whose conversations are found at once by what they say', async () => {
    const text = JSON.stringify({
      conversationId: 'imported-1',
      endpoint: 'openAI',
      title: 'Zeppelins',
      messages: [
        {
          messageId: 'm1',
          parentMessageId: null,
          text: 'Why was helium so dear?',
          isCreatedByUser: true,
          sender: 'User',
        },
      ],
    })
    const first = await data.importConversationsFile(form(text, 'Größe & mehr.json'))
    expect(first).toMatchObject({
      message: 'Conversation(s) imported successfully',
      imported: { found: 1, new: 1 },
    })
    const again = await data.importConversationsFile(form(text, '../../etc/passwd'))
    expect(again).toMatchObject({ imported: { found: 1, new: 0, unchanged: 1 } })
    const found = await listAll({ search: 'helium' })
    expect(found.map(({ title }) => title)).toEqual(['Zeppelins'])

    const zip = await data.importConversationsFile(
      form(readFileSync(fixture('chatgpt/branched.json'), 'utf8'), 'conversations.json'),
    )
    expect(zip).toMatchObject({ imported: { new: 0 } })
    await expect(data.importConversationsFile(form('certainly no export', 'x.json'))).rejects.toMatchObject({
      response: {
        status: 415,
        data: { error: 'Unsupported import type', message: expect.not.stringContaining(tmpdir()) },
      },
    })
    await expect(data.importConversationsFile(new FormData())).rejects.toMatchObject({
      response: { status: 400 },
    })
  })

  it('makes, gives, takes and deletes tags, with counts that are right', async () => {
    const { id } = await ownConversation('Tagged')
    const tag = await data.createConversationTag({
      tag: 'harbour',
      description: 'by the sea',
      addToConversation: true,
      conversationId: id,
    })
    expect(tagSchema.parse(tag)).toMatchObject({ tag: 'harbour', count: 1, description: 'by the sea' })
    expect(await data.addTagToConversation(id, { tag: '', tags: ['harbour', 'opera'] })).toEqual([
      'harbour',
      'opera',
    ])
    expect(
      await (await ask(`/api/tags/convo/${id}`, { method: 'POST', json: { tag: 'herring' } })).json(),
    ).toEqual(['harbour', 'opera', 'herring'])
    const counts = new Map((await data.getConversationTags()).map((one) => [one.tag, one.count]))
    expect([counts.get('harbour'), counts.get('opera'), counts.get('herring')]).toEqual([1, 1, 1])

    const other = await ownConversation('Tagged too')
    await data.addTagToConversation(other.id, { tag: '', tags: ['opera'] })
    expect(await titlesWith(['opera'])).toEqual(['Tagged', 'Tagged too'])
    expect(await titlesWith(['herring', 'nowhere'])).toEqual(['Tagged'])
    expect(await titlesWith(['herring', 'opera'])).toEqual(['Tagged', 'Tagged too'])

    expect(await data.updateConversationTag('opera', { tag: 'music & stage', position: 3 })).toMatchObject({
      tag: 'music & stage',
      count: 2,
      position: 3,
    })
    expect((await data.getConversationById(id)) as { tags?: string[] }).toMatchObject({
      tags: ['harbour', 'music & stage', 'herring'],
    })
    expect(await data.deleteConversationTag('music & stage')).toMatchObject({ tag: 'music & stage' })
    await expect(data.deleteConversationTag('music & stage')).rejects.toMatchObject({
      response: { status: 404, data: { error: 'Tag not found' } },
    })

    const page = await ask('/api/tags/list?pageNumber=1&sort=count&order=desc')
    const { tags, pageNumber } = (await page.json()) as {
      tags: { tag: string; count: number }[]
      pageNumber: number
    }
    expect(pageNumber).toBe(1)
    expect(tags.map(({ count }) => count)).toEqual(tags.map(({ count }) => count).toSorted((a, b) => b - a))
    expect((await ask('/api/tags/list')).status).toBe(400)
  })

  it('finds words in titles and in every message of every branch, whatever signs are in them', async () => {
    await ownConversation('Northern lights')
    expect((await listAll({ search: 'northern' })).map(({ title }) => title)).toContain('Northern lights')
    expect((await listAll({ search: 'old town' })).map(({ title }) => title)).toContain('Northern lights')
    expect((await ask(`/api/convos?search=${encodeURIComponent('nothing of the kind 4711')}`)).status).toBe(
      200,
    )
    const hostile = [
      '%25',
      '%E0%A4%A',
      '%22',
      '*',
      'NEAR(',
      '-x',
      '%7Bb%7D',
      'NOT%20a',
      '%00',
      '%5Cu0000',
      "'%20OR%201=1--",
      '((((((',
      '"""',
      'tag:',
      'a:b:c',
      '%F0%9F%8C%8D',
    ]
    for (const search of hostile) {
      const answer = await ask(`/api/convos?search=${search}`)
      expect([search, answer.status]).toEqual([search, 200])
      listConversations.answer.parse(await answer.json())
    }
  })
})

it('deletes all conversations at once, and says how many messages that were', async () => {
  const own = await folder()
  const archive = openArchive(own)
  importAll(archive, [conversation({ sourceId: 'a' }), conversation({ sourceId: 'b', status: 'archived' })])
  archive.close()
  const other = await startStemma(program, own)
  const response = await fetchJson(`${other.url}/api/convos/all`, { method: 'DELETE' }, other.token)
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({
    acknowledged: true,
    deletedCount: 2,
    messages: { acknowledged: true, deletedCount: 6 },
  })
  expect(await (await fetchJson(`${other.url}/api/convos`, {}, other.token)).json()).toEqual({
    conversations: [],
    nextCursor: null,
    pageNumber: 1,
    pageSize: 25,
    pages: 0,
  })
  await other.stop()
})

it('takes the token from a file, or writes one there that only its owner can read', async () => {
  const own = await folder()
  const file = join(own, 'token')
  const first = await startStemma(program, join(own, 'archive'), '--token-file', file)
  expect(Object.keys(first)).not.toContain('token')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const token = readFileSync(file, 'utf8').trim()
  expect((await fetchJson(`${first.url}/api/convos`, {}, token)).status).toBe(200)
  expect((await fetchJson(`${first.url}/api/convos`, {}, 'another-token')).status).toBe(401)
  expect(await first.stop()).toBe(0)
  writeFileSync(file, 'a-token-of-my-own\n')
  const second = await startStemma(program, join(own, 'archive'), '--token-file', file, '--read-only')
  expect((await fetchJson(`${second.url}/api/convos`, {}, 'a-token-of-my-own')).status).toBe(200)
  const change = { method: 'POST', json: { tag: 'x' } }
  expect((await fetchJson(`${second.url}/api/tags`, change, 'a-token-of-my-own')).status).toBe(403)
  expect(await second.stop()).toBe(0)
  writeFileSync(file, 'short')
  await expect(startStemma(program, join(own, 'archive'), '--token-file', file)).rejects.toThrow(
    'holds no token',
  )
})

it('describes every endpoint in a document whose references lead somewhere', async () => {
  const document = (await (await ask('/api/openapi.json')).json()) as Record<string, object>
  const paths = document['paths'] as Record<string, Record<string, { responses: object }>>
  for (const { method, path, status } of endpoints) {
    expect(Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {})).toContain(String(status))
  }
  const schemas = (document['components'] as { schemas: object }).schemas
  expect(Object.keys(schemas).toSorted()).toEqual(['Conversation', 'Error', 'Message', 'Tag'])
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? '')
  expect(references.length).toBeGreaterThan(20)
  expect(Object.keys(schemas).map((name) => `#/components/schemas/${name}`)).toEqual(
    expect.arrayContaining(references),
  )
})

it('loses nothing when two programs and an import write at once', async () => {
  const own = await folder()
  const archive = openArchive(own)
  const ids = importAll(
    archive,
    Array.from({ length: 6 }, (_, i) => conversation({ sourceId: `c${i}`, title: `c${i}` })),
  ).map(({ id }) => id)
  archive.close()
  const servers = await Promise.all([startStemma(program, own), startStemma(program, own)])
  const cli = program.start('import', '--json', '--archive', own, fixture('chatgpt/branched.json'))
  const imported = new Promise<number | null>((resolve) => cli.once('exit', resolve))
  const statuses = await Promise.all(
    servers
      .flatMap(({ url, token }, who) =>
        ids.flatMap((id, i) => [
          fetchJson(`${url}/api/tags/convo/${id}`, { method: 'POST', json: { tag: `tag ${who}` } }, token),
          fetchJson(
            `${url}/api/convos/duplicate`,
            { method: 'POST', json: { conversationId: id, title: `copy ${who} of ${i}` } },
            token,
          ),
        ]),
      )
      .map(async (answer) => (await answer).status),
  )
  expect(new Set(statuses)).toEqual(new Set([200, 201]))
  expect(await imported).not.toBeNull()
  const [{ url, token }] = servers
  const tags = (await (await fetchJson(`${url}/api/tags`, {}, token)).json()) as {
    tag: string
    count: number
  }[]
  expect(new Map(tags.map(({ tag, count }) => [tag, count >= ids.length]))).toEqual(
    new Map([
      ['tag 0', true],
      ['tag 1', true],
    ]),
  )
  const titles = new Set<string>()
  let cursor = ''
  for (;;) {
    const page = await (
      await fetchJson(`${url}/api/convos?limit=100&cursor=${cursor}`.replace(/&cursor=$/, ''), {}, token)
    ).json()
    const { conversations, nextCursor } = page as {
      conversations: { title: string }[]
      nextCursor: string | null
    }
    for (const { title } of conversations) titles.add(title)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  for (const i of ids.keys())
    expect([...titles]).toEqual(expect.arrayContaining([`c${i}`, `copy 0 of ${i}`, `copy 1 of ${i}`]))
  expect(titles.size).toBeGreaterThan(3 * ids.length)
  for (const one of servers) expect(await one.stop()).toBe(0)
}, 60_000)

const failed = (status: number) => ({ response: { status, data: { error: expect.any(String) } } })

/** As the client's page sends a file. */
function form(content: string, name: string): FormData {
  const made = new FormData()
  made.append('file', new Blob([content], { type: 'application/json' }), encodeURIComponent(name))
  return made
}

async function titlesWith(tags: string[]): Promise<(string | null | undefined)[]> {
  return (await listAll({ tags, sortBy: 'title', sortDirection: 'asc' })).map(({ title }) => title)
}

type Outline = readonly (readonly [string, Outline])[]

function outlineOf(messages: readonly Partial<TMessage>[]): Outline {
  return messages.map(({ messageId = '', children = [] }) => [messageId, outlineOf(children)])
}

function outlineOfOurs(tree: Tree, ids: readonly string[], at: number): Outline {
  return childrenOf(tree, at).map((child) => [ids[child] ?? '', outlineOfOurs(tree, ids, child)])
}
