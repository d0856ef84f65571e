import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { renameConversation } from '../library.ts'
import { conversation, importAll, importOne, message, noon, twoAnswers } from '../testing/conversations.ts'
import { freshArchive, freshFolder } from '../testing/fresh-archive.ts'
import { refreshTerms } from './build-terms.ts'
import { catchUp, isBehind, waiting } from './catch-up.ts'
import { openIndex, type SearchIndex } from './open-index.ts'
import { corpusOf } from './testing/corpus.ts'
import { fullIndexOf, indexOf } from './testing/fresh-index.ts'
import { contentsOf, messagesWith, titlesWith } from './testing/index-contents.ts'
import { tidyIndex } from './tidy-index.ts'

/** So short that a slice holds a few dozen messages. */
const sliceLength = 10_000

function hasTerm(index: SearchIndex, term: string): boolean {
  return index.statement<[string]>('SELECT 1 FROM terms WHERE term = ?').get(term) !== undefined
}

function termsInTheirOrder(index: SearchIndex): string[] {
  return index.statement<[], string>("SELECT term || ' ' || df FROM terms ORDER BY id").pluck().all()
}

/** Divides an empty index into several shards, as that of a large archive would be. */
function divideInto(index: SearchIndex, shards: number, messageIds: readonly number[]): void {
  const share = Math.ceil(messageIds.length / shards)
  const lowest = messageIds.filter((_, at) => at > 0 && at % share === 0)
  index.divide([0, ...lowest], messageIds.length)
}

