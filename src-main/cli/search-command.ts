/** `stemma search QUERY [--limit N]` */
import type { SearchGroup, SnippetPiece } from '@shared/contract/search.ts'
import { countOf, UsageError, type CliCommand } from './command.ts'

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
    const hits = answer.groups.flatMap(hitsOf)
    for (const hit of hits) {
      const branch = hit.branch === null ? 'title' : `branch ${hit.branch.index} of ${hit.branch.of}`
      say(`${hit.conversationId}  ${hit.title}  (${branch})\n  ${hit.snippet.replaceAll(/\s+/g, ' ')}`)
    }
    return { total: answer.total, hits: hits.slice(0, limit) }
  },
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
