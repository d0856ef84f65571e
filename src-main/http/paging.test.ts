import { expect, it, onTestFinished } from 'vitest'
import { conversation, importAll, noon } from '../archive/testing/conversations.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { openArchive } from '../archive/open.ts'
import { fetchJson, serve } from './testing/serve.ts'

interface Page {
  readonly conversations: readonly { readonly conversationId: string; readonly title: string }[]
  readonly nextCursor: string | null
}

it('lists 10,000 conversations of the same moment once each, while others of it come in', async () => {
  const folder = freshFolder()
  const archive = openArchive(folder)
  onTestFinished(() => archive.close())
  let made = 0
  const make = (count: number) =>
    importAll(
      archive,
      Array.from({ length: count }, () => {
        made += 1
        return conversation({
          sourceId: `c${made}`,
          title: `Same title`,
          updatedAt: noon,
          messages: [],
        })
      }),
    ).map(({ id }) => id)
  const before = make(10_000)
  const server = await serve(folder)
  const { url } = server
  onTestFinished(() => server.close())
  for (const order of ['sortBy=updatedAt&sortDirection=desc', 'sortBy=title&sortDirection=asc']) {
    const seen: string[] = []
    let cursor: string | null = null
    let pages = 0
    do {
      const at: string = cursor === null ? '' : `&cursor=${cursor}`
      const page = (await (await fetchJson(`${url}/api/convos?limit=100&${order}${at}`)).json()) as Page
      seen.push(...page.conversations.map(({ conversationId }) => conversationId))
      cursor = page.nextCursor
      pages += 1
      if (pages % 10 === 0) make(5)
    } while (cursor !== null)
    const once = new Set(seen)
    expect([order, once.size]).toEqual([order, seen.length])
    expect(before.filter((id) => !once.has(id))).toEqual([])
  }
})
