import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseQuery } from '@shared/query.ts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Archive } from '../archive.ts'
import { moveToTrash, restoreFromTrash } from '../library.ts'
import { openArchive } from '../open.ts'
import { importAll } from '../testing/conversations.ts'
import { catchUp } from './catch-up.ts'
import { entriesOf, type EntriesRequest } from './entries.ts'
import type { Entries } from './entry.ts'
import { facetsOf } from './facets.ts'
import { matchingPage, matchingSpine } from './library-matches.ts'
import { matchingConversations } from './matching.ts'
import { openIndex, type SearchIndex } from './open-index.ts'
import { prepare } from './prepare.ts'
import { hitsInConversation } from './search.ts'
import { corpusOf, timesIn, wordsOf } from './testing/corpus.ts'
import { found, sourcesOf } from './testing/fresh-index.ts'
import { type NaiveHit, NaiveSearch } from './testing/naive-search.ts'

const everything: EntriesRequest = {
  order: 'newest',
  limit: 1_000_000,
  cursor: null,
  isCounted: true,
  mode: 'complete',
}

function namesOf({ page }: Entries): NaiveHit[] {
  return page.map((entry) => (entry.kind === 'message' ? `m${entry.id}` : `c${entry.conversationId}`))
}

function byNumber(one: number, other: number): number {
  return one - other
}

