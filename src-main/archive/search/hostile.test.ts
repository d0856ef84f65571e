import { describe, expect, it } from 'vitest'
import { conversation, importAll, importOne, message } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { matchingConversations } from './matching.ts'
import { corpusOf } from './testing/corpus.ts'
import { found, fullIndexOf, sourcesOf } from './testing/fresh-index.ts'
import { turnOf } from './turn.ts'

describe('a hostile query', () => {
  it('is a query like any other', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const index = await fullIndexOf(archive)
    const queries = [
      '"""',
      'ka*',
      'NEAR(ka ro)',
      '{b} : ka',
      '-ka',
      'ka OR',
      'AND',
      '^ka',
      'text:ka',
      "';--",
      'ka\0ro',
      '\ud800',
      'ka\udc00',
      '(((',
      ')))',
      '%',
      '[ka',
      '\u0301',
      '\u200b',
      '"ka" "',
      '👩‍',
      '\ue000ruser',
      'a'.repeat(1000),
      'a '.repeat(500),
      '"'.repeat(999),
      '的'.repeat(1000),
      'ab.'.repeat(333),
      '(ka OR '.repeat(140),
      '-(ka OR -('.repeat(100),
      'ka OR '.repeat(166),
      'tag:'.repeat(250),
      'source:* -source:*',
      'tag:[* in:**',
      '/(a|b)?(c|d)*/',
    ]
    const refused: string[] = []
    for (const query of queries) {
      for (const order of ['newest', 'relevance'] as const) {
        for (const complete of [true, false]) {
          await found(archive, index, query, { complete, order }).catch(() => refused.push(query))
        }
      }
    }
    expect(refused).toEqual([])
  })

  it('cannot hang the program with a pattern: that one is given up with a sentence', async () => {
    const archive = freshArchive()
    importOne(archive, conversation({ messages: [message('1', null, `${'a'.repeat(60)}!`)] }))
    const index = await fullIndexOf(archive)
    await expect(found(archive, index, '/(a+)+$/')).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('/(a+)+$/ takes too long') as string,
    })
  })

  it('does not take a cursor of another list', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const index = await fullIndexOf(archive)
    const { next } = await found(archive, index, 'ka', { limit: 1 })
    for (const cursor of [next, 'nonsense', Buffer.from('["relevance","x"]').toString('base64url')]) {
      await expect(found(archive, index, 'ka', { cursor, order: 'relevance' })).rejects.toMatchObject({
        kind: 'invalid-input',
      })
    }
  })
})

it('ends when it is dropped', async () => {
  const archive = freshArchive()
  importAll(archive, corpusOf(300))
  const index = await fullIndexOf(archive)
  const controller = new AbortController()
  const search = matchingConversations(
    { ...sourcesOf(archive, index), turn: turnOf(controller.signal) },
    '/nowhere/ OR /neither/',
  )
  controller.abort()
  await expect(search).rejects.toMatchObject({ kind: 'cancelled' })
})
