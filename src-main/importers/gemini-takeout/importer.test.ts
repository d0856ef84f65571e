import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { fixture, importPath } from '../import-fixture.ts'
import type { ReadItem } from '../importer.ts'

const takeout = fixture('gemini/takeout')

function remarks(items: readonly ReadItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'remark' ? [item.reason] : []))
}

function conversation(all: readonly Conversation[], sourceId: string): Conversation {
  const found = all.find((one) => one.sourceId === sourceId)
  if (!found) throw new Error(`${sourceId} is not among ${all.map((one) => one.sourceId).join(', ')}`)
  return found
}

function texts({ messages }: Conversation): string[] {
  return messages.map(({ role, parts }) => {
    const words = parts.map((part) => ('text' in part ? part.text : `[${part.type}]`))
    return `${role}: ${words.join(' ')}`
  })
}

describe('a Takeout of an account in another language', () => {
  it('joins the rows that name one conversation, oldest first', async () => {
    const { importer, conversations } = await importPath(takeout)
    expect(importer).toBe('gemini')
    const packing = conversation(conversations, 'aaa111')
    expect(texts(packing).map((text) => text.split('\n')[0])).toEqual([
      'user: Was packe ich ein?',
      'assistant: ### Zuerst',
      'user: What is on this picture? [attachment] [attachment]',
      'assistant: A red square. [attachment]',
      'user: And for the mountains?',
      'assistant: Take a *warm* jacket.',
      'system: Created Gemini Canvas titled Packing list',
      'assistant: Socks, **a hat**.',
    ])
    const ids = packing.messages.map(({ id }) => id)
    expect(packing.messages.map(({ parentId }) => parentId)).toEqual([null, ...ids.slice(0, -1)])
    expect(packing).toMatchObject({
      source: 'gemini',
      createdAt: Date.UTC(2026, 2, 1, 10),
      updatedAt: Date.UTC(2026, 2, 1, 11, 30),
      activeLeafId: ids.at(-1),
    })
  })

  it('keeps a row that names no conversation as an exchange of its own, also two of one moment', async () => {
    const { conversations } = await importPath(takeout)
    const alone = conversations.filter(({ sourceId }) => sourceId?.startsWith('row-') === true)
    expect(alone.map(texts)).toEqual([
      ['user: When was this?', 'assistant: Nobody knows.'],
      ['user: Nobody answered this'],
      ['user: Same moment, two', 'assistant: First draft. Second draft.'],
      ['user: Same moment, one', 'assistant: One.'],
    ])
    expect(alone[0]?.messages[0]).toMatchObject({ createdAt: null, extra: { time: 'gestern' } })
  })

  it('keeps the names of all conversations of a row that names several', async () => {
    const { conversations } = await importPath(takeout)
    const [question] = conversation(conversations, 'bbb222').messages
    expect(JSON.stringify(question?.extra)).toContain('ccc333')
  })

  it('writes answers as Markdown without anything that could run, and keeps their HTML', async () => {
    const { conversations } = await importPath(takeout)
    const answer = conversation(conversations, 'aaa111').messages[1]?.parts[0]
    expect(answer).toMatchObject({
      text: [
        '### Zuerst',
        'Eine **Zahnbürste** & [mehr](https://example.org/list).',
        '1. eins\n   - innen\n2. zwei',
        '```python\nprint("a < b")\n```',
        '| A | B |\n| --- | --- |\n| 1 | x\\|y |',
      ].join('\n\n'),
      extra: { html: expect.stringContaining('<b>Zahnbürste</b>') as string },
    })
  })

  it('takes the files that lie beside the list, and names the one that does not', async () => {
    const { items } = await importPath(takeout)
    const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
    expect(files.map(({ ref, member, missing }) => [ref, member?.split('/').at(-1), missing])).toEqual([
      ['photo-1f.png', 'photo-1f.png', null],
      ['lost-2e.pdf', undefined, 'not in this file'],
      ['made-77.png', 'made-77.png', null],
    ])
  })

  it('shows what a person called a file', async () => {
    const { conversations } = await importPath(takeout)
    const parts = conversation(conversations, 'aaa111').messages[2]?.parts ?? []
    expect(parts[1]).toMatchObject({ type: 'attachment', kind: 'image', name: 'holiday.png' })
  })

  it('counts the rows of other products, a line each, and takes none of them', async () => {
    const { items, conversations } = await importPath(takeout)
    expect(remarks(items)).toEqual([
      '2 rows of “Suche” left out: not of Gemini.',
      '1 row of “Chrome” left out: not of Gemini.',
      '3 rows of “YouTube” left out: not of Gemini.',
      expect.stringMatching(/^2 rows of Gemini left out/),
    ])
    expect(conversations).toHaveLength(6)
    expect(JSON.stringify(conversations)).not.toContain('ddd444')
    const failed = items.filter((item) => item.kind === 'failed')
    expect(failed).toMatchObject([{ where: expect.stringContaining('entry 14') as string }])
  })

  it('is the same as a zip', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stemma-takeout-'))
    const zip = new JSZip()
    for (const name of await readdir(takeout, { recursive: true })) {
      if (/\.\w+$/.test(name)) zip.file(`Takeout/${name}`, await readFile(join(takeout, name)))
    }
    await writeFile(join(folder, 'takeout.zip'), await zip.generateAsync({ type: 'nodebuffer' }))
    const zipped = await importPath(join(folder, 'takeout.zip'))
    await rm(folder, { recursive: true })
    expect(zipped.conversations).toEqual((await importPath(takeout)).conversations)
  })

  it('does not make a row twice that two parts of a download share', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stemma-takeout-'))
    const list = join(takeout, 'Meine Aktivitäten/Gemini-Apps/MeineAktivitäten.json')
    for (const name of ['1.json', '2.json']) await writeFile(join(folder, name), await readFile(list))
    const { conversations } = await importPath(folder)
    await rm(folder, { recursive: true })
    expect(conversations.map(({ messages }) => messages.length).reduce((a, b) => a + b)).toBe(17)
  })
})

