import type { SearchAnswer } from '@shared/contract/search.ts'
import { describe, expect, it } from 'vitest'
import { showBranch } from '../read-conversation.ts'
import { conversation, importAll, importOne, message, noon, twoAnswers } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { search } from './search.ts'
import { fullIndexOf } from './testing/fresh-index.ts'

/** The snippets of an answer with brackets around what is marked. */
function snippetsOf(answer: SearchAnswer): string[] {
  return answer.groups.flatMap((group) =>
    group.hits.map((hit) =>
      hit.snippet.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join(''),
    ),
  )
}

/** An archive and index of one conversation, its messages in a row, the first one the newest. */
async function indexed(...texts: string[]): Promise<(query: string) => string[]> {
  const archive = freshArchive()
  const messages = texts.map((text, at) =>
    message(`${at}`, at === 0 ? null : `${at - 1}`, text, { createdAt: noon - at * 1000 }),
  )
  importOne(archive, conversation({ title: 'Untitled', messages }))
  const index = await fullIndexOf(archive)
  return (query) => snippetsOf(search(index, archive, { query, limit: 50 }))
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
    const answer = search(index, archive, { query: 'harbour', limit: 50 })
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
    function hit(query: string): object | undefined {
      const [found] = search(index, archive, { query, limit: 5 }).groups[0]?.hits ?? []
      return (
        found && {
          branch: found.branch,
          isOnShownBranch: found.isOnShownBranch,
          opens: found.leafKey - found.messageKey,
        }
      )
    }
    expect(hit('near the harbour')).toEqual({ branch: { index: 1, of: 2 }, isOnShownBranch: true, opens: 0 })
    expect(hit('old town')).toEqual({ branch: { index: 2, of: 2 }, isOnShownBranch: false, opens: 0 })
    expect(hit('where')).toEqual({ branch: { index: 1, of: 2 }, isOnShownBranch: true, opens: 1 })
    const other = search(index, archive, { query: 'old town', limit: 5 }).groups[0]?.hits[0]
    showBranch(archive, id, other?.messageKey ?? 0)
    expect(hit('old town')).toEqual({ branch: { index: 2, of: 2 }, isOnShownBranch: true, opens: 0 })
    expect(hit('near the harbour')).toEqual({ branch: { index: 1, of: 2 }, isOnShownBranch: false, opens: 0 })
    expect(hit('where')).toEqual({ branch: { index: 2, of: 2 }, isOnShownBranch: true, opens: 2 })
  })

  it('holds all words in one message, not some here and some there', async () => {
    const found = await indexed('a red boat', 'a blue boat', 'a car')
    expect(found('boat red')).toEqual(['a [red] [boat]'])
    expect(found('red blue')).toEqual([])
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
    expect(queries.filter((query) => search(index, archive, { query, limit: 5 }).total !== 1)).toEqual([])
  })

  it('does not depend on capitals, accents, quotes and dashes of a keyboard', async () => {
    const found = await indexed('Straße nach İzmir', 'Cafe\u0301 Łódź', 'it’s well–known', 'ﬁle Ｗｉｄｅ')
    expect(found('STRASSE')).toEqual(['[Straße] nach İzmir'])
    expect(found('straße izmir')).toEqual(['[Straße] nach [İzmir]'])
    expect(found('café')).toEqual(['[Cafe\u0301] Łódź'])
    expect(found('lodz')).toEqual(['Cafe\u0301 [Łódź]'])
    expect(found("it's well-known")).toEqual(['[it’s] [well–known]'])
    expect(found('file wide')).toEqual(['[ﬁle] [Ｗｉｄｅ]'])
    expect(found('ras')).toEqual(['St[raß]e nach İzmir'])
  })

  it('is a phrase whatever stands between its words, but as typed where punctuation is typed', async () => {
    const found = await indexed(
      'the **quick** brown fox',
      'the quick-brown fox',
      'quick, brown',
      'quickly brown',
      'brown quick',
    )
    expect(found('"quick brown"')).toEqual([
      'the **[quick** brown] fox',
      'the [quick-brown] fox',
      '[quick, brown]',
    ])
    expect(found('"quick, brown"')).toEqual(['[quick, brown]'])
    expect(found('"quick-brown"')).toEqual(['the [quick-brown] fox'])
    expect(found('"quick bro')).toEqual([
      'the **[quick** bro]wn fox',
      'the [quick-bro]wn fox',
      '[quick, bro]wn',
    ])
    expect(found('"quick bro"')).toEqual([])
  })

  it('is found whole though it has half of an emoji or NUL in it', async () => {
    const found = await indexed('before \ud83c after', 'nul\0byte here')
    expect(found('after')).toEqual(['before \ud83c [after]'])
    expect(found('byte')).toEqual(['nul\0[byte] here'])
  })
})
