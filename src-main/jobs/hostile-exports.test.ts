/** Crafted exports on their whole way into the archive: the rows D of the threat model, each by its number. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import type { ImportReport } from '@shared/job.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { importPath } from '../importers/import-fixture.ts'
import { handMadeZip, type HandMadeEntry } from '../importers/source/hand-made-zip.ts'
import { importFiles } from './import-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-hostile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Node {
  readonly parent?: string | null
  readonly text?: string
  readonly time?: unknown
  readonly children?: readonly string[]
}

/** A ChatGPT record, as JSON. */
function record(id: string, nodes: Readonly<Record<string, Node>>, more: object = {}): string {
  const mapping = Object.entries(nodes).map(
    ([name, { parent = null, text = name, time = null, children }]) => {
      const content = { content_type: 'text', parts: [text] }
      const message = { id: name, author: { role: 'user' }, create_time: time, content, metadata: {} }
      return [name, { id: name, parent, message, ...(children && { children }) }]
    },
  )
  return JSON.stringify({ conversation_id: id, title: id, ...more, mapping: Object.fromEntries(mapping) })
}

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function run(...paths: readonly string[]): Promise<ImportReport[]> {
  const context = {
    archiveFolder: join(folder, 'archive'),
    signal: new AbortController().signal,
    tell: () => undefined,
  }
  const result = await importFiles(context, paths)
  return result.kind === 'import' ? [...result.reports] : []
}

async function runOne(path: string): Promise<ImportReport> {
  const [report] = await run(path)
  if (report === undefined) throw new Error('no report')
  return report
}

async function imported(content: string): Promise<Conversation> {
  const { conversationIds } = await runOne(put('conversations.json', content))
  const archive = openArchive(join(folder, 'archive'))
  try {
    return readConversation(archive, conversationIds[0] ?? '')
  } finally {
    archive.close()
  }
}

/** Every file under the folder of the test but those of the archive. */
function filesOutside(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'archive' && !name.startsWith(join('archive', '/')))
    .toSorted()
}

const text = '1 of good'
const good: HandMadeEntry = { name: 'conversations.json', content: `[${record('good', { m: { text } })}]` }

it.each([
  ['D01', ['../../evil.txt', 'a/../../evil.txt', String.raw`..\..\evil.txt`]],
  ['D02', ['/etc/evil', 'C:/evil.txt', '//srv/share/evil']],
  ['D03', ['a:b.json']],
])(
  '%s: an entry called %j is passed over and told, the others come in, nothing is written beside',
  async (_row, names) => {
    const zip = put('export.zip', handMadeZip([...names.map((name) => ({ name, content: 'x' })), good]))
    const report = await runOne(zip)
    expect(report).toMatchObject({ state: 'done', new: 1 })
    expect(report.remarks.length).toBeGreaterThanOrEqual(names.length)
    expect(filesOutside()).toEqual(['export.zip'])
  },
)

