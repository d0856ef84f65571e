import type { Conversation } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { expect, it } from 'vitest'
import { assistantOf, assistantsIn, conversationsInSpan, countInSpan } from './assistants.ts'
import type { Archive } from './archive.ts'
import { conversation, importAll, noon } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

const day = 86_400_000

function archiveWith(...changes: readonly Partial<Conversation>[]): Archive {
  const archive = freshArchive()
  importAll(
    archive,
    changes.map((change, index) => conversation({ sourceId: `c-${index}`, ...change })),
  )
  return archive
}

it('names everything, each source, and whom and for what its conversations were had, with their numbers', () => {
  const archive = archiveWith(
    { model: 'gpt-4o' },
    { model: 'gpt-4o', extra: { gizmo_id: 'g-travel', conversation_template_id: 'g-p-norway' } },
    { model: 'o3', extra: { gizmo_id: 'g-p-norway' } },
    { model: 'o3', status: 'deleted' },
    { source: 'claude', extra: { project: { uuid: 'p-1', name: 'Baking' } } },
    { source: 'cherry-studio', extra: { assistant: { id: 'a-1', name: 'Poet' } } },
    { source: 'jan', extra: { assistants: [{ assistant_id: 'jan', assistant_name: 'Jan' }] } },
    { source: 'codex', type: 'agent', extra: { cwd: '/home/ada/harbour' } },
    { source: 'librechat', options: { agent_id: 'agent_7' } },
  )
  expect(
    assistantsIn(archive).map(({ id, name, conversations }) => `${id} = ${name}: ${conversations}`),
  ).toEqual([
    'all = Everything: 8',
    'chatgpt = ChatGPT: 3',
    'chatgpt:project:g-p-norway = g-p-norway: 2',
    'chatgpt:gpt-4o = gpt-4o: 2',
    'chatgpt:assistant:g-travel = g-travel: 1',
    'chatgpt:o3 = o3: 1',
    'cherry-studio = Cherry Studio: 1',
    'cherry-studio:assistant:a-1 = Poet: 1',
    'claude = Claude: 1',
    'claude:project:p-1 = Baking: 1',
    'codex = Codex: 1',
    'codex:project:/home/ada/harbour = harbour: 1',
    'jan = Jan: 1',
    'jan:assistant:jan = Jan: 1',
    'librechat = LibreChat: 1',
    'librechat:assistant:agent_7 = agent_7: 1',
  ])
})

it('finds the conversations of a period by when anything of them took place, the last to go on first', () => {
  const archive = archiveWith(
    { title: 'before', createdAt: noon - 9 * day, updatedAt: noon - 8 * day },
    { title: 'within', createdAt: noon - day, updatedAt: noon - day },
    { title: 'across', createdAt: noon - 9 * day, updatedAt: noon + 9 * day },
    { title: 'after', createdAt: noon + day, updatedAt: noon + day },
    { title: 'undated', createdAt: null, updatedAt: null, messages: [] },
  )
  const span = { from: noon - 2 * day, to: noon + day }
  const all = assistantOf(archive, 'all')
  expect(countInSpan(archive, all, span)).toEqual({ conversations: 2, messages: 6, undated: 1 })
  const titles = conversationsInSpan(archive, all, span).map(({ id }) =>
    archive.statement<[string], string>('SELECT title FROM conversations WHERE uuid = ?').pluck().get(id),
  )
  expect(titles).toEqual(['across', 'within'])
})

it('tells models with colons in their names from sources and projects', () => {
  const archive = archiveWith(
    { source: 'open-webui', model: 'llama3:8b' },
    { source: 'open-webui', model: 'llama3' },
  )
  const llama = assistantOf(archive, 'open-webui:llama3:8b')
  expect(countInSpan(archive, llama, { from: 0, to: noon * 2 }).conversations).toBe(1)
  expect(() => assistantOf(archive, 'open-webui:llama4')).toThrow(
    expect.objectContaining({ kind: 'not-found' }),
  )
})

it('keeps a conversation whose extra fields are nested beyond what SQLite reads', () => {
  let deep: Json = 'core'
  for (let level = 0; level < 1500; level++) deep = [deep]
  const archive = archiveWith({ extra: { deep, gizmo_id: 'g-x' } })
  expect(assistantsIn(archive).map(({ id }) => id)).toEqual(['all', 'chatgpt'])
})

it('reads no conversation to count them', () => {
  const archive = archiveWith({})
  for (const column of ['model', 'assistant', 'project']) {
    const plan = archive.db
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT source, ${column}, count(*) FROM conversations INDEXED BY conversations_by_${column}
         WHERE status <> 'deleted' AND ${column} IS NOT NULL GROUP BY source, ${column}`,
      )
      .all()
    expect(plan.map(({ detail }) => detail).join()).toContain(`conversations_by_${column}`)
  }
})