describe('the search index', () => {
  it('holds what was added, renamed or changed once it has caught up', async () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation({ messages: twoAnswers }))
    const index = await fullIndexOf(archive)
    expect(messagesWith(index, 'lighthouse')).toBe(0)

    importOne(
      archive,
      conversation({
        messages: [...twoAnswers, message('n', 'a1', 'Is there a lighthouse?')],
        updatedAt: noon + 9000,
      }),
    )
    expect(waiting(index, archive)).toBe(1)
    expect(await catchUp(index, archive)).toBe(twoAnswers.length + 1)
    expect(messagesWith(index, 'lighthouse')).toBe(1)
    expect(messagesWith(index, 'harbour')).toBe(1)

    renameConversation(archive, id, 'Northern journey')
    await catchUp(index, archive)
    expect([titlesWith(index, 'northern'), titlesWith(index, 'trip')]).toEqual([1, 0])
    expect(waiting(index, archive)).toBe(0)
    expect(isBehind(index, archive)).toBe(false)
    expect(await catchUp(index, archive)).toBe(0)
  })

  it('leaves out files that stand in a plain text as base64', async () => {
    const archive = freshArchive()
    const short =
      'Before data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ behind the harbour'
    const long = `Before ${'aQ3zbX9k'.repeat(400)} behind the lighthouse`
    importOne(archive, conversation({ messages: [message('q', null, short), message('a', 'q', long)] }))
    const index = await fullIndexOf(archive)
    expect([messagesWith(index, 'harbour'), messagesWith(index, 'lighthouse')]).toEqual([1, 1])
    expect(hasTerm(index, 'behind')).toBe(true)
    expect(index.statement('SELECT term FROM terms WHERE length(term) > 20').all()).toEqual([])
  })

  it('adds the new words of a small change to the words of a large archive', async () => {
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
    expect(['xylophones', '鯨鯢', 'strassenbahn'].filter((term) => !hasTerm(index, term))).toEqual([])
    expect(refreshTerms(index)).toBe(false)
  })

  it('is the same whether messages are put in by thousands or a few at a time, also after changes', async () => {
    const archive = freshArchive()
    const conversations = corpusOf(600)
    const later = conversations.filter((_, at) => at % 2 === 0)
    importAll(
      archive,
      conversations.filter((_, at) => at % 2 !== 0),
    )
    const index = await fullIndexOf(archive)
    const expectAsMadeOfFew = async (): Promise<void> => {
      const terms = new Set(termsInTheirOrder(index))
      const other = openIndex(freshFolder())
      onTestFinished(() => other.close())
      await catchUp(other, archive, { sliceLength })
      expect(contentsOf(index).places).toEqual(contentsOf(other).places)
      // Tokens that no message holds any more stay until the next rebuilding.
      expect(termsInTheirOrder(other).filter((term) => !terms.has(term))).toEqual([])
    }
    const firstTerms = termsInTheirOrder(index)
    await expectAsMadeOfFew()
    index.head.write('terms_change_seq', 0)
    refreshTerms(index)
    expect(termsInTheirOrder(index)).toEqual(firstTerms)

    // A fifth goes, as much comes, and then a little more: FTS5 and segments of our own in turn, on the same connection.
    archive.db.exec('DELETE FROM conversations WHERE id % 5 = 0; UPDATE counters SET value = value + 1')
    importAll(archive, later)
    await catchUp(index, archive)
    await expectAsMadeOfFew()
    importOne(archive, conversation({ sourceId: 'last', messages: twoAnswers }))
    await catchUp(index, archive)
    await expectAsMadeOfFew()
    for (const _ of tidyIndex(index));
    await expectAsMadeOfFew()
  }, 60_000)

  it('finds a conversation as it was until it is found as it is now', async () => {
    const archive = freshArchive()
    importOne(archive, conversation({ messages: twoAnswers }))
    const index = await fullIndexOf(archive)
    const reader = indexOf(archive)
    importOne(
      archive,
      conversation({ messages: [...twoAnswers, message('n', 'a1', 'A lighthouse')], updatedAt: noon + 9000 }),
    )
    const meanwhile: number[] = []
    const onProgress = (): void => void meanwhile.push(messagesWith(reader, 'harbour'))
    await catchUp(index, archive, { tellEvery: 0, onProgress })
    expect(new Set(meanwhile)).toEqual(new Set([1]))
    expect(messagesWith(reader, 'lighthouse')).toBe(1)
  })

  it('forgets conversations that were removed for good', async () => {
    const archive = freshArchive()
    importAll(archive, [
      conversation({ sourceId: 'a', messages: twoAnswers }),
      conversation({ sourceId: 'b', title: 'Other', messages: [message('1', null, 'harbour')] }),
    ])
    const index = await fullIndexOf(archive)
    archive.db.exec("DELETE FROM conversations WHERE source_id = 'a'; UPDATE counters SET value = value + 1")
    await catchUp(index, archive)
    expect(messagesWith(index, 'harbour')).toBe(1)
    expect(titlesWith(index, 'oslo')).toBe(0)
    expect(index.messages).toBe(1)
  })

  it.each([1, 3])(
    'goes on where it was stopped, and is then the same as one made at once (%i shards)',
    async (shards) => {
      const archive = freshArchive()
      importAll(archive, corpusOf(60))
      const atOnce = await fullIndexOf(archive)
      const whole = contentsOf(atOnce)
      const { messages } = atOnce
      atOnce.discard()
      const first = openIndex(archive.folder)
      const ids = archive.statement<[], number>('SELECT id FROM messages ORDER BY id').pluck().all()
      if (shards > 1) divideInto(first, shards, ids)
      const stop = new AbortController()
      const progress: [number, number][] = []
      await catchUp(first, archive, {
        sliceLength,
        tellEvery: Infinity,
        signal: stop.signal,
        onProgress: (done, total) => {
          progress.push([done, total])
          if (progress.length === 4) stop.abort()
        },
      })
      expect(progress).toHaveLength(4)
      const [done = 0, total] = progress.at(-1) ?? []
      expect(total).toBe(messages)
      expect(done).toBeLessThan(messages)
      expect(waiting(first, archive)).toBe(60)
      first.close()

      const second = indexOf(archive)
      expect(await catchUp(second, archive, { sliceLength })).toBe(messages - done)
      expect(second.shards).toHaveLength(shards)
      expect(contentsOf(second)).toEqual(whole)
    },
  )

  it('tells how far it has come message by message also where all is one slice', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(10))
    const index = indexOf(archive)
    const progress: [number, number][] = []
    await catchUp(index, archive, {
      sliceLength: Infinity,
      tellEvery: 0,
      onProgress: (done, total) => progress.push([done, total]),
    })
    expect(progress).toEqual(
      Array.from({ length: index.messages }, (_, before) => [before + 1, index.messages]),
    )
  })

  it('holds some of the messages while it is being filled, and says how much is missing', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const index = indexOf(archive)
    const stop = new AbortController()
    await catchUp(index, archive, { sliceLength, signal: stop.signal, onProgress: () => stop.abort() })
    expect(index.messages).toBeGreaterThan(0)
    expect(waiting(index, archive)).toBe(60)
  })

  it('takes each message once when two fill it at the same time', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const [one, other] = [indexOf(archive), indexOf(archive)]
    const done = await Promise.all([
      catchUp(one, archive, { sliceLength }),
      catchUp(other, archive, { sliceLength }),
    ])
    const rows = archive.statement<[], number>('SELECT count(*) FROM messages').pluck().get()
    expect(done[0] + done[1]).toBe(rows)
    expect(one.messages).toBe(rows)
    expect(contentsOf(other)).toEqual(contentsOf(one))
  })

  it('is the same when the shards were filled by several hands', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(60))
    const whole = contentsOf(await fullIndexOf(archive))
    const parts = indexOf(archive)
    parts.discard()
    const ids = archive.statement<[], number>('SELECT id FROM messages ORDER BY id').pluck().all()
    divideInto(parts, 4, ids)
    expect(parts.shards.map(({ to }) => to)).toEqual([
      Infinity,
      ...parts.shards.slice(0, -1).map(({ from }) => from),
    ])
    await catchUp(parts, archive)
    expect(contentsOf(parts)).toEqual(whole)
    expect(parts.shards.every(({ file }) => file.read('messages') > 0)).toBe(true)
  })

  it('is made whole also when another hand fails, and lets it go before titles and terms are made', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(2100))
    const index = indexOf(archive)
    let failures = 0
    const titlesAtEnd: number[] = []
    const fails = {
      fill: () => {
        failures += 1
        return Promise.reject(new Error('the thread is gone'))
      },
      end: () => {
        titlesAtEnd.push(
          index.head.statement<[], number>('SELECT count(*) FROM titles_fts_docsize').pluck().get() ?? -1,
        )
        return Promise.resolve()
      },
    }
    const total = archive.statement<[], number>('SELECT count(*) FROM messages').pluck().get()
    expect(await catchUp(index, archive, { otherHands: () => [fails] })).toBe(total)
    expect(failures).toBeGreaterThan(0)
    expect(titlesAtEnd).toEqual([0])
    expect(index.shards.length).toBeGreaterThan(1)
    expect(waiting(index, archive)).toBe(0)
  })

  it('is opened and read at once while somebody is filling it', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const index = await fullIndexOf(archive)
    const [shard] = index.shards
    index.head.writing(() =>
      shard?.file.writing(() => {
        const reader = indexOf(archive)
        expect(messagesWith(reader, 'ka')).toBeGreaterThan(0)
        expect(waiting(reader, archive)).toBe(0)
      }),
    )
  })

  it('moves a message to the shard of its time when a later import dates it anew', async () => {
    const archive = freshArchive()
    const dated = conversation({
      sourceId: 'a',
      messages: [message('1', null, 'harbour', { createdAt: noon })],
    })
    importAll(archive, [dated, conversation({ sourceId: 'b', messages: twoAnswers })])
    const index = indexOf(archive)
    index.divide([0, Math.floor(noon / 1000) - 1000], 4)
    await catchUp(index, archive)
    archive.db
      .exec(`PRAGMA foreign_keys = OFF; UPDATE texts SET id = 5 WHERE id = (SELECT min(id) FROM messages WHERE conversation_id = 1);
      UPDATE messages SET id = 5 WHERE conversation_id = 1;
      UPDATE counters SET value = value + 1; UPDATE conversations SET change_seq = (SELECT value FROM counters) WHERE id = 1`)
    await catchUp(index, archive)
    expect(index.shards.map(({ file }) => file.read('messages'))).toEqual([twoAnswers.length, 1])
    expect(index.messages).toBe(twoAnswers.length + 1)
  })

  const head = 'index.sqlite'
  const shard = 'index-1.sqlite'
  it.each([
    ['its head is missing', head, (path: string) => rmSync(path)],
    ['its head is empty', head, (path: string) => truncateSync(path, 0)],
    ['its head is cut short', head, (path: string) => truncateSync(path, 20_000)],
    [
      'its head is something else',
      head,
      (path: string) => writeFileSync(path, 'not a database '.repeat(1000)),
    ],
    [
      'its head is of another version',
      head,
      (path: string) => {
        const db = new Database(path)
        db.pragma('user_version = 99')
        db.close()
      },
    ],
    [
      'its head lacks a table',
      head,
      (path: string) => {
        const db = new Database(path)
        db.exec('DROP TABLE terms')
        db.close()
      },
    ],
    ['a shard is missing', shard, (path: string) => rmSync(path)],
    ['a shard is cut short', shard, (path: string) => truncateSync(path, 20_000)],
    [
      'a shard is something else',
      shard,
      (path: string) => writeFileSync(path, 'not a database '.repeat(1000)),
    ],
  ])('is made anew when %s', async (_, name, spoil) => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const before = openIndex(archive.folder)
    await catchUp(before, archive)
    const whole = contentsOf(before)
    before.close()
    spoil(join(archive.folder, name))

    const index = indexOf(archive)
    // Whoever looks at what is damaged has it made anew.
    index.mending(() => contentsOf(index))
    await catchUp(index, archive)
    expect(contentsOf(index)).toEqual(whole)
  })

  it('is filled for all who have it open when it was made anew', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const [reader, filler] = [await fullIndexOf(archive), indexOf(archive)]
    const whole = contentsOf(reader)
    rmSync(join(archive.folder, 'index.sqlite'))
    expect(waiting(reader, archive)).toBe(30)
    expect(await catchUp(filler, archive)).toBeGreaterThan(0)
    expect(reader.mending(() => contentsOf(reader))).toEqual(whole)
    expect(waiting(reader, archive)).toBe(0)
  })

  it('goes on being read while it is divided anew, and leaves no file behind', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const [reader, filler] = [await fullIndexOf(archive), indexOf(archive)]
    const whole = contentsOf(reader)
    const ids = archive.statement<[], number>('SELECT id FROM messages ORDER BY id').pluck().all()
    divideInto(filler, 3, ids)
    expect(messagesWith(reader, 'ka')).toBe(0)
    await catchUp(filler, archive)
    expect(contentsOf(reader)).toEqual(whole)
    const files = readdirSync(archive.folder).filter((name) => /^index.*\.sqlite$/u.test(name))
    expect(files.toSorted()).toEqual(['index-2.sqlite', 'index-3.sqlite', 'index-4.sqlite', 'index.sqlite'])
  })

  it('starts over when an older copy of the archive was put back', async () => {
    const archive = freshArchive()
    importAll(archive, corpusOf(30))
    const index = await fullIndexOf(archive)
    archive.db.exec('DELETE FROM conversations; UPDATE counters SET value = 0')
    importOne(archive, conversation({ messages: twoAnswers }))
    expect(waiting(index, archive)).toBe(1)
    await catchUp(index, archive)
    expect(messagesWith(index, 'harbour')).toBe(1)
    expect(index.messages).toBe(twoAnswers.length)
  })
})
