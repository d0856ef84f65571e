/** HTML archives as files: what stands in them, what never does, and what is left when writing fails. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ArchiveOptions, Period } from '@shared/contract/html-archives.ts'
import type { Conversation, Message } from '@shared/conversation.ts'
import { nothingSensitive, type SensitiveCounts } from '@shared/sensitive-data.ts'
import { expect, it } from 'vitest'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { storeFile } from '../archive/files.ts'
import {
  conversation,
  importAll,
  importOne,
  message,
  noon,
  twoAnswers,
} from '../archive/testing/conversations.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { htmlArchiveList } from './keep-html-archives.ts'
import { writeHtmlArchive } from './write-html-archive.ts'

const now = noon + 3_600_000
const usual: ArchiveOptions = {
  hasData: false,
  largestFile: 2_000_000,
  showsPeople: true,
  sensitive: 'off',
  split: 'none',
}
const lastMonth: Period = { kind: 'days', days: 30 }

interface Chosen {
  readonly assistantId?: string
  readonly period?: Period
  readonly options?: Partial<ArchiveOptions>
  readonly at?: number
  readonly signal?: AbortSignal
}

async function write(archive: Archive, chosen: Chosen = {}): Promise<string> {
  const { assistantId = 'all', period = lastMonth, options = {}, at = now } = chosen
  const context = {
    archiveFolder: archive.folder,
    signal: chosen.signal ?? new AbortController().signal,
    tell: () => undefined,
  }
  const order = {
    kind: 'html-archive',
    assistantId,
    period,
    options: { ...usual, ...options },
    conversations: 1,
    now: at,
  } as const
  const result = await writeHtmlArchive(context, order)
  if (result.kind !== 'html-archive') throw new Error('not an HTML archive')
  lastFound = result.sensitive
  return readFileSync(join(htmlArchivesFolderOf(archive.folder), result.archive.fileName), 'utf8')
}

/** What the last archive was said to hold of sensitive data. */
let lastFound: SensitiveCounts | null = null

function archiveWith(...conversations: readonly Partial<Conversation>[]): Archive {
  const archive = freshArchive()
  importAll(
    archive,
    conversations.map((changes, index) => conversation({ sourceId: `c-${index}`, ...changes })),
  )
  return archive
}

/** Names and values of all attributes of the markup, as a browser reads them. */
function attributesOf(html: string): [name: string, value: string][] {
  const markup = html.replace(/<(script|style)\b[^>]*>[^]*?<\/\1>/g, '')
  return [...markup.matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) =>
    [...tag.matchAll(/\s([a-z-]+)="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [
      name,
      value,
    ]),
  )
}

it('holds every message of every branch once, each other version behind its own mark', async () => {
  const messages: Message[] = [
    ...twoAnswers,
    message('more', 'a2', 'How far is it?', { createdAt: noon + 3000 }),
    message('far', 'more', 'Ten minutes.', { role: 'assistant', createdAt: noon + 4000 }),
    message('far2', 'more', 'A short walk.', { role: 'assistant', createdAt: noon + 5000 }),
  ]
  const html = await write(archiveWith({ messages, activeLeafId: 'a1' }))
  for (const text of [
    'Where should we stay?',
    'Near the harbour.',
    'In the old town.',
    'Ten minutes.',
    'A short walk.',
  ]) {
    expect(html.split(`<p>${text}</p>`)).toHaveLength(2)
  }
  expect(html).toContain('<summary>1 other version of message 2, 4 messages</summary>')
  expect(html).toContain('Message 2, version 2 of 2')
  expect(html).toContain('Message 4, version 1 of 2')
  const ids = attributesOf(html).flatMap(([name, value]) => (name === 'id' ? [value] : []))
  expect(new Set(ids).size).toBe(ids.length)
  const links = attributesOf(html).flatMap(([name, value]) => (name === 'href' ? [value.slice(1)] : []))
  expect(links.filter((link) => !ids.includes(link))).toEqual([])
})

it('names what it is: assistant, period, numbers, who, channel and summary; and no costs', async () => {
  const html = await write(
    archiveWith({
      model: 'gpt-4o',
      extra: {
        account: { name: 'Robin Vale', email: 'robin@example.org', uuid: 'u-1' },
        channel: 'web',
        summary: 'A place by the water.',
        tokenUsage: { total: 98_765 },
      },
    }),
    { assistantId: 'chatgpt:gpt-4o' },
  )
  expect(html).toContain('<h1><bdi>Conversations with gpt-4o (ChatGPT)</bdi></h1>')
  expect(html).toContain('last 30 days (1 Apr 2024 – 1 May 2024)')
  expect(html).toContain('1 conversation, 3 messages')
  expect(html).toContain('Robin Vale, robin@example.org')
  expect(html).toContain('Channel: <bdi>web</bdi>')
  expect(html).toContain('A place by the water.')
  expect(html).not.toContain('98765')
})

