import { existsSync } from 'node:fs'
import { it } from 'vitest'
import { openArchive } from './open.ts'
import { beginImport } from './imports.ts'
import { inBatch, saveConversation } from './save-conversation.ts'
import { conversation, message, noon } from './testing/conversations.ts'
import { libraryCounts, libraryPage, librarySpine } from './library.ts'
import { setStatus, moveToTrash, idsOfPlace } from './statuses.ts'
import { addTags, listTags, takeTags } from './tags.ts'
import { addToCollection, createCollection } from './collections.ts'
import { ChangeHistory } from './change-history.ts'
import { headsOf, tagsGivenTo, allOf } from './row-changes.ts'
import { countInsights, waitingForInsights } from './insights/count-insights.ts'
import { readInsights } from './insights/read-insights.ts'
const folder = '/tmp/bigo/archive'
function time<T>(name: string, work: () => T): T {
  const t = performance.now()
  const r = work()
  console.log(name, (performance.now() - t).toFixed(1), 'ms')
  return r
}
it('bench', () => {
  const fresh = !existsSync(folder + '/archive.sqlite')
  const archive = openArchive(folder, { cacheMegabytes: 64 })
  if (fresh) {
    const importId = beginImport(archive, {
      file: 'x',
      format: 'chatgpt',
      formatName: 'ChatGPT',
      importerVersion: 1,
      startedAt: noon,
    })
    const text =
      'The tide follows the moon around the earth, and code:\n```python\nprint(1)\n```\nmore words here. '.repeat(
        3,
      )
    for (let b = 0; b < 200; b++)
      inBatch(archive, () => {
        for (let i = 0; i < 500; i++) {
          const n = b * 500 + i
          const at = noon - n * 600_000
          saveConversation(
            archive,
            conversation({
              source: ['chatgpt', 'claude', 'gemini'][n % 3] ?? 'x',
              sourceId: `${n}`,
              title: `Title ${n % 5000}`,
              createdAt: at,
              updatedAt: at + (n % 7) * 1000,
              messages: Array.from({ length: 10 }, (_, m) =>
                message(`${m}`, m === 0 ? null : `${m - 1}`, text, {
                  role: m % 2 ? 'assistant' : 'user',
                  model: m % 2 ? `gpt-${n % 9}` : null,
                  createdAt: at + m * 1000,
                }),
              ),
            }),
            [],
            { importId, fingerprint: `${n}`, now: noon },
          )
        }
      })
    const ids = idsOfPlace(archive, 'library')
    addTags(
      archive,
      ids.filter((_, i) => i % 2 === 0),
      ['half'],
      noon,
    )
    addTags(
      archive,
      ids.filter((_, i) => i % 100 === 0),
      ['percent'],
      noon,
    )
    addTags(archive, ids.slice(50_000, 50_010), ['rare'], noon)
    setStatus(
      archive,
      ids.filter((_, i) => i % 4 === 0),
      'archived',
    )
    setStatus(
      archive,
      ids.filter((_, i) => i % 10 === 1),
      'favorite',
    )
    moveToTrash(
      archive,
      ids.filter((_, i) => i % 50 === 3),
    )
    const c = createCollection(archive, { name: 'c', description: null }, noon)
    addToCollection(
      archive,
      c.id,
      ids.filter((_, i) => i % 10 === 7),
    )
  }
  const base = { place: 'library', source: null, importId: null, tagId: null, collectionId: null } as const
  const tags = listTags(archive, { by: 'name', direction: 'ascending' })
  const filters = [
    ...(['library', 'current', 'archived', 'favorites', 'trash'] as const).flatMap((place) => [
      { ...base, place },
      { ...base, place, source: 'claude' },
    ]),
    ...tags.map((t) => ({ ...base, tagId: t.id })),
    { ...base, place: 'current' as const, tagId: tags[0]?.id ?? 0 },
    { ...base, collectionId: 1 },
  ]
  for (const filter of filters)
    for (const by of ['updated', 'title'] as const) {
      const sort = { by, direction: 'descending' } as const
      const times: number[] = []
      let cursor: string | null = null
      do {
        const t = performance.now()
        const p: ReturnType<typeof libraryPage> = libraryPage(archive, { filter, sort, limit: 50, cursor })
        times.push(performance.now() - t)
        cursor = p.next
      } while (cursor !== null)
      times.sort((a, b) => a - b)
      const t = performance.now()
      const n = librarySpine(archive, filter, sort).keys.length
      console.log(
        JSON.stringify({ ...filter, by }),
        n,
        'pages',
        times.length,
        'p50',
        times[times.length >> 1]?.toFixed(2),
        'p95',
        times[Math.floor(times.length * 0.95)]?.toFixed(2),
        'max',
        times.at(-1)?.toFixed(2),
        'spine',
        (performance.now() - t).toFixed(1),
      )
    }
  time('counts', () => libraryCounts(archive))
  time('counts', () => libraryCounts(archive))
  time('tags.list', () => listTags(archive, { by: 'count', direction: 'descending' }))
  const ids = idsOfPlace(archive, 'library')
  const changes = new ChangeHistory(archive)
  const act = { label: 'x', activity: () => ({ action: 'x', summary: 'x', conversations: 1 }) }
  time('status of all', () => changes.make(act, [headsOf(ids)], () => setStatus(archive, ids, 'favorite')))
  time('undo', () => console.log(changes.undo()))
  time('tag all', () =>
    changes.make(act, [allOf('tags'), tagsGivenTo(ids)], () => addTags(archive, ids, ['all'], noon)),
  )
  time('undo', () => console.log(changes.undo()))
  time('waiting', () => console.log(waitingForInsights(archive)))
  time('count insights', () => {
    for (let s = countInsights(archive, 0); s !== null; s = countInsights(archive, s.last));
  })
  time('waiting', () => console.log(waitingForInsights(archive)))
  for (let i = 0; i < 3; i++) time('insights', () => readInsights(archive, null))
  const keys = librarySpine(
    archive,
    { ...base, source: 'claude' },
    { by: 'updated', direction: 'descending' },
  ).keys
  time('insights of a third', () => readInsights(archive, keys))
  archive.close()
}, 600_000)
