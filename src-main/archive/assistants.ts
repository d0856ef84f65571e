/** Whose conversations the archive holds, how many, and which of them took place in a period. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Assistant } from '@shared/contract/html-archives.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import type { Archive } from './archive.ts'
import { nameOfSource } from './library-counts.ts'

/** What the conversations of a source are divided by, with the column of `conversations` that says so. */
const divisions = ['model', 'assistant', 'project'] as const

/**
 * Everything first, then each source followed by its assistants, projects and models, the largest first. Read from
 * indexes alone: 100,000 conversations take some 30 ms.
 */
export function assistantsIn(archive: Archive): Assistant[] {
  const models = groupsOf(archive, 'model')
  const divided = [...groupsOf(archive, 'assistant'), ...groupsOf(archive, 'project'), ...models]
  const counts = new Map<string, number>()
  for (const { source, conversations } of models) {
    counts.set(source, (counts.get(source) ?? 0) + conversations)
  }
  const sources = [...counts].map(([source, conversations]): Assistant => {
    const sourceName = nameOfSource(archive, source)
    return { id: source, kind: 'source', source, sourceName, name: sourceName, conversations }
  })
  const everything: Assistant = {
    id: 'all',
    kind: 'all',
    source: null,
    sourceName: null,
    name: 'Everything',
    conversations: sources.reduce((sum, { conversations }) => sum + conversations, 0),
  }
  return [
    everything,
    ...sources
      .toSorted((one, other) => byNames.compare(one.name, other.name))
      .flatMap((source) => [
        source,
        ...divided
          .filter((group) => group.source === source.source && group.key !== null)
          .toSorted((one, other) => other.conversations - one.conversations)
          .map((group) => assistantOfGroup(archive, group, source.name)),
      ]),
  ]
}

/** The assistant with an id; @throws AppError `not-found` */
export function assistantOf(archive: Archive, id: string): Assistant {
  const found = assistantsIn(archive).find((assistant) => assistant.id === id)
  if (found) return found
  throw new AppError(
    'not-found',
    `There is no assistant “${id}” in the archive. “stemma html-export assistants” lists them.`,
  )
}

/** In ms; a conversation belongs to it when anything of it took place in it. */
export interface Span {
  readonly from: number
  /** The first moment after it. */
  readonly to: number
}

/** How much an assistant has in a period, and how many of its conversations have no date and so belong to none. */
export function countInSpan(
  archive: Archive,
  assistant: Assistant,
  { from, to }: Span,
): { readonly conversations: number; readonly messages: number; readonly undated: number } {
  const { where, parameters } = ofAssistant(assistant)
  const found = archive
    .statement<unknown[], { conversations: number; messages: number }>(
      `SELECT count(*) AS conversations, coalesce(sum(messages), 0) AS messages FROM conversations ${where}
         AND undated = 0 AND sort_updated >= ? AND sort_created < ?`,
    )
    .get(...parameters, from, to)
  const undated = archive
    .statement<unknown[], number>(`SELECT count(*) FROM conversations ${where} AND undated = 1`)
    .pluck()
    .get(...parameters)
  return { conversations: found?.conversations ?? 0, messages: found?.messages ?? 0, undated: undated ?? 0 }
}

