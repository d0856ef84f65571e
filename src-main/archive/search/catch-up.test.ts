import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Archive } from '../archive.ts'
import { renameConversation } from '../library.ts'
import { conversation, importAll, importOne, message, noon, twoAnswers } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { catchUp, waiting } from './catch-up.ts'
import { openIndex, type SearchIndex } from './open-index.ts'
import { search } from './search.ts'
import { refreshTerms } from './terms.ts'
import { corpusOf } from './testing/corpus.ts'
import { fullIndexOf, indexOf } from './testing/fresh-index.ts'

function countOf(index: SearchIndex, archive: Archive, query: string): number {
  return search(index, archive, { query, limit: 500 }).total
}

/** Everything in it that can differ, for comparing two indexes of one archive. */
function answersOf(index: SearchIndex, archive: Archive): unknown[] {
  return ['ka', 'aro', 'tenor', '北京', 'foo.bar', '"ka ro"', '🎉', 'zzz'].map((query) =>
    search(index, archive, { query, limit: 100 }),
  )
}

describe('the search index', () => {
  it('finds what was added, renamed or changed once it has caught up', async () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: twoAnswers }))
    const index = await fullIndexOf(archive)
    expect(countOf(index, archive, 'lighthouse')).toBe(0)

    importOne(
      archive,
      conversation({
        messages: [...twoAnswers, message('n', 'a1', 'Is there a lighthouse?')],
        updatedAt: noon + 9000,
      }),
    )
    expect(waiting(index, archive)).toBe(1)
    expect(await catchUp(index, archive)).toBe(1)
    expect(countOf(index, archive, 'lighthouse')).toBe(1)
    expect(countOf(index, archive, 'harbour')).toBe(1)

    renameConversation(archive, id, 'Northern journey')
    await catchUp(index, archive)
    expect(countOf(index, archive, 'northern')).toBe(1)
    expect(countOf(index, archive, 'trip')).toBe(0)
    expect(waiting(index, archive)).toBe(0)
    expect(await catchUp(index, archive)).toBe(0)
  })

  it('finds pieces of new words after a small change of a large archive', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const index = await fullIndexOf(archive)
    importOne(
      archive,
      conversation({
        sourceId: 'new',
        title: 'New',
        messages: [message('1', null, 'xylophones 鯨鯢 Straßenbahn')],
      }),
    )
    expect(await catchUp(index, archive)).toBe(1)
    const queries = ['lophon', 'xylo', 'xy', '鯨', '鯨鯢', 'assenb']
    expect(queries.filter((query) => countOf(index, archive, query) !== 1)).toEqual([])
    expect(refreshTerms(index)).toBe(false)
  })

  it('forgets conversations that were removed for good', async () => {
    const archive = freshArchive()
    importAll(archive, [
      conversation({ sourceId: 'a', messages: twoAnswers }),
      conversation({ sourceId: 'b', title: 'Other', messages: [message('1', null, 'harbour')] }),
    ])
    const index = await fullIndexOf(archive)
    archive.db.prepare("DELETE FROM conversations WHERE source_id = 'a'").run()
    await catchUp(index, archive)
    expect(countOf(index, archive, 'harbour')).toBe(1)
    expect(countOf(index, archive, 'oslo')).toBe(0)
    expect(index.read('messages')).toBe(1)
  })

  it('goes on where it was stopped, and is then the same as one made at once', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const atOnce = answersOf(await fullIndexOf(archive), archive)
    rmSync(join(archive.folder, 'index.sqlite'))
    const stop = new AbortController()
    const progress: [number, number][] = []
    const first = openIndex(archive.folder)
    await catchUp(first, archive, {
      sliceMessages: 50,
      signal: stop.signal,
      onProgress: (done, total) => {
        progress.push([done, total])
        if (progress.length === 3) stop.abort()
      },
    })
    expect(progress).toHaveLength(3)
    expect(progress.at(-1)?.[1]).toBe(60)
    expect(waiting(first, archive)).toBe(60)
    first.close()

    const second = indexOf(archive)
    const left = await catchUp(second, archive, { sliceMessages: 50 })
    expect(left).toBe(60 - (progress.at(-1)?.[0] ?? 0))
    expect(answersOf(second, archive)).toEqual(atOnce)
  })

  it('finds the words that are in it while it is being filled, and says how much is missing', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const index = indexOf(archive)
    const stop = new AbortController()
    await catchUp(index, archive, { sliceMessages: 200, signal: stop.signal, onProgress: () => stop.abort() })
    const answer = search(index, archive, { query: 'tenor', limit: 50 })
    expect(answer.total).toBeGreaterThan(0)
    expect(answer.waiting).toBe(60)
  })

  it('takes each conversation once when two fill it at the same time', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const [one, other] = [indexOf(archive), indexOf(archive)]
    const done = await Promise.all([
      catchUp(one, archive, { sliceMessages: 50 }),
      catchUp(other, archive, { sliceMessages: 50 }),
    ])
    expect(done[0] + done[1]).toBe(60)
    const rows = new Database(join(archive.folder, 'index.sqlite'), { readonly: true })
    const counts = rows
      .prepare(
        'SELECT (SELECT count(*) FROM indexed) AS indexed, (SELECT count(*) FROM titles_fts) AS titles',
      )
      .get()
    rows.close()
    expect(counts).toEqual({ indexed: 60, titles: 60 })
  })

  it.each([
    ['missing', (path: string) => rmSync(path)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['cut short', (path: string) => truncateSync(path, 20_000)],
    ['of something else', (path: string) => writeFileSync(path, 'not a database '.repeat(1000))],
    [
      'of another version',
      (path: string) => {
        const db = new Database(path)
        db.pragma('user_version = 99')
        db.close()
      },
    ],
    [
      'without one of its tables',
      (path: string) => {
        const db = new Database(path)
        db.exec('DROP TABLE terms')
        db.close()
      },
    ],
  ])('is made anew when its file is %s', async (_, spoil) => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const before = openIndex(archive.folder)
    await catchUp(before, archive)
    const answers = answersOf(before, archive)
    before.close()
    spoil(join(archive.folder, 'index.sqlite'))

    const index = indexOf(archive)
    expect(() => search(index, archive, { query: 'karo', limit: 5 })).not.toThrow()
    await catchUp(index, archive)
    expect(answersOf(index, archive)).toEqual(answers)
  })

  it('is filled for all who have it open when it was made anew', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const [reader, filler] = [await fullIndexOf(archive), indexOf(archive)]
    const answers = answersOf(reader, archive)
    rmSync(join(archive.folder, 'index.sqlite'))
    expect(waiting(reader, archive)).toBe(30)
    expect(await catchUp(filler, archive)).toBe(30)
    expect(answersOf(reader, archive)).toEqual(answers)
    expect(waiting(reader, archive)).toBe(0)
  })

  it('starts over when an older copy of the archive was put back', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const index = await fullIndexOf(archive)
    archive.db.exec('DELETE FROM conversations; UPDATE counters SET value = 0')
    importOne(archive, conversation({ messages: twoAnswers }))
    expect(waiting(index, archive)).toBe(1)
    await catchUp(index, archive)
    expect(countOf(index, archive, 'harbour')).toBe(1)
    expect(countOf(index, archive, 'ka')).toBe(0)
  })
})
