/** The conversations whose heading (title, tags and notes) is itself a hit. */
import type { QueryNode } from '@shared/query.ts'
import type { Archive } from '../archive.ts'
import { conversationsOf, headingsWith, type Leaf, type Sources } from './conversation-sets.ts'
import { isTerm, leavesOf, type Prepared } from './prepare.ts'

export interface Heading {
  /** Row id of the conversation. */
  readonly conversationId: number
  /** What the library sorts by, ms. */
  readonly updatedAt: number
}

/** Some conversations, or all but them. */
interface Group {
  readonly ids: ReadonlySet<number>
  readonly isAllBut: boolean
}

/**
 * Row ids of the conversations whose heading meets a query. Where the query asks for text that may stand in messages
 * too, a heading has to hold some of it: else every title would be a hit for “not in it”.
 */
export async function headingHits(sources: Sources, prepared: Prepared): Promise<ReadonlySet<number>> {
  const sets = new Map<Leaf, ReadonlySet<number>>(prepared.sets)
  for (const leaf of leavesOf(prepared.root)) {
    if (sets.has(leaf)) continue
    const sought = isTerm(leaf) ? prepared.sought.get(leaf) : undefined
    if (!isTerm(leaf)) sets.set(leaf, conversationsOf(sources, leaf))
    else if (sought !== undefined) sets.set(leaf, await headingsWith(sources, leaf, sought))
  }
  const met = groupOf(prepared.root, sets)
  const candidates = prepared.isAboutConversations
    ? met.isAllBut
      ? allConversations(sources.archive)
      : met.ids
    : saidBy(prepared.root, sets)
  const hits = new Set<number>()
  for (const id of candidates) {
    if (met.ids.has(id) !== met.isAllBut && !prepared.trash.conversations.has(id)) hits.add(id)
  }
  return hits
}

/** The headings among some that come next in time: at most so many, beyond a place where one is given. */
export function headingsInTime(
  archive: Archive,
  ids: ReadonlySet<number>,
  direction: 'newest' | 'oldest',
  beyond: Heading | null,
  atMost: number,
): Heading[] {
  if (ids.size === 0) return []
  const isNewest = direction === 'newest'
  const end = isNewest ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER
  return archive
    .statement<[string, number, number, number], Heading>(
      `SELECT conversations.id AS conversationId, sort_updated AS updatedAt
       FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value
       WHERE (sort_updated, conversations.id) ${isNewest ? '<' : '>'} (?, ?)
       ORDER BY sort_updated ${isNewest ? 'DESC' : 'ASC'}, conversations.id ${isNewest ? 'DESC' : 'ASC'} LIMIT ?`,
    )
    .all(JSON.stringify([...ids]), beyond?.updatedAt ?? end, beyond?.conversationId ?? end, atMost)
}

function groupOf(node: QueryNode, sets: ReadonlyMap<Leaf, ReadonlySet<number>>): Group {
  switch (node.kind) {
    case 'all-of':
      return node.nodes.map((inner) => groupOf(inner, sets)).reduce(both)
    case 'any-of':
      return opposite(node.nodes.map((inner) => opposite(groupOf(inner, sets))).reduce(both))
    case 'not':
      return opposite(groupOf(node.node, sets))
    default: {
      const ids = sets.get(node)
      // A term that holds nothing asks for nothing.
      return ids === undefined ? { ids: new Set(), isAllBut: true } : { ids, isAllBut: false }
    }
  }
}

function both(one: Group, other: Group): Group {
  if (one.isAllBut && other.isAllBut) return { ids: new Set([...one.ids, ...other.ids]), isAllBut: true }
  const [some, rest] = one.isAllBut ? [other, one] : [one, other]
  const ids = [...some.ids].filter((id) => rest.ids.has(id) !== rest.isAllBut)
  return { ids: new Set(ids), isAllBut: false }
}

function opposite({ ids, isAllBut }: Group): Group {
  return { ids, isAllBut: !isAllBut }
}

/** The conversations whose heading holds one of the terms that are not negated. */
function saidBy(node: QueryNode, sets: ReadonlyMap<Leaf, ReadonlySet<number>>): ReadonlySet<number> {
  if (node.kind === 'all-of' || node.kind === 'any-of') {
    const said = new Set<number>()
    for (const inner of node.nodes) for (const id of saidBy(inner, sets)) said.add(id)
    return said
  }
  return (isTerm(node) ? sets.get(node) : undefined) ?? new Set()
}

function allConversations(archive: Archive): number[] {
  return archive.statement<[], number>('SELECT id FROM conversations').pluck().all()
}