it('leaves the names of people out when asked to', async () => {
  const messages = [message('q', null, 'Hello', { sender: 'Robin Vale' })]
  const archive = archiveWith({ messages, extra: { user: { name: 'Robin Vale' } } })
  expect(await write(archive)).toContain('Robin Vale')
  expect(await write(archive, { options: { showsPeople: false } })).not.toContain('Robin Vale')
})

const address = 'robin@example.org'

it('takes sensitive data out of everything: page, contents, statistics and data', async () => {
  const archive = freshArchive()
  const { hash } = await storeFile(archive, bytes(`Write to ${address}`), 'text/csv')
  const file = { type: 'attachment', kind: 'file', ref: 'f', name: 'a.csv', mime: 'text/csv' } as const
  const rest = { size: null, width: null, height: null, description: null }
  const parts = [{ type: 'text', text: `Write to ${address}` } as const, { ...file, ...rest }]
  const one = conversation({
    title: `Mail of ${address}`,
    tags: [address],
    extra: { user: { email: address }, summary: `About ${address}`, note: address },
    messages: [message('q', null, '', { parts, sender: address })],
  })
  importOne(archive, one, [{ messageId: 'q', ref: 'f', hash, mime: 'text/csv', missing: null }])
  const whole = await write(archive, { options: { hasData: true } })
  expect(whole).toContain(address)
  expect(whole).toContain(Buffer.from(`Write to ${address}`).toString('base64'))
  expect(lastFound).toBeNull()
  const html = await write(archive, { options: { hasData: true, sensitive: 'redact' } })
  expect(html).not.toContain(address)
  expect(html).not.toContain(Buffer.from(`Write to ${address}`).toString('base64'))
  expect(html).toContain('Mail of ‹email removed›')
  expect(html).toMatch(/taken out: \d+ e-mail addresses/)
  expect(lastFound?.email).toBeGreaterThan(5)
})

it('counts what a page shows and leaves it in when asked to warn, and not what it does not show', async () => {
  const messages = [message('q', null, `Write to ${address}`, { sender: address, extra: { from: address } })]
  const archive = archiveWith({ messages, extra: { log: address } })
  const options = { sensitive: 'warn', showsPeople: false } as const
  expect(await write(archive, { options })).toContain(address)
  expect(lastFound).toEqual({ ...nothingSensitive, email: 1 })
  await write(archive, { options: { ...options, showsPeople: true } })
  expect(lastFound).toEqual({ ...nothingSensitive, email: 3 })
})

