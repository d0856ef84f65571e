/** The conversations whose heading (title, tags and notes) is itself a hit. */
import type { QueryNode } from '@shared/query.ts'
import type { Archive } from '../archive.ts'
import {
  conversationsOf,
  headingsWith,
  type Leaf,
  needsAllTitles,
  type Sources,
} from './conversation-sets.ts'
import type { Mode } from './expression.ts'
import { isTerm, leavesOf, type Prepared } from './prepare.ts'

export interface Heading {
  /** Row id of the conversation. */
  readonly conversationId: number
  /** What the library sorts by, ms. */
  readonly updatedAt: number
}

export interface HeadingHits {
  readonly ids: ReadonlySet<number>
  /** False where only the newest conversations were looked at. */
  readonly isComplete: boolean
}

/** So many of the newest conversations are looked at while the reader types what no index of titles can answer. */
const newestLookedAt = 1000

/** Looking up when a heading was changed reads a page: passing so many conversations along their list takes as long. */
const passedPerLookup = 8

/** Some conversations, or all but them. */
interface Group {
  readonly ids: ReadonlySet<number>
  readonly isAllBut: boolean
}

/**
 * Row ids of the conversations whose heading meets a query. Where the query asks for text that may stand in messages
 * too, a heading has to hold some of it: else every title would be a hit for “not in it”.
 */
export async function headingHits(sources: Sources, prepared: Prepared, mode: Mode): Promise<HeadingHits> {
  const { archive } = sources
  const leaves = leavesOf(prepared.root).filter((leaf) => !prepared.sets.has(leaf))
  const isLong = leaves.some((leaf) => {
    const sought = isTerm(leaf) && leaf.field !== 'body' ? prepared.sought.get(leaf) : undefined
    return sought !== undefined && needsAllTitles(sought)
  })
  const newest = mode === 'typing' && isLong && !hasNegation(prepared.root) ? newestOf(archive) : null
  const among = newest !== null && newest.length > newestLookedAt ? newest : null
  const sets = new Map<Leaf, ReadonlySet<number>>(prepared.sets)
  for (const leaf of leaves) {
    const sought = isTerm(leaf) ? prepared.sought.get(leaf) : undefined
    if (!isTerm(leaf)) sets.set(leaf, conversationsOf(sources, leaf))
    else if (sought !== undefined) sets.set(leaf, await headingsWith(sources, leaf, sought, among))
  }
  const met = groupOf(prepared.root, sets)
  const candidates = prepared.isAboutConversations
    ? met.isAllBut
      ? allConversations(archive)
      : met.ids
    : saidBy(prepared.root, sets)
  const ids = new Set<number>()
  for (const id of candidates) {
    if (met.ids.has(id) !== met.isAllBut && !prepared.trash.conversations.has(id)) ids.add(id)
  }
  return { ids, isComplete: among === null }
}

function newestOf(archive: Archive): number[] {
  return archive
    .statement<[number], number>(
      "SELECT id FROM conversations WHERE status <> 'deleted' ORDER BY sort_updated DESC, id DESC LIMIT ?",
    )
    .pluck()
    .all(newestLookedAt + 1)
}

function hasNegation(node: QueryNode): boolean {
  if (node.kind === 'all-of' || node.kind === 'any-of') return node.nodes.some(hasNegation)
  return node.kind === 'not'
}

/**
 * The headings among some that come next in time: at most so many, beyond a place where one is given, and those from a
 * time on (ms; null for any).
 */
export function headingsInTime(
  archive: Archive,
  ids: ReadonlySet<number>,
  direction: 'newest' | 'oldest',
  beyond: Heading | null,
  atMost: number,
  since: number | null = null,
): Heading[] {
  if (ids.size === 0) return []
  const isNewest = direction === 'newest'
  const end = isNewest ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER
  const order = isNewest ? 'DESC' : 'ASC'
  const span: Span = {
    condition: `(sort_updated, conversations.id) ${isNewest ? '<' : '>'} (?, ?) AND sort_updated >= ?`,
    place: [
      beyond?.updatedAt ?? end,
      beyond?.conversationId ?? end,
      since ?? -Number.MAX_SAFE_INTEGER,
    ] as const,
    order: `ORDER BY sort_updated ${order}, conversations.id ${order}`,
  }
  const found = metAlongLists(archive, ids, span, atMost, mostPassed(archive, ids.size, atMost, since))
  if (found === null) return lookedUp(archive, ids, span, atMost)
  const sign = isNewest ? -1 : 1
  return found
    .toSorted(
      (one, other) => sign * (one.updatedAt - other.updatedAt || one.conversationId - other.conversationId),
    )
    .slice(0, atMost)
}

/** Conversations in the order of time, as SQL. */
interface Span {
  readonly condition: string
  readonly place: readonly [updatedAt: number, conversationId: number, since: number]
  readonly order: string
}

function lookedUp(
  archive: Archive,
  ids: ReadonlySet<number>,
  { condition, place, order }: Span,
  atMost: number,
): Heading[] {
  return archive
    .statement<[string, number, number, number, number], Heading>(
      `SELECT conversations.id AS conversationId, sort_updated AS updatedAt
       FROM json_each(?) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value
       WHERE ${condition} ${order} LIMIT ?`,
    )
    .all(JSON.stringify([...ids]), ...place, atMost)
}

/** So many of each of the two lists, library and trash; null when too many conversations were passed on the way. */
function metAlongLists(
  archive: Archive,
  ids: ReadonlySet<number>,
  { condition, place, order }: Span,
  atMost: number,
  passedAtMost: number,
): Heading[] | null {
  if (passedAtMost === 0) return null
  const found: Heading[] = []
  let passed = 0
  for (const list of ["status <> 'deleted'", "status = 'deleted'"]) {
    let count = 0
    const rows = archive
      .statement<[number, number, number], Heading>(
        `SELECT id AS conversationId, sort_updated AS updatedAt FROM conversations WHERE ${list} AND ${condition} ${order}`,
      )
      .iterate(...place)
    for (const row of rows) {
      if (passed === passedAtMost) return null
      passed += 1
      if (!ids.has(row.conversationId)) continue
      found.push(row)
      count += 1
      if (count === atMost) break
    }
  }
  return found
}

/**
 * How many conversations may be passed along their lists before looking up when each of some headings was changed is
 * sooner; 0 where it is sooner from the beginning.
 */
function mostPassed(archive: Archive, headings: number, atMost: number, since: number | null): number {
  const worthLookingUp = headings * passedPerLookup
  // How far back a time lies is not known, but what is frequent in titles is frequent in the messages of the page too.
  if (since !== null) return worthLookingUp
  const all = archive.statement<[], number | null>('SELECT max(id) FROM conversations').pluck().get() ?? 0
  return atMost >= headings || worthLookingUp < (atMost * all) / headings ? 0 : Infinity
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
