import type { LibraryFilter, LibrarySort } from '@shared/contract/library.ts'
import { describe, expect, it } from 'vitest'
import type { Archive } from './archive.ts'
import {
  idsOfKeys,
  libraryCounts,
  libraryPage,
  libraryRows,
  librarySpine,
  moveToTrash,
  renameConversation,
  restoreFromTrash,
} from './library.ts'
import { pageQueries, type Query, spineQuery } from './library-order.ts'
import { addToCollection, createCollection } from './collections.ts'
import { rowColumns } from './library-rows.ts'
import { addTags } from './tags.ts'
import { conversation, importAll, message, noon } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'
import { importFile } from './testing/import-file.ts'
import { undoImport } from './undo-import.ts'

const library: LibraryFilter = {
  place: 'library',
  source: null,
  tagId: null,
  collectionId: null,
}
const byUpdated: LibrarySort = { by: 'updated', direction: 'descending' }
const sorts: LibrarySort[] = (['updated', 'created', 'title'] as const).flatMap((by) =>
  (['ascending', 'descending'] as const).map((direction) => ({ by, direction })),
)

/** Many conversations with few different times and titles, from two sources; one in ten in the trash. */
function fill(archive: Archive, count: number): void {
  importAll(
    archive,
    Array.from({ length: count }, (_, index) =>
      conversation({
        source: index % 3 === 0 ? 'librechat' : 'chatgpt',
        sourceId: `c${index}`,
        title: `Title ${(index * 7) % 5}`,
        createdAt: noon + ((index * 13) % 9) * 1000,
        updatedAt: index % 11 === 0 ? null : noon + ((index * 17) % 7) * 1000,
        status: index % 10 === 0 ? 'deleted' : 'active',
        messages: [message('m', null, `text ${index}`)],
      }),
    ),
  )
}

/** How SQLite goes about a query, a line a step. */
function planOf(archive: Archive, { sql, parameters }: Query): string[] {
  return archive.db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map((step) => step.detail)
}

function titlesOf(archive: Archive, sort: LibrarySort, filter = library): string[] {
  return libraryPage(archive, { filter, sort, limit: 100, cursor: null }).rows.map((row) => row.title)
}