/** A conversation and the times by which it belongs to a period, in ms. */
export interface TimedConversation {
  readonly id: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** An assistant's conversations in a period, the one that went on last first. */
export function conversationsInSpan(
  archive: Archive,
  assistant: Assistant,
  { from, to }: Span,
): TimedConversation[] {
  const { where, parameters } = ofAssistant(assistant)
  return archive
    .statement<unknown[], TimedConversation>(
      `SELECT uuid AS id, sort_created AS createdAt, sort_updated AS updatedAt FROM conversations ${where} AND undated = 0 AND sort_updated >= ? AND sort_created < ?
       ORDER BY sort_updated DESC, conversations.id DESC`,
    )
    .all(...parameters, from, to)
}

/** Ids of an assistant's conversations that have no date, those that came last first. */
export function undatedConversations(archive: Archive, assistant: Assistant): string[] {
  const { where, parameters } = ofAssistant(assistant)
  return archive
    .statement<unknown[], string>(
      `SELECT uuid FROM conversations ${where} AND undated = 1 ORDER BY conversations.id DESC`,
    )
    .pluck()
    .all(...parameters)
}

interface Group {
  readonly division: (typeof divisions)[number]
  readonly source: string
  readonly key: string | null
  readonly conversations: number
}

function groupsOf(archive: Archive, division: Group['division']): Group[] {
  // Only the index of models holds those without one too: the sources are counted by it.
  const isKnown = division === 'model' ? '' : `AND ${division} IS NOT NULL`
  return archive
    .statement<[], Omit<Group, 'division'>>(
      `SELECT source, ${division} AS key, count(*) AS conversations
       FROM conversations INDEXED BY conversations_by_${division}
       WHERE status <> 'deleted' ${isKnown} GROUP BY source, ${division}`,
    )
    .all()
    .map((group) => ({ ...group, division }))
}

function assistantOfGroup(
  archive: Archive,
  { division, source, key, conversations }: Group,
  sourceName: string,
): Assistant {
  const named = key ?? ''
  const id = division === 'model' ? `${source}:${named}` : `${source}:${division}:${named}`
  const name = division === 'model' ? named : nameOfGroup(archive, division, source, named)
  return { id, kind: division, source, sourceName, name, conversations }
}

/** What the newest of its conversations calls it; sources that name it by an id only leave that. */
function nameOfGroup(
  archive: Archive,
  division: 'assistant' | 'project',
  source: string,
  key: string,
): string {
  const row = archive
    .statement<unknown[], { extra: string | null }>(
      `SELECT extra FROM conversations
       WHERE source = ? AND ${division} = ? AND status <> 'deleted' ORDER BY sort_updated DESC LIMIT 1`,
    )
    .get(source, key)
  const extra = row?.extra ? (JSON.parse(row.extra) as Json) : null
  const said = division === 'project' ? nameIn(extra, 'project') : nameIn(extra, 'assistant', 'session')
  return said ?? listedName(extra) ?? lastPart(key)
}

function nameIn(extra: Json, ...keys: readonly string[]): string | null {
  if (!isJsonObject(extra)) return null
  for (const key of keys) {
    const value = extra[key]
    const name = isJsonObject(value) ? (value['name'] ?? value['title']) : null
    if (typeof name === 'string' && name !== '') return name
  }
  return null
}

/** Jan lists the assistants of a thread. */
function listedName(extra: Json): string | null {
  const list = isJsonObject(extra) ? extra['assistants'] : null
  const first = Array.isArray(list) ? list[0] : null
  const name = isJsonObject(first ?? null) ? (first as { assistant_name?: Json }).assistant_name : null
  return typeof name === 'string' && name !== '' ? name : null
}

/** Coding agents name a project by its folder. */
function lastPart(key: string): string {
  return /[/\\]/.test(key) ? (key.split(/[/\\]/).findLast((part) => part !== '') ?? key) : key
}

function ofAssistant({ id, kind, source }: Assistant): { where: string; parameters: readonly unknown[] } {
  const where = "WHERE status <> 'deleted'"
  switch (kind) {
    case 'all':
      return { where, parameters: [] }
    case 'source':
      return { where: `${where} AND source = ?`, parameters: [source] }
    case 'model':
      return {
        where: `${where} AND source = ? AND model = ?`,
        parameters: [source, id.slice(`${source}:`.length)],
      }
    case 'assistant':
    case 'project':
      return {
        where: `${where} AND source = ? AND ${kind} = ?`,
        parameters: [source, id.slice(`${source}:${kind}:`.length)],
      }
  }
}

const byNames = new Intl.Collator('en')