it('repeats its name and period at the top of each printed page, whatever the name is', async () => {
  const archive = archiveWith({ model: hostile })
  const html = await write(archive, { assistantId: `chatgpt:${hostile}` })
  expect(html).toMatch(/@page\{@top-left\{content:'Conversations with \\3c /)
  expect(html).toMatch(/@top-right\{content:'last 30 days [^']*confidential'\}\}<\/style>/)
  expect(html.match(/<\/style>/g)).toHaveLength(1)
  expect(await write(archive)).toContain("@top-left{content:'All conversations'}")
})

it('says at its head what it was asked to hold and who wrote it', async () => {
  const archive = archiveWith({})
  expect(await write(archive)).toMatch(/by Stemma \d+\.\d+\.\d+/)
  expect(await write(archive)).toContain('pictures and sounds up to 2 MB each, names of people</dd>')
  const options = { largestFile: 0, showsPeople: false, sensitive: 'redact' } as const
  expect(await write(archive, { options })).toContain(
    'no pictures and sounds, no names of people, without sensitive data',
  )
})

const hostile = `</title></style></script><!--<script>alert(1)</script><img src=x onerror=alert(1)>"'>\u202e`

it('shows hostile titles, names and texts as text, and its data ends where ours does', async () => {
  const archive = archiveWith({
    title: hostile,
    model: hostile,
    endpoint: hostile,
    tags: [hostile],
    extra: { summary: hostile, user: hostile, channel: hostile },
    messages: [
      message('q', null, hostile, { sender: hostile, model: hostile, extra: { note: hostile } }),
      message('a', 'q', `![p](https://attacker.test/p.png) [x](javascript:alert(1))`, { role: 'assistant' }),
    ],
  })
  const html = await write(archive, { options: { hasData: true } })
  expect(html.match(/<script\b/g)).toHaveLength(2)
  expect(html.match(/<\/script>/g)).toHaveLength(2)
  expect(html.match(/<!--/g)).toBeNull()
  expect(html.match(/<img\b/g)).toBeNull()
  expect(attributesOf(html).filter(([name]) => name.startsWith('on'))).toEqual([])
})

it('names no address that a browser would ask for', async () => {
  const archive = freshArchive()
  const { hash } = await storeFile(archive, bytes('\x89PNG picture'), 'image/png')
  const picture = { type: 'attachment', kind: 'image', ref: 'p', name: 'p.png', mime: 'image/png' } as const
  const rest = { size: null, width: null, height: null, description: null }
  importOne(
    archive,
    conversation({
      messages: [
        message('q', null, '', {
          parts: [
            { ...picture, ...rest },
            {
              type: 'text',
              text: '![x](http://attacker.test/x.png) <https://example.org/> $$\\includegraphics{http://a.test}$$',
            },
          ],
        }),
      ],
    }),
    [{ messageId: 'q', ref: 'p', hash, mime: 'image/png', missing: null }],
  )
  const html = await write(archive)
  const addresses = attributesOf(html).filter(([name]) =>
    ['src', 'srcset', 'href', 'poster', 'data', 'action'].includes(name),
  )
  const asked = addresses.filter(
    ([name, value]) => !(name === 'href' ? /^(?:#|https:|mailto:|http:)/ : /^data:/).test(value),
  )
  expect(asked).toEqual([])
  expect(html).toContain(`src="data:image/png;sha256=${hash};base64,`)
  expect(html).not.toMatch(/<(?:link|base|iframe|object|embed|form)\b/)
  expect(html).toContain("default-src 'none'")

  const without = await write(archive, { options: { largestFile: 3 } })
  expect(without).not.toContain('src="data:')
  expect(without).toContain('left out of this page for its size')
  expect(without).toContain('1 picture or other file is left out for its size')
})

it('is the same, byte for byte, when nothing has changed', async () => {
  const archive = archiveWith({}, { title: 'Second', createdAt: noon - 1000 })
  expect(await write(archive)).toBe(await write(archive))
})

it('holds what took place in the period and says what has no date', async () => {
  const day = 86_400_000
  const archive = archiveWith(
    { title: 'Inside' },
    { title: 'Long ago', createdAt: noon - 90 * day, updatedAt: noon - 80 * day },
    { title: 'Went on', createdAt: noon - 90 * day, updatedAt: noon },
    {
      title: 'Undated',
      createdAt: null,
      updatedAt: null,
      messages: [message('q', null, 'x', { createdAt: null })],
    },
    { title: 'Thrown away', status: 'deleted' },
  )
  const html = await write(archive, { period: { kind: 'days', days: 7 } })
  const shown = ['Inside', 'Long ago', 'Went on', 'Undated', 'Thrown away'].filter((title) =>
    html.includes(`>${title}<`),
  )
  expect(shown).toEqual(['Inside', 'Went on'])
  expect(html).toContain('1 conversation without a date belongs to no period')

  const dates = await write(archive, { period: { kind: 'dates', from: '2024-02-05', to: '2024-02-11' } })
  expect(dates).toContain('>Long ago<')
  expect(dates).not.toContain('>Inside<')
})

it('refuses a period without conversations and leaves nothing behind', async () => {
  const archive = archiveWith({})
  const period: Period = { kind: 'dates', from: '2020-01-01', to: '2020-12-31' }
  await expect(write(archive, { period })).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('no conversations from 1 Jan 2020 to 31 Dec 2020'),
  })
  expect(readdirSync(htmlArchivesFolderOf(archive.folder))).toEqual([])
})

it('leaves nothing behind when it is cancelled, or when there is no room for it', async () => {
  const archive = archiveWith({})
  await expect(write(archive, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' })
  expect(readdirSync(htmlArchivesFolderOf(archive.folder))).toEqual([])
  expect((await htmlArchiveList(archive)).archives).toEqual([])
})

it('never gives two archives of one second the same name', async () => {
  const archive = archiveWith({})
  await write(archive)
  await write(archive)
  const { archives } = await htmlArchiveList(archive)
  expect(archives.map(({ fileName }) => fileName)).toEqual([
    expect.stringMatching(/^conversations_all_\d{8}-\d{6}-2\.html$/),
    expect.stringMatching(/^conversations_all_\d{8}-\d{6}\.html$/),
  ])
  const [first] = archives
  expect(first).toMatchObject({ conversations: 1, messages: 3, days: 30, isThere: true, hasData: false })
  expect(first?.size).toBe(statSync(join(htmlArchivesFolderOf(archive.folder), first?.fileName ?? '')).size)
})

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, 'latin1')
}
