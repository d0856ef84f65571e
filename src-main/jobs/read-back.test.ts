/** What Stemma writes for other programs, read back by the importers of those formats. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { dtiExporter } from '../exporters/dti.ts'
import type { Exporter } from '../exporters/exporter.ts'
import { openWebUiExporter } from '../exporters/open-webui.ts'
import { conversation, message, written, writtenJoined } from '../exporters/written.ts'
import { importPath } from '../importers/import-fixture.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-read-back-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const answer = { role: 'assistant', model: 'claude', sender: 'Claude' } as const
const branched = conversation(
  [
    message('q', null, 'How do <details> and "tides" & moons work?'),
    message(
      'a',
      'q',
      [
        { type: 'thinking', text: 'Is it < 3?\n\nYes.', title: 'Weighing' },
        {
          type: 'tool-call',
          id: 'call-1',
          name: 'search',
          input: { q: 'a "b" & <c>', n: 1 },
          output: 'two\n"hits"',
        },
        { type: 'text', text: 'The Moon **pulls**.' },
      ],
      answer,
    ),
    message('q2', 'a', 'And the Sun?'),
    message('e', 'q2', [{ type: 'error', text: 'quota exceeded' }], { ...answer, isError: true }),
    message('b', 'q', 'Another answer.', { ...answer, model: 'gpt', isUnfinished: true }),
  ],
  { activeLeafId: 'b', tags: ['sea'], status: 'favorite' },
)

async function readBack(exporter: Exporter, given: Conversation): Promise<Conversation> {
  const path = join(folder, `export.${exporter.extension}`)
  writeFileSync(path, await written(exporter, given))
  const { conversations } = await importPath(path)
  expect(conversations).toHaveLength(1)
  return conversations[0] as Conversation
}

/** What makes messages the same, beside their parts. */
function shape({ messages }: Conversation) {
  return messages.map(({ sourceId, role, model, isError, isUnfinished, createdAt }) => {
    return { sourceId, role, model: role === 'user' ? null : model, isError, isUnfinished, createdAt }
  })
}

it('an Open WebUI chat comes back with every branch, thought, call, error and tag', async () => {
  const back = await readBack(openWebUiExporter, branched)
  expect(back).toMatchObject({
    source: 'open-webui',
    title: 'Tides',
    tags: ['sea'],
    status: 'favorite',
    activeLeafId: 's-b',
    createdAt: branched.createdAt,
  })
  expect(shape(back)).toEqual(shape(branched))
  const parts = back.messages.find(({ id }) => id === 's-a')?.parts.map(({ extra: _extra, ...part }) => part)
  expect(parts).toEqual(branched.messages[1]?.parts)
  const parents = Object.fromEntries(back.messages.map(({ id, parentId }) => [id, parentId]))
  expect(parents).toEqual({ 's-q': null, 's-a': 's-q', 's-b': 's-q', 's-q2': 's-a', 's-e': 's-q2' })
})

it('a list of Open WebUI chats comes back whole', async () => {
  const path = join(folder, 'chats.json')
  const other = { ...branched, sourceId: 'l-2', title: 'Ebb' }
  writeFileSync(path, (await writtenJoined(openWebUiExporter, [branched, other])).text)
  expect((await importPath(path)).conversations.map(({ title }) => title)).toEqual(['Tides', 'Ebb'])
})

it('an AI Conversation History comes back with what was said and by whom, and without a remark', async () => {
  const path = join(folder, 'history.json')
  writeFileSync(path, await written(dtiExporter, branched))
  const { importer, items, conversations } = await importPath(path)
  expect(importer).toBe('dti')
  expect(items.filter(({ kind }) => kind === 'remark')).toEqual([])
  const said = conversations[0]?.messages.map(({ role, parts }) => `${role}: ${readableText(parts)}`)
  expect(said).toEqual(['user: How do <details> and "tides" & moons work?', 'assistant: Another answer.'])
})