describe('the library', () => {
  it('names all of its conversations in its order, and leaves out what is gone meanwhile', () => {
    const archive = freshArchive()
    fill(archive, 100)
    const { keys } = librarySpine(archive, library, byUpdated)
    const rows = libraryRows(archive, keys).flatMap((row) => (row === null ? [] : [row.id]))
    expect(rows).toHaveLength(90)
    expect(idsOfKeys(archive, keys)).toEqual(rows)
    expect(idsOfKeys(archive, [-1, ...keys.slice(0, 2)])).toEqual(rows.slice(0, 2))
  })

  it('can be read page by page in every order without a conversation twice or missing', () => {
    const archive = freshArchive()
    fill(archive, 5000)
    for (const sort of sorts) {
      for (const filter of [
        library,
        { ...library, source: 'chatgpt' },
        { ...library, place: 'trash' as const },
      ]) {
        const ids: string[] = []
        let cursor: string | null = null
        do {
          const page: ReturnType<typeof libraryPage> = libraryPage(archive, {
            filter,
            sort,
            limit: 333,
            cursor,
          })
          ids.push(...page.rows.map((row) => row.id))
          cursor = page.next
        } while (cursor !== null)
        const { keys } = librarySpine(archive, filter, sort)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).toEqual(
          keys
            .flatMap((_, at) => (at % 1000 === 0 ? libraryRows(archive, keys.slice(at, at + 1000)) : []))
            .map((row) => row?.id),
        )
      }
    }
    expect(librarySpine(archive, library, byUpdated).keys).toHaveLength(4500)
    expect(librarySpine(archive, { ...library, place: 'trash' }, byUpdated).keys).toHaveLength(500)
  })

  const lists = sorts.flatMap((sort) =>
    (['library', 'current', 'archived', 'favorites', 'trash'] as const).flatMap((place) =>
      [null, 'chatgpt'].map((source) => ({ sort, filter: { ...library, place, source } })),
    ),
  )

  it('is read from an index in every order', () => {
    const archive = freshArchive()
    const plans = lists.map(({ filter, sort }) => planOf(archive, spineQuery(filter, sort, null)))
    const indexes = lists.map(({ sort, filter: { place, source } }) =>
      place === 'trash' || place === 'archived' || place === 'favorites'
        ? `INDEX ${place}_by_${sort.by}`
        : `COVERING INDEX ${place}_${source === null ? '' : 'source_'}by_${sort.by}`,
    )
    expect(plans.flat()).toEqual(indexes.map((index) => expect.stringContaining(index)))
  })

  it('finds the beginning of every page in an index, also among conversations of the same time', () => {
    const archive = freshArchive()
    const plans = lists.flatMap(({ filter, sort }) => {
      const after = { value: sort.by === 'title' ? 'title 3' : noon, id: 20 }
      return pageQueries('title', filter, sort, after, null).map(({ sql, parameters }) =>
        planOf(archive, { sql, parameters: [...parameters, 50] }),
      )
    })
    expect(plans.flat()).toEqual(
      lists.flatMap(({ sort }) => [
        expect.stringMatching(new RegExp(`^SEARCH .*sort_${sort.by}=\\? AND id[<>]\\?\\)$`)),
        expect.stringMatching(new RegExp(`^SEARCH .*sort_${sort.by}[<>]\\?\\)$`)),
      ]),
    )
  })

  it.each([
    ['tag', { tagId: 1 }],
    ['collection', { collectionId: 1 }],
  ])('reads the list of a %s from an index in every order, from any page on', (name, place) => {
    const archive = freshArchive()
    for (const sort of sorts) {
      const filter = { ...library, ...place }
      const [first] = planOf(archive, spineQuery(filter, sort, null))
      expect(first).toContain(`INDEX ${name}_by_${sort.by} (${name}_id=?)`)
      const after = { value: sort.by === 'title' ? 'title 3' : noon, id: 20 }
      const pages = pageQueries(rowColumns, filter, sort, after, null).map(({ sql, parameters }) =>
        planOf(archive, { sql, parameters: [...parameters, 50] }),
      )
      const sign = sort.direction === 'ascending' ? '>' : '<'
      expect(pages).toEqual([
        [
          expect.stringContaining(`sort_${sort.by}=? AND conversation_id${sign}?)`),
          expect.stringContaining('PRIMARY KEY'),
        ],
        [expect.stringContaining(`sort_${sort.by}${sign}?)`), expect.stringContaining('PRIMARY KEY')],
      ])
    }
  })

  it('keeps the list of a tag and a collection in step with titles, times and the trash', () => {
    const archive = freshArchive()
    const ids = importAll(
      archive,
      ['b', 'a', 'c'].map((title) => conversation({ sourceId: title, title })),
    ).map(({ id }) => id)
    addTags(archive, ids, ['travel'], noon)
    const { id: collectionId } = createCollection(archive, { name: 'Reading', description: null }, noon)
    addToCollection(archive, collectionId, ids)
    const tagged = { ...library, tagId: 1 }
    const collected = { ...library, collectionId }
    renameConversation(archive, ids[0] ?? '', 'z')
    moveToTrash(archive, ids.slice(1, 2))
    importAll(archive, [conversation({ sourceId: 'c', title: 'c', updatedAt: noon + 99_000 })])
    for (const filter of [tagged, collected, { ...tagged, collectionId }]) {
      expect(titlesOf(archive, { by: 'title', direction: 'ascending' }, filter)).toEqual(['c', 'z'])
      expect(titlesOf(archive, byUpdated, filter)).toEqual(['c', 'z'])
      expect(titlesOf(archive, byUpdated, { ...filter, place: 'trash' })).toEqual(['a'])
      expect(titlesOf(archive, byUpdated, { ...filter, source: 'librechat' })).toEqual([])
    }
  })

  it('sorts titles as people do, without regard to case and accents', () => {
    const archive = freshArchive()
    importAll(
      archive,
      ['zebra', 'Éclair', 'apple', 'eclipse', 'Banana'].map((title) =>
        conversation({ sourceId: title, title }),
      ),
    )
    expect(titlesOf(archive, { by: 'title', direction: 'ascending' })).toEqual([
      'apple',
      'Banana',
      'Éclair',
      'eclipse',
      'zebra',
    ])
  })

  it('knows no time for a conversation without one, but sorts it by its import', () => {
    const archive = freshArchive()
    const undated = {
      createdAt: null,
      updatedAt: null,
      messages: [message('m', null, 'x', { createdAt: null })],
    }
    importAll(archive, [
      conversation({ sourceId: 'undated', title: 'undated', ...undated }),
      conversation({ sourceId: 'later', title: 'later', updatedAt: noon + 1 }),
      conversation({
        sourceId: 'by message',
        title: 'by message',
        ...undated,
        messages: [message('m', null, 'x', { createdAt: noon - 1 })],
      }),
    ])
    expect(titlesOf(archive, byUpdated)).toEqual(['later', 'undated', 'by message'])
    expect(librarySpine(archive, library, byUpdated).times).toEqual([noon + 1, null, noon - 1])
    const [row] = libraryPage(archive, {
      filter: library,
      sort: byUpdated,
      limit: 3,
      cursor: null,
    }).rows.slice(1)
    expect([row?.createdAt, row?.updatedAt]).toEqual([null, null])
  })

  it('shows what an import brought', () => {
    const archive = freshArchive()
    importAll(archive, [conversation({ title: 'old' })])
    importAll(archive, [conversation({ title: 'old' }), conversation({ sourceId: 'new', title: 'new' })])
    const { lastImport } = libraryCounts(archive)
    expect(lastImport?.conversations).toBe(1)
    expect(
      titlesOf(archive, byUpdated, { ...library, importIds: [...(lastImport?.importIds ?? [])] }),
    ).toEqual(['new'])
  })

  it('shows what came in one drop together, without what was undone of it', () => {
    const archive = freshArchive()
    importAll(archive, [conversation({ sourceId: 'old', title: 'old' })])
    const first = importFile(archive, [conversation({ sourceId: 'a', title: 'a' })])
    const second = importFile(archive, [
      conversation({ sourceId: 'a', title: 'a' }),
      conversation({ sourceId: 'b', title: 'b' }),
    ])
    archive.db.prepare('UPDATE imports SET begun_with = ? WHERE id = ?').run(first, second)
    const brought = (): readonly string[] => {
      const { importIds = [] } = libraryCounts(archive).lastImport ?? {}
      return titlesOf(archive, byUpdated, { ...library, importIds: [...importIds] }).toSorted()
    }
    expect(libraryCounts(archive).lastImport).toEqual({ importIds: [first, second], conversations: 2 })
    expect(brought()).toEqual(['a', 'b'])
    undoImport(archive, second, 0)
    expect(libraryCounts(archive).lastImport).toEqual({ importIds: [first], conversations: 1 })
    expect(brought()).toEqual(['a'])
  })

  it('refuses a cursor of another order, and nonsense, with a sentence', () => {
    const archive = freshArchive()
    fill(archive, 30)
    const { next } = libraryPage(archive, { filter: library, sort: byUpdated, limit: 5, cursor: null })
    const page = (cursor: string | null) => () =>
      libraryPage(archive, {
        filter: library,
        sort: { by: 'title', direction: 'descending' },
        limit: 5,
        cursor,
      })
    for (const cursor of [next, 'nonsense', '']) {
      expect(page(cursor)).toThrow(expect.objectContaining({ kind: 'invalid-input' }))
    }
  })

  it('answers rows in the order asked, with null for one that is gone', () => {
    const archive = freshArchive()
    fill(archive, 3)
    expect(libraryRows(archive, [3, 999, 2]).map((row) => row?.title)).toEqual([
      'Title 4',
      undefined,
      'Title 2',
    ])
    expect(libraryRows(archive, [999])).toEqual([null])
  })
})

