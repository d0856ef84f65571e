import { expect, it } from 'vitest'
import type { Archive } from '../archive.ts'
import { moveToTrash } from '../library.ts'
import { importAll } from '../testing/conversations.ts'
import { freshArchive } from '../testing/fresh-archive.ts'
import { type Heading, headingsInTime } from './headings.ts'
import { corpusOf } from './testing/corpus.ts'

function allHeadings(archive: Archive): Heading[] {
  return archive
    .statement<[], Heading>('SELECT id AS conversationId, sort_updated AS updatedAt FROM conversations')
    .all()
    .toSorted((one, other) => other.updatedAt - one.updatedAt || other.conversationId - one.conversationId)
}

it('puts titles in the order of time, however many there are, wherever a page begins and ends, in the trash too', () => {
  const archive = freshArchive()
  const saved = importAll(archive, corpusOf(400))
  moveToTrash(
    archive,
    saved.filter((_, at) => at % 50 === 0).map(({ id }) => id),
  )
  const newestFirst = allHeadings(archive)
  let compared = 0
  for (const everyConversation of [1, 2, 9, 60, 200]) {
    const wanted = newestFirst.filter((_, at) => at % everyConversation === everyConversation - 1)
    const ids = new Set(wanted.map(({ conversationId }) => conversationId))
    for (const direction of ['newest', 'oldest'] as const) {
      const ordered = direction === 'newest' ? wanted : wanted.toReversed()
      for (const beyond of [null, ...ordered.filter((_, at) => at % 70 === 1)]) {
        const rest = ordered.slice(beyond === null ? 0 : ordered.indexOf(beyond) + 1)
        for (const since of [null, ...newestFirst.filter((_, at) => at % 90 === 5)]) {
          const due = rest.filter(({ updatedAt }) => since === null || updatedAt >= since.updatedAt)
          for (const atMost of [3, 51, 1000]) {
            const given = headingsInTime(archive, ids, direction, beyond, atMost, since?.updatedAt ?? null)
            expect(given).toEqual(due.slice(0, atMost))
            compared += given.length
          }
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(1000)
})
