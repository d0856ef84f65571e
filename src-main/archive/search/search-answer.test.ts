import type { SearchAnswer } from '@shared/contract/search.ts'
import { describe, expect, it } from 'vitest'
import { showBranch } from '../read-conversation.ts'
import { conversation, importAll, importOne, message, noon, twoAnswers } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { found, fullIndexOf } from './testing/fresh-index.ts'

/** The snippets of an answer with brackets around what is marked. */
function snippetsOf(answer: SearchAnswer): string[] {
  return answer.groups.flatMap((group) =>
    group.hits.map((hit) =>
      hit.snippet.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join(''),
    ),
  )
}

/** An archive and index of one conversation, its messages in a row, the first one the newest. */
async function indexed(...texts: string[]): Promise<(query: string) => Promise<string[]>> {
  const archive = freshArchive()
  const messages = texts.map((text, at) =>
    message(`${at}`, at === 0 ? null : `${at - 1}`, text, { createdAt: noon - at * 1000 }),
  )
  importOne(archive, conversation({ title: 'Untitled', messages }))
  const index = await fullIndexOf(archive)
  return async (query) => snippetsOf(await found(archive, index, query))
}

describe('what is found', () => {
  it('comes newest first, grouped by conversation', async () => {
    const archive = freshArchive()
    importAll(archive, [
      conversation({
        sourceId: 'old',
        title: 'Old',
        messages: [message('1', null, 'harbour', { createdAt: noon - 9e8 })],
      }),
      conversation({
        sourceId: 'both',
        title: 'Both',
        messages: [
          message('1', null, 'harbour', { createdAt: noon - 99e8 }),
          message('2', '1', 'the harbour', { createdAt: noon }),
        ],
      }),
      conversation({
        sourceId: 'title',
        title: 'The Harbour',
        updatedAt: noon - 8e8,
        messages: [message('1', null, 'boats')],
      }),
    ])
    const index = await fullIndexOf(archive)
    const answer = await found(archive, index, 'harbour')
    expect(answer.groups.map((group) => [group.conversation.title, group.hits.length])).toEqual([
      ['Both', 2],
      ['The Harbour', 0],
      ['Old', 1],
    ])
    expect(answer.groups[0]?.hits.map((hit) => hit.createdAt)).toEqual([noon, noon - 99e8])
    expect(answer.groups[1]?.title).toEqual([
      { text: 'The ', isHit: false },
      { text: 'Harbour', isHit: true },
    ])
    expect(answer.total).toBe(4)
  })

  it('says which branch it is in and what to open, shown or not', async () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: twoAnswers, activeLeafId: 'a1' }))
    const index = await fullIndexOf(archive)
    async function hit(query: string): Promise<object | undefined> {
      const [first] = (await found(archive, index, query)).groups[0]?.hits ?? []
      return (
        first && {
          branch: first.branch,
          isOnShownBranch: first.isOnShownBranch,
          opens: first.leafKey - first.messageKey,
        }
      )
    }
    expect(await hit('near the harbour')).toEqual({
      branch: { index: 1, of: 2 },
      isOnShownBranch: true,
      opens: 0,
    })
    expect(await hit('old town')).toEqual({ branch: { index: 2, of: 2 }, isOnShownBranch: false, opens: 0 })
    expect(await hit('where')).toEqual({ branch: { index: 1, of: 2 }, isOnShownBranch: true, opens: 1 })
    const other = (await found(archive, index, 'old town')).groups[0]?.hits[0]
    showBranch(archive, id, other?.messageKey ?? 0)
    expect(await hit('old town')).toEqual({ branch: { index: 2, of: 2 }, isOnShownBranch: true, opens: 0 })
    expect(await hit('near the harbour')).toEqual({
      branch: { index: 1, of: 2 },
      isOnShownBranch: false,
      opens: 0,
    })
    expect(await hit('where')).toEqual({ branch: { index: 2, of: 2 }, isOnShownBranch: true, opens: 2 })
  })

  it('finds phrases and signs in titles as in messages, whatever stands between the words', async () => {
    const archive = freshArchive()
    const titles = ['Low water', 'The low, low-water mark', 'Allow water', 'Low waters', '月の地球']
    importAll(
      archive,
      titles.map((title) =>
        conversation({ sourceId: title, title, messages: [message('1', null, 'tides')] }),
      ),
    )
    const index = await fullIndexOf(archive)
    const withTitle = async (query: string): Promise<string[]> =>
      (await found(archive, index, query)).groups.map((group) => group.conversation.title).toSorted()
    expect(await withTitle('"low water"')).toEqual(['Low water', 'The low, low-water mark'])
    expect(await withTitle('"low wat')).toEqual(['Low water', 'Low waters', 'The low, low-water mark'])
    expect(await withTitle('"low-water"')).toEqual(['The low, low-water mark'])
    expect(await withTitle('地球')).toEqual(['月の地球'])
    expect(await withTitle('球')).toEqual(['月の地球'])
    expect(await withTitle('月地')).toEqual([])
  })

  it('holds all words in one message, not some here and some there', async () => {
    const snippets = await indexed('a red boat', 'a blue boat', 'a car')
    expect(await snippets('boat red')).toEqual(['a [red] [boat]'])
    expect(await snippets('red blue')).toEqual([])
  })

  it('is found by what tools, thoughts and code say too', async () => {
    const archive = freshArchive()
    const parts = [
      { type: 'thinking', text: 'perhaps Bergen' },
      { type: 'tool-call', name: 'weather', input: { place: 'Trondheim' }, output: 'rain' },
    ] as const
    importOne(archive, conversation({ messages: [message('1', null, '', { parts })] }))
    const index = await fullIndexOf(archive)
    const queries = ['bergen', 'trondheim', 'rain', 'weather bergen']
    for (const query of queries) expect(await found(archive, index, query)).toMatchObject({ total: 1 })
  })

  it('does not depend on capitals, accents, quotes and dashes of a keyboard', async () => {
    const snippets = await indexed('Straße nach İzmir', 'Cafe\u0301 Łódź', 'it’s well–known', 'ﬁle Ｗｉｄｅ')
    expect(await snippets('STRASSE')).toEqual(['[Straße] nach İzmir'])
    expect(await snippets('straße izmir')).toEqual(['[Straße] nach [İzmir]'])
    expect(await snippets('café')).toEqual(['[Cafe\u0301] Łódź'])
    expect(await snippets('lodz')).toEqual(['Cafe\u0301 [Łódź]'])
    expect(await snippets("it's well-known")).toEqual(['[it’s] [well–known]'])
    expect(await snippets('file wide')).toEqual(['[ﬁle] [Ｗｉｄｅ]'])
    expect(await snippets('ras')).toEqual(['St[raß]e nach İzmir'])
  })

  it('is a phrase whatever stands between its words, but as typed where punctuation is typed', async () => {
    const snippets = await indexed(
      'the **quick** brown fox',
      'the quick-brown fox',
      'quick, brown',
      'quickly brown',
      'brown quick',
    )
    expect(await snippets('"quick brown"')).toEqual([
      'the **[quick** brown] fox',
      'the [quick-brown] fox',
      '[quick, brown]',
    ])
    expect(await snippets('"quick, brown"')).toEqual(['[quick, brown]'])
    expect(await snippets('"quick-brown"')).toEqual(['the [quick-brown] fox'])
    expect(await snippets('"quick bro')).toEqual([
      'the **[quick** bro]wn fox',
      'the [quick-bro]wn fox',
      '[quick, bro]wn',
    ])
    expect(await snippets('"quick bro"')).toEqual([])
  })

  it('is found whole though it has half of an emoji or NUL in it', async () => {
    const snippets = await indexed('before \ud83c after', 'nul\0byte here')
    expect(await snippets('after')).toEqual(['before \ud83c [after]'])
    expect(await snippets('byte')).toEqual(['nul\0[byte] here'])
  })
})