describe('what a reader does in the library', () => {
  it('renames, and the list is sorted by the new title', () => {
    const archive = freshArchive()
    const [one] = importAll(archive, [
      conversation({ sourceId: 'a', title: 'a' }),
      conversation({ sourceId: 'b', title: 'b' }),
    ])
    renameConversation(archive, one?.id ?? '', 'Zürich')
    expect(titlesOf(archive, { by: 'title', direction: 'ascending' })).toEqual(['b', 'Zürich'])
    expect(() => renameConversation(archive, 'nobody', 'x')).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    )
  })

  it('moves to the trash and takes back to what it was', () => {
    const archive = freshArchive()
    const saved = importAll(archive, [
      conversation({ sourceId: 'a', title: 'a', status: 'favorite' }),
      conversation({ sourceId: 'b', title: 'b', status: 'archived' }),
      conversation({ sourceId: 'c', title: 'c' }),
    ])
    const ids = saved.slice(0, 2).map(({ id }) => id)
    expect(moveToTrash(archive, ids)).toEqual({ moved: 2, messages: 6 })
    expect(moveToTrash(archive, ids)).toEqual({ moved: 0, messages: 0 })
    expect(titlesOf(archive, byUpdated)).toEqual(['c'])
    expect(
      titlesOf(archive, { by: 'title', direction: 'ascending' }, { ...library, place: 'trash' }),
    ).toEqual(['a', 'b'])
    expect(restoreFromTrash(archive, [...ids, saved[2]?.id ?? ''])).toBe(2)
    const { rows } = libraryPage(archive, {
      filter: library,
      sort: { by: 'title', direction: 'ascending' },
      limit: 9,
      cursor: null,
    })
    expect(rows.map((row) => row.status)).toEqual(['favorite', 'archived', 'active'])
  })
})

describe('the counts beside the library', () => {
  it('tell conversations, messages, trash, sources by name and what is left of the last import', () => {
    const archive = freshArchive()
    expect(libraryCounts(archive)).toEqual({
      conversations: 0,
      messages: 0,
      current: 0,
      archived: 0,
      favorites: 0,
      trash: 0,
      sources: [],
      lastImport: null,
    })
    const saved = importAll(archive, [
      conversation({ sourceId: 'a' }),
      conversation({ sourceId: 'b', status: 'archived' }),
      conversation({ source: 'mychat' }),
    ])
    moveToTrash(archive, [saved[0]?.id ?? ''])
    expect(libraryCounts(archive)).toEqual({
      conversations: 2,
      messages: 6,
      current: 1,
      archived: 1,
      favorites: 0,
      trash: 1,
      sources: [
        { source: 'chatgpt', name: 'ChatGPT', conversations: 1 },
        { source: 'mychat', name: 'Mychat', conversations: 1 },
      ],
      lastImport: { importIds: [1], conversations: 2 },
    })
  })
})