it('D04: a link in a zip is not followed, and no bytes of what it names are stored', async () => {
  const asset = { content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-AbCdEfGh12' }
  const message = {
    id: 'm',
    author: { role: 'user' },
    content: { content_type: 'multimodal_text', parts: [asset] },
    metadata: {},
  }
  const content = JSON.stringify([
    { conversation_id: 'c', title: 'c', mapping: { m: { id: 'm', parent: null, message } } },
  ])
  const link = { name: 'file-AbCdEfGh12.png', content: '/etc/passwd', mode: 0o120777 }
  const report = await runOne(put('export.zip', handMadeZip([link, { name: 'conversations.json', content }])))
  expect(report).toMatchObject({ new: 1, attachments: { matched: 0, missing: 1 } })
  expect(existsSync(join(folder, 'archive', 'files'))).toBe(false)
})

it('D05: of a list that comes twice the first is read, one that differs in case is another', async () => {
  const other = `[${record('other', { m: {} })}]`
  const twice = { name: 'conversations.json', content: other }
  const upper = { name: 'Conversations.json', content: `[${record('upper', { m: {} })}]` }
  const report = await runOne(put('export.zip', handMadeZip([good, twice, upper])))
  expect(report).toMatchObject({ found: 2, new: 2 })
  expect(report.remarks).toContainEqual(expect.objectContaining({ where: 'conversations.json' }))
})

it.each([
  ['D06', 'a bomb', [good, { name: 'bomb.json', content: Buffer.alloc(300 << 20, '0') }]],
  [
    'D07',
    'a header that lies',
    [good, { name: 'lie.json', content: 'x'.repeat(5000), claims: { size: 100 } }],
  ],
  ['D10', 'an encrypted entry', [good, { name: 'secret.json', content: 'x', flags: 0x801 }]],
  [
    'D10',
    'a wrong checksum',
    [good, { name: 'wrong.json', content: '[{"mapping":{}}]', claims: { checksum: 1 } }],
  ],
])('%s: %s costs nothing but itself, and is told', async (_row, _what, entries) => {
  const report = await runOne(put('export.zip', handMadeZip(entries)))
  expect(report).toMatchObject({ state: 'done', new: 1 })
  expect(report.remarks.length + report.failed.length).toBeGreaterThan(0)
})

it('D08: a thousand entries made of the same bytes are refused', async () => {
  const report = await runOne(put('export.zip', handMadeZip([good], 1000)))
  expect(report).toMatchObject({ state: 'refused', error: { kind: 'corrupt-file' } })
})

it('D09: two hundred thousand empty entries are refused, and nothing of them stays', async () => {
  const zip = handMadeZip([{ name: 'f', content: '', method: 0 }], 200_000)
  expect((await runOne(put('export.zip', zip))).state).toBe('refused')
  expect(filesOutside()).toEqual(['export.zip'])
})

it('D10: a zip whose end is cut off is called incomplete', async () => {
  const zip = handMadeZip([good])
  const report = await runOne(put('export.zip', zip.subarray(0, zip.length - 30)))
  expect(report.error).toMatchObject({
    kind: 'corrupt-file',
    message: expect.stringMatching(/incomplete/) as string,
  })
})

it('D10: of zips in zips two levels are read, deeper ones are told', async () => {
  let zip = handMadeZip([good])
  for (let level = 1; level <= 2; level++) zip = handMadeZip([{ name: `${level}.zip`, content: zip }])
  expect(await runOne(put('two.zip', zip))).toMatchObject({ new: 1 })
  for (let level = 3; level <= 16; level++) zip = handMadeZip([{ name: `${level}.zip`, content: zip }])
  expect(await runOne(put('sixteen.zip', zip))).toMatchObject({ state: 'refused' })
})

it.each([
  ['lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
])('D11: %s nested 100,000 deep are reported, the others come in', async (_what, nested) => {
  const report = await runOne(
    put('conversations.json', `[${record('a', { m: {} })},${nested},${record('b', { m: {} })}]`),
  )
  expect(report).toMatchObject({ found: 3, new: 2 })
  expect(report.failed).toHaveLength(1)
})

it('D12: a text beyond all measure is reported, the record behind it is read', async () => {
  const long = record('long', { m: { text: 'x'.repeat(65 << 20) } })
  const { items } = await importPath(put('conversations.json', `[${long},${record('a', { m: {} })}]`))
  expect(items.map(({ kind }) => kind)).toEqual(['failed', 'conversation'])
  expect(items[0]).toMatchObject({ reason: expect.stringMatching(/too large/) as string })
})

it('D13: names of the inside of JavaScript are names like any other', async () => {
  const poison = '"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}'
  const { extra } = await imported(`[${record('a', { m: {} }).replace('{', `{${poison},`)}]`)
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  expect(JSON.stringify(extra)).toContain('constructor')
})

it.each([
  ['a byte order mark', (json: string) => Buffer.from(`\ufeff${json}`)],
  ['UTF-16, little end first', (json: string) => Buffer.from(`\ufeff${json}`, 'utf16le')],
  ['a key twice', (json: string) => Buffer.from(json.replace('"title"', '"title":"first","title"'))],
  [
    'a number no double can hold',
    (json: string) => Buffer.from(json.replace('"title"', '"big":1e400,"title"')),
  ],
])('D14: %s does not keep a conversation out', async (_what, encode) => {
  const report = await runOne(put('conversations.json', encode(`[${record('a', { m: { text: 'ä' } })}]`)))
  expect(report).toMatchObject({ new: 1, failed: [] })
})

it.each(['NaN', '{"title":"x",}', "{'a':1}"])(
  'D14: a record like %s is reported with its place',
  async (broken) => {
    const report = await runOne(
      put('conversations.json', `[${record('a', { m: {} })},${broken},${record('b', { m: {} })}]`),
    )
    expect(report).toMatchObject({ found: 3, new: 2 })
    expect(report.failed[0]?.where).toContain('entry 2')
  },
)

it('D15: half surrogate pairs, NUL and line separators come in to the letter', async () => {
  const odd = '\ud800 x\udc00y a\u0000b \ufffe \u2028'
  const { messages } = await imported(`[${record('a', { m: { text: odd } })}]`)
  expect(messages[0]?.parts).toEqual([{ type: 'text', text: odd }])
})

it('D16: circles, orphans, two beginnings and wrong lists of children: every message stands there once', async () => {
  const nodes: Record<string, Node> = {
    a: { parent: 'c' },
    b: { parent: 'a' },
    c: { parent: 'b' },
    self: { parent: 'self' },
    orphan: { parent: 'nobody' },
    first: { children: ['a', 'orphan', 'nobody'] },
    second: {},
  }
  const { messages } = await imported(`[${record('a', nodes, { current_node: 'nobody' })}]`)
  expect(messages).toHaveLength(Object.keys(nodes).length)
  expect(new Set(messages.map(({ sourceId }) => sourceId))).toEqual(new Set(Object.keys(nodes)))
  const places = new Map(messages.map(({ id }, index) => [id, index]))
  for (const [index, { parentId }] of messages.entries()) {
    expect(parentId === null ? -1 : places.get(parentId)).toBeLessThan(index)
  }
})

it('D17: one message id in two conversations, and one conversation id at two products, stay apart; again adds nothing', async () => {
  const claude = JSON.stringify([
    { uuid: 'same', name: 'x', chat_messages: [{ uuid: 'm', sender: 'human', text: 'Claude' }] },
  ])
  const paths = [
    put('conversations.json', `[${record('same', { m: {} })},${record('other', { m: {} })}]`),
    put('claude.json', claude),
  ]
  expect((await run(...paths)).map((report) => report.new)).toEqual([2, 1])
  const edited = put('edited.json', `[${record('same', { m: { text: 'm, and something added' } })}]`)
  expect((await run(...paths, edited)).map((report) => [report.new, report.updated])).toEqual([
    [0, 0],
    [0, 0],
    [0, 1],
  ])
})

it('D18: a chain of 10,000 messages comes in whole', async () => {
  const nodes = Array.from({ length: 10_000 }, (_, at) => {
    return [`m${at}`, { parent: at === 0 ? null : `m${at - 1}` }] as const
  })
  const { messages } = await imported(`[${record('a', Object.fromEntries(nodes))}]`)
  expect(messages).toHaveLength(10_000)
})

it('D19: times that no calendar has become none, and are kept as they were', async () => {
  const times = [
    null,
    -1,
    0,
    1_700_000_000,
    1_700_000_000_123,
    1_700_000_000_123_456,
    1e20,
    '2024-02-30T25:61',
  ]
  const nodes = Object.fromEntries(times.map((time, at) => [`m${at}`, { time }]))
  const { messages } = await imported(`[${record('a', nodes)}]`)
  const byId = new Map(messages.map((message) => [message.sourceId, message]))
  expect(times.map((_, at) => byId.get(`m${at}`)?.createdAt)).toEqual([
    null,
    null,
    null,
    1_700_000_000_000,
    1_700_000_000_123,
    1_700_000_000_123,
    null,
    null,
  ])
  expect(JSON.stringify(byId.get('m6')?.extra)).toContain('100000000000000000000')
  expect(JSON.stringify(byId.get('m7')?.extra)).toContain('2024-02-30T25:61')
})

it('D20: an empty file, a link to a device, a pipe, a picture named .json are refused; the file beside them comes in', async () => {
  const empty = put('empty.json', '')
  const zero = join(folder, 'zero.json')
  symlinkSync('/dev/zero', zero)
  const pipe = join(folder, 'pipe.json')
  execFileSync('/usr/bin/mkfifo', [pipe])
  const picture = put('picture.json', '\x89PNG\r\n\x1A\n')
  const fine = put('conversations.json', `[${record('a', { m: {} })}]`)
  const reports = await run(empty, zero, pipe, picture, fine, fine)
  expect(reports.map(({ state }) => state)).toEqual(['refused', 'refused', 'refused', 'refused', 'done'])
  expect(reports.at(-1)).toMatchObject({ new: 1 })
})

it('D20: a hundred files and an empty folder are taken one by one', async () => {
  mkdirSync(join(folder, 'nothing'))
  const paths = Array.from({ length: 100 }, (_, at) =>
    put(`${at}.json`, at === 7 ? `[${record('a', { m: {} })}]` : '{}'),
  )
  const reports = await run(join(folder, 'nothing'), ...paths)
  expect(reports).toHaveLength(101)
  expect(reports.filter(({ state }) => state === 'done')).toHaveLength(1)
})