describe('a page of activity', () => {
  const page = fixture('gemini/activity-page.html')

  it('is read as the list is', async () => {
    const { importer, conversations } = await importPath(page)
    expect(importer).toBe('gemini')
    expect(conversations.map(texts)).toEqual([
      [
        'user: Read this file [attachment]',
        'assistant: It is short.',
        expect.any(String),
        expect.any(String),
      ],
      ['user: Jak upiec chleb?', 'assistant: Powoli.'],
    ])
    expect(conversations[0]?.sourceId).toBe('eee555')
  })

  it('tells a question that holds a time from the time of the row', async () => {
    const { conversations } = await importPath(page)
    const [, , question, answer] = conversations[0]?.messages ?? []
    expect(question).toMatchObject({
      parts: [{ type: 'text', text: 'And in two lines?\nOn Jan 2, 2026, 3:04:05 PM I wrote <this>' }],
      createdAt: Date.UTC(2026, 0, 3, 7, 5, 6),
      extra: { verb: 'Prompted' },
    })
    expect(answer?.parts[0]).toMatchObject({ text: 'Like `so`:\n\n- one\n- two' })
  })

  it('names its files, and reads the times of other languages', async () => {
    const { conversations, items } = await importPath(page)
    expect(conversations[1]?.createdAt).toBe(Date.UTC(2026, 0, 5, 9))
    const files = items.flatMap((item) => (item.kind === 'conversation' ? item.files : []))
    expect(files).toMatchObject([{ ref: 'notes of May.txt', member: null, missing: 'not in this file' }])
  })

  it('counts what is left out, and names the cell that cannot be read', async () => {
    const { items } = await importPath(page)
    expect(remarks(items)).toEqual([
      '1 row of “YouTube” left out: not of Gemini.',
      expect.stringMatching(/^1 row of Gemini left out/),
    ])
    expect(items.filter((item) => item.kind === 'failed')).toMatchObject([
      { where: 'activity-page.html, entry 6' },
    ])
  })
})
