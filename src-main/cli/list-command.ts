/** `stemma list [--query Q] [--limit N]` */
import type { LibraryRow } from '@shared/contract/library.ts'
import { countOf, isoTime, UsageError, valueOf, type CliCommand, type CommandContext } from './command.ts'
import { allConversations, conversationsById } from './choose-conversations.ts'

export const listCommand: CliCommand = {
  name: 'list',
  usage: '',
  summary: 'lists conversations, the one changed last first',
  options: [
    { name: 'query', value: 'Q', description: 'only those in which all these words stand' },
    { name: 'limit', value: 'N', description: 'at most this many' },
  ],
  check: (given) => {
    if (given.words.length > 0)
      throw new UsageError(`“${given.words[0]}” is not understood; did you mean --query?`)
    countOf(given, 'limit', 1)
  },
  run: async (given, context) => {
    const limit = countOf(given, 'limit', Number.MAX_SAFE_INTEGER)
    const rows = await rowsOf(context, valueOf(given, 'query'), limit)
    for (const row of rows) context.say(listLine(row))
    return rows.map(rowForJson)
  },
}

/** Id, day of the last change (of the beginning, where only that is known), source and title. */
export function listLine({ id, updatedAt, createdAt, source, title }: LibraryRow): string {
  const day = isoTime(updatedAt ?? createdAt)?.slice(0, 10) ?? 'no date   '
  return `${id}  ${day}  ${source}  ${title}`
}

async function rowsOf(context: CommandContext, query: string | null, limit: number): Promise<LibraryRow[]> {
  if (query === null) return await allConversations(context, limit)
  const ids = await context.ask('search.conversations', { query })
  return await conversationsById(context, ids.slice(0, limit))
}

function rowForJson(row: LibraryRow): unknown {
  const { id, title, source, type, messages, branches, tags } = row
  return {
    id,
    title,
    source,
    type,
    createdAt: isoTime(row.createdAt),
    updatedAt: isoTime(row.updatedAt),
    messages,
    branches,
    tags,
    isArchived: row.status === 'archived',
  }
}
