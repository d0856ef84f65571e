/** `stemma search QUERY [--order O] [--limit N]` */
import {
  searchOrders,
  type SearchGroup,
  type SearchOrder,
  type SnippetPiece,
} from '@shared/contract/search.ts'
import { explainQuery, parseQuery, problemsOf } from '@shared/query.ts'
import { countOf, UsageError, valueOf, type CliCommand, type Given } from './command.ts'

interface PrintedHit {
  readonly conversationId: string
  readonly title: string
  /** Null where the title was hit. */
  readonly messageId: string | null
  readonly snippet: string
  readonly branch: { readonly index: number; readonly of: number } | null
}

export const searchCommand: CliCommand = {
  name: 'search',
  usage: 'QUERY',
  summary:
    'finds messages and titles in every branch: words, "phrases", OR, -not, /patterns/, match:case, filters such as role:user has:code after:2024',
  options: [
    { name: 'limit', value: 'N', description: 'at most this many hits (50)' },
    { name: 'order', value: searchOrders.join('|'), description: 'how they are ordered (newest)' },
  ],
  check: (given) => {
    if (given.words.length === 0) throw new UsageError('Say what to search for.')
    if (countOf(given, 'limit', 50) > 500) throw new UsageError('--limit takes at most 500.')
    orderOf(given)
  },
  run: async (given, { ask, say }) => {
    const limit = countOf(given, 'limit', 50)
    const query = given.words.join(' ')
    const answer = await ask('search.run', { query, limit, order: orderOf(given), complete: true })
    say(`${answer.total}${answer.isCapped ? '+' : ''} found: ${explainQuery(parseQuery(query))}`)
    for (const { text } of problemsOf(query)) say(text)
    const hits = answer.groups.flatMap(hitsOf)
    for (const hit of hits) {
      const branch = hit.branch === null ? 'title' : `branch ${hit.branch.index} of ${hit.branch.of}`
      say(`${hit.conversationId}  ${hit.title}  (${branch})\n  ${hit.snippet.replaceAll(/\s+/g, ' ')}`)
    }
    return { total: answer.total, hits: hits.slice(0, limit) }
  },
}

function orderOf(given: Given): SearchOrder {
  const typed = valueOf(given, 'order') ?? 'newest'
  const order = searchOrders.find((known) => known === typed)
  if (order === undefined) throw new UsageError(`--order takes ${searchOrders.join(', ')}, not “${typed}”.`)
  return order
}

function hitsOf({ conversation, title, isTitleHit, hits }: SearchGroup): PrintedHit[] {
  const about = { conversationId: conversation.id, title: conversation.title }
  const inTitle = isTitleHit ? [{ ...about, messageId: null, snippet: textOf(title), branch: null }] : []
  const inMessages = hits.map(({ messageId, snippet, branch }) => ({
    ...about,
    messageId,
    snippet: textOf(snippet),
    branch,
  }))
  return [...inMessages, ...inTitle]
}

function textOf(pieces: readonly SnippetPiece[]): string {
  return pieces.map(({ text }) => text).join('')
}
