/** `stemma search QUERY [--limit N]` */
import { countOf, UsageError, type CliCommand } from './command.ts'

interface PrintedHit {
  readonly conversationId: string
  readonly title: string
  /** Null for a conversation whose title alone was hit. */
  readonly messageId: string | null
  readonly snippet: string
  readonly branch: { readonly index: number; readonly of: number } | null
}

export const searchCommand: CliCommand = {
  name: 'search',
  usage: 'QUERY',
  summary: 'finds messages and titles that hold all the words, in every branch',
  options: [{ name: 'limit', value: 'N', description: 'at most this many hits (50)' }],
  check: (given) => {
    if (given.words.length === 0) throw new UsageError('Say what to search for.')
    if (countOf(given, 'limit', 50) > 500) throw new UsageError('--limit takes at most 500.')
  },
  run: async (given, { ask, say }) => {
    const limit = countOf(given, 'limit', 50)
    const answer = await ask('search.run', { query: given.words.join(' '), limit, complete: true })
    say(`${answer.total}${answer.isCapped ? '+' : ''} found`)
    const hits: PrintedHit[] = answer.groups.flatMap(({ conversation, title, hits: found }): PrintedHit[] => {
      const about = { conversationId: conversation.id, title: conversation.title }
      if (found.length === 0) {
        return [{ ...about, messageId: null, snippet: title.map(({ text }) => text).join(''), branch: null }]
      }
      return found.map((hit) => ({
        ...about,
        messageId: hit.messageId,
        snippet: hit.snippet.map(({ text }) => text).join(''),
        branch: hit.branch,
      }))
    })
    for (const hit of hits) {
      const branch = hit.branch === null ? 'title' : `branch ${hit.branch.index} of ${hit.branch.of}`
      say(`${hit.conversationId}  ${hit.title}  (${branch})\n  ${hit.snippet.replaceAll(/\s+/g, ' ')}`)
    }
    return { total: answer.total, hits: hits.slice(0, limit) }
  },
}