describe('searching 20,000 messages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-search-'))
  let archive: Archive
  let index: SearchIndex
  let naive: NaiveSearch

  beforeAll(async () => {
    archive = openArchive(folder)
    const made = corpusOf(2000)
    importAll(archive, made)
    index = openIndex(folder)
    await catchUp(index, archive)
    naive = new NaiveSearch(archive, made)
  }, 60_000)

  afterAll(() => {
    index.close()
    archive.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function entries(query: string, changes: Partial<EntriesRequest> = {}): Promise<Entries> {
    const sources = sourcesOf(archive, index)
    const prepared = await prepare(sources, parseQuery(query))
    if (prepared === null) throw new Error(`${query} asks for nothing`)
    return await entriesOf(sources, prepared, { ...everything, ...changes })
  }

  const answers = new Map<string, readonly NaiveHit[]>()

  function expected(query: string): readonly NaiveHit[] {
    const { root } = parseQuery(query)
    const hits = answers.get(query) ?? (root === null ? [] : naive.newestFirst(root))
    answers.set(query, hits)
    return hits
  }

  /** Compares an answer with looking at every text, order and all; answers how much was found. */
  async function check(query: string): Promise<number> {
    const hits = expected(query)
    const answer = await entries(query)
    expect({ query, hits: namesOf(answer) }).toEqual({ query, hits })
    expect({ query, total: answer.known.size + answer.headings }).toEqual({ query, total: hits.length })
    return hits.length
  }

  it.each([
    ['words', ['karo', 'mitenlu', 'shakavel']],
    ['words with accents, typed with or without', ['ñudé', 'nude', 'PÖIST', 'dé']],
    ['pieces of words', ['aro', 'elan', 'istq', 'rmite', 'ndeor']],
    ['one or two letters, inside words too', ['k', 'qu', 'rq', 'é', '3']],
    [
      'Chinese, Japanese, Korean and Thai, from one character up',
      ['北', '京市', 'タワ', 'いい天気', '교에서', 'ครับ', '器学习'],
    ],
    [
      'code as it is typed',
      ['foo.ba', 'oo.bar()', 'camelcasen', 'ake_ca', 'c++', '@host', 'user@host.com', "don't", '3.1', '.bar'],
    ],
    ['words of letters and other characters', ['GPT模型', 'gpt模', 'T模型', 'pt模']],
    ['emoji', ['🎉', '🎉🎉', '👍🏽', '❤']],
    ['several words', ['karo mite', 'or k ten', 'ten 北京', '🎉 lu', 'foo.bar ka', "vel don't c++ de"]],
    ['phrases', ['"lu ka"', '"ten or"', '"ten or', 'zar "mi ro"']],
    ['either', ['karoten OR mitenlu', 'karo mite OR shakavel', 'karo (mite OR lu)', '北京 OR 🎉🎉']],
    [
      'not',
      [
        'karo -ten',
        'karo -"ten or"',
        'karo -foo.bar',
        'shakavel -(zaran OR mitelu)',
        '-or -ka',
        'lukaro -rq',
      ],
    ],
    ['patterns', ['/karo\\w+ten/', '/^vel/ ten', '/KARO/c', 'karo -/[🎉❤]/', '/(an|or)zar$/', 'title:/^ka/']],
    [
      'whole words',
      [
        'match:word karo',
        'karo match:word -ten',
        'match:word "lu ka" or',
        'match:word foo.bar',
        'match:word nude OR DÉ',
      ],
    ],
    [
      'capitals as typed',
      [
        'match:case KARO',
        'match:case karo',
        'match:case PÖIST',
        'match:case camelCaseN',
        'match:case karo -KARO',
        'match:case "lu ka"',
        'match:case,word KARO',
        '(match:case KARO) ten',
        'match:case /KARO|MITEN/',
        'title:KA match:case',
        'match:case GPT模型',
        'match:case C++',
      ],
    ],
    ['fields', ['title:karo', 'body:karo', 'title:ka ten', '-title:ka karoten', 'title:(ka OR ten) mite']],
    [
      'filters of messages',
      [
        'role:user karo',
        'role:tool,system mite',
        'karo -role:assistant',
        'source:claude karo',
        'source:claude*',
        'source:"Claude Code" ten',
        'model:gpt-4 karo',
        '-model:gpt karoten',
        'is:error',
        'is:error karo',
        'has:code mite',
        'has:image',
        'has:file,tool karo',
        'has:thinking -karo',
      ],
    ],
    [
      'filters of conversations',
      [
        'tag:work',
        'tag:"wörk/ideas" karo',
        'tag:work,karo ten',
        'tag:t*',
        'type:agent karo',
        'is:archived',
        'is:favorite karo',
        'is:branched mite',
        'is:deleted karo',
        '-is:branched lukaro',
        'id:17',
        'id:17 or',
        '(tag:work OR karoten) ten',
      ],
    ],
    [
      'times',
      [
        'before:2024 karo',
        'after:2024-02 karo',
        'after:2024-01-20 before:2024-02',
        'created:2023 shakavel',
        'created:2024-03',
        '-before:2024-04 karo',
      ],
    ],
  ])('finds all and nothing else, newest first: %s', async (_, queries) => {
    for (const query of queries)
      expect({ query, found: (await check(query)) > 0 }).toEqual({ query, found: true })
  })

  it('finds nothing where nothing is', async () => {
    for (const query of [
      'karokarokarokaro',
      'xyz',
      '北海道',
      '"an an an an an"',
      'foo.baz',
      '🚀',
      'karo xyz',
      '/xy+z/',
      'tag:nothing',
      'source:other karo',
      'in:nowhere',
      'karo -karo',
      'match:word karomitenlusha',
      'match:case CamelCaseName',
      'match:case kArO',
    ]) {
      expect(await check(query)).toBe(0)
    }
  })

  it.each(['newest', 'oldest', 'relevance'] as const)(
    'gives all hits page after page, each once: %s',
    async (order) => {
      for (const query of ['shakavel', 'karo -ten', 'tag:work', 'foo.bar or']) {
        const whole = namesOf(await entries(query, { order }))
        const pages: NaiveHit[] = []
        let cursor: string | null = null
        do {
          const isCounted = cursor === null
          const answer: Entries = await entries(query, { order, limit: 60, cursor, isCounted })
          pages.push(...namesOf(answer))
          cursor = answer.next
        } while (cursor !== null)
        expect(pages).toEqual(whole)
        expect(pages.toSorted()).toEqual(expected(query).toSorted())
        const seconds = pages.map(secondOf)
        expect(order === 'oldest' ? seconds : []).toEqual(
          order === 'oldest' ? seconds.toSorted(byNumber) : [],
        )
      }
    },
  )

  /** The second of a hit: a message's row id. */
  function secondOf(hit: NaiveHit): number {
    if (hit.startsWith('m')) return Number(hit.slice(1))
    const conversation = naive.conversations.find(({ id }) => `c${id}` === hit)
    return Math.floor((conversation?.updatedAt ?? 0) / 1000)
  }

  it('ranks by BM25 over all hits', async () => {
    const messages = naive.conversations.flatMap((one) => one.messages)
    for (const query of ['karo', 'karo shakavel', 'mitenlu vel']) {
      const terms = query.split(' ')
      const weights = terms.map((term) => {
        const tokens = messages.map(
          ({ text }) => new Set(wordsOf(text).filter((word) => word.includes(term))),
        )
        const frequency = Math.min(
          messages.length,
          tokens.reduce((sum, holding) => sum + holding.size, 0),
        )
        return Math.log(1 + (messages.length - frequency + 0.5) / (frequency + 0.5))
      })
      const scoreOf = (text: string): number =>
        terms.reduce((sum, term, at) => {
          const times = timesIn(text, term)
          const damping = 1.2 * (0.25 + (0.75 * text.length) / 1000)
          return sum + ((weights[at] ?? 0) * times * 2.2) / (times + damping)
        }, 0)
      const texts = new Map<NaiveHit, string>(messages.map(({ id, text }) => [`m${id}`, text]))
      for (const { id, made } of naive.conversations) texts.set(`c${id}`, made.title ?? '')
      const ranked = expected(query)
        .map((hit) => ({ hit, score: scoreOf(texts.get(hit) ?? '') }))
        .toSorted((one, other) => other.score - one.score)
      const answer = await entries(query, { order: 'relevance', limit: 50 })
      expect(namesOf(answer).map((hit) => scoreOf(texts.get(hit) ?? ''))).toEqual(
        ranked.slice(0, 50).map(({ score }) => expect.closeTo(score, 6) as number),
      )
    }
  })

  it('answers at once while the reader types: nothing wrong, and says when something may be missing', async () => {
    for (const query of [
      'karo',
      'ka',
      'k',
      'aro',
      'ten -ka',
      '北',
      '"ten o',
      'karo OR xyz',
      'foo.ba',
      'role:user mi',
    ]) {
      for (const order of ['newest', 'relevance'] as const) {
        const hits = expected(query)
        const answer = await entries(query, { order, limit: 50, mode: 'typing' })
        const known = new Set(hits)
        expect({ query, wrong: namesOf(answer).filter((hit) => !known.has(hit)) }).toEqual({
          query,
          wrong: [],
        })
        const counted = answer.known.size + answer.headings
        const isExact = !answer.isPartial && !answer.isCapped
        expect({ query, counted: isExact ? counted : 0 }).toEqual({
          query,
          counted: isExact ? hits.length : 0,
        })
        expect(counted).toBeLessThanOrEqual(hits.length)
        const isWholePage = !answer.isPartial && order === 'newest'
        expect(isWholePage ? namesOf(answer) : []).toEqual(isWholePage ? hits.slice(0, 50) : [])
      }
    }
  })

  it.each([
    ['words', ['karo', 'shakavel', 'nude', 'mitenlu', 'aro'], 1],
    ['several words', ['karo mite', 'or k ten', 'ten ka', 'shakavel qui', 'vel or an'], 1],
    ['phrases', ['"lu ka"', '"ten or"', '"karo mi', 'zar "mi ro"'], 1],
    ['two characters of Chinese and Japanese', ['北京', '京市', 'タワ', '学校', '学習'], 1],
    ['beginnings of words', ['k', 'sh', 'kar', 'mite', 'shaka', 'mitenl'], 0.95],
  ])('has the true newest fifty while the reader types: %s', async (_, queries, recall) => {
    // With all the time it wants, so that a busy machine finds as much.
    vi.spyOn(performance, 'now').mockReturnValue(0)
    onTestFinished(() => void vi.restoreAllMocks())
    let [wanted, seen] = [0, 0]
    for (const query of queries) {
      const newest = expected(query).slice(0, 50)
      const shown = new Set(namesOf(await entries(query, { limit: 50, mode: 'typing' })))
      wanted += newest.length
      seen += newest.filter((hit) => shown.has(hit)).length
    }
    expect(wanted).toBeGreaterThan(100)
    expect(seen / wanted).toBeGreaterThanOrEqual(recall)
  })

  it('counts exactly up to ten thousand, and then says that there is more', async () => {
    const few = await found(archive, index, 'karo', { limit: 5 })
    expect(few).toMatchObject({ total: expected('karo').length, isCapped: false, isPartial: false })
    const many = await found(archive, index, 'role:user,assistant,tool', { limit: 5 })
    expect(many).toMatchObject({ total: 10_000, isCapped: true, isPartial: false })
  })

  it('says how many hits a conversation has, and gives the others', async () => {
    const answer = await found(archive, index, 'karo', { limit: 40 })
    const group = answer.groups.find(({ hits, messagesHit }) => messagesHit > hits.length) ?? answer.groups[0]
    const inIt = naive.conversations.find(({ made }) => made.title === group?.conversation.title)
    const hits = new Set(expected('karo'))
    const all = inIt?.messages.filter(({ id }) => hits.has(`m${id}`)).map(({ id }) => id) ?? []
    expect(group).toMatchObject({ messagesHit: all.length, isCountExact: true })
    const keys: number[] = []
    let cursor: string | null = null
    do {
      const more = await hitsInConversation(sourcesOf(archive, index), {
        query: 'karo',
        id: group?.conversation.id ?? '',
        limit: 1,
        cursor,
        context: 'short',
      })
      keys.push(...more.hits.map((hit) => hit.messageKey))
      cursor = more.next
    } while (cursor !== null)
    expect(keys).toEqual(all.toSorted((one, other) => other - one))
  })

  it('names all conversations with a hit, the newest first', async () => {
    for (const query of [
      'shakavel',
      'karo',
      '北京 ten',
      'tag:work',
      'is:archived has:code',
      'k',
      'role:user,assistant,tool',
    ]) {
      const conversationOf = new Map<NaiveHit, number>(
        naive.conversations.flatMap((one) => [
          [`c${one.id}`, one.id] as const,
          ...one.messages.map(({ id }) => [`m${id}`, one.id] as const),
        ]),
      )
      const ids = new Set(expected(query).map((hit) => conversationOf.get(hit) ?? -1))
      expect(ids.size).toBeGreaterThan(3)
      const matching = await matchingConversations(sourcesOf(archive, index), query)
      expect(matching.toSorted(byNumber)).toEqual([...ids].toSorted(byNumber))
    }
  })

  it('narrows every list of the library, page after page', async () => {
    const sources = sourcesOf(archive, index)
    const filter = {
      place: 'current' as const,
      source: 'claude',
      tagId: null,
      collectionId: null,
      query: 'karo',
    }
    const ids = new Set(await matchingConversations(sources, 'karo is:favorite OR karo -is:archived'))
    const wanted = naive.conversations.filter(
      ({ id, made }) => ids.has(id) && made.source === 'claude' && made.status !== 'archived',
    )
    for (const by of ['updated', 'created', 'title'] as const) {
      const sort = { by, direction: 'descending' as const }
      const spine = await matchingSpine(sources, filter, sort)
      expect(spine.keys.toSorted(byNumber)).toEqual(wanted.map(({ id }) => id).toSorted(byNumber))
      const titles: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof matchingPage>> = await matchingPage(sources, {
          filter,
          sort,
          limit: 7,
          cursor,
        })
        titles.push(...page.rows.map((row) => row.title))
        cursor = page.next
      } while (cursor !== null)
      const titleOf = new Map(naive.conversations.map(({ id, made }) => [id, made.title]))
      expect(titles).toEqual(spine.keys.map((id) => titleOf.get(id)))
    }
  })

  it('counts facets as the hits are, and their filters narrow to what they count', async () => {
    for (const query of ['karo', 'mite -is:branched', 'ten has:code']) {
      const { facets, isPartial } = await facetsOf(sourcesOf(archive, index), { query, complete: true })
      expect(isPartial).toBe(false)
      for (const values of Object.values(facets)) {
        for (const { value, count, filter } of values.slice(0, 3)) {
          const messages = expected(`${query} ${filter}`).filter((hit) => hit.startsWith('m'))
          expect({ query, value, count }).toEqual({ query, value, count: messages.length })
        }
      }
      expect(facets.source.length).toBe(3)
      expect(facets.has.length).toBeGreaterThan(query === 'karo' ? 3 : 0)
    }
  })

  it('leaves out the trash until it is restored, unless it is asked for', async () => {
    const before = namesOf(await entries('shakavel'))
    const [first] = (await found(archive, index, 'shakavel')).groups
    const id = first?.conversation.id ?? ''
    moveToTrash(archive, [id])
    const after = namesOf(await entries('shakavel'))
    expect(after.length).toBeLessThan(before.length)
    const inTrash = await found(archive, index, 'shakavel is:deleted', { limit: 500 })
    expect(inTrash.groups.map((group) => group.conversation.id)).toContain(id)
    restoreFromTrash(archive, [id])
    expect(namesOf(await entries('shakavel'))).toEqual(before)
  })

  it('marks every hit of a snippet where it stands', async () => {
    for (const [query, mark] of [
      ['poist', /^p[oö]ist$/iu],
      ['foo.ba', /^foo\.ba$/u],
      ['京市', /^京市$/u],
      ['/ka[r]o/', /^karo$/iu],
    ] as const) {
      const { groups } = await found(archive, index, query, { limit: 100 })
      const marked = groups
        .flatMap((group) => group.hits)
        .map((hit) => hit.snippet.filter((piece) => piece.isHit).map((piece) => piece.text))
      expect(marked.length).toBeGreaterThan(5)
      for (const pieces of marked) {
        expect(pieces.length).toBeGreaterThan(0)
        for (const piece of pieces) expect(piece).toMatch(mark)
      }
    }
  })
})
