/** Reads messages and decides which of them meet a query. What the index knows for sure need not come here. */
import type { Role } from '@shared/conversation.ts'
import type { QueryFilter, QueryNode, QueryTerm } from '@shared/query.ts'
import type { Archive } from '../archive.ts'
import { flagsFrom } from '../message-flags.ts'
import type { StoredParts } from '../stored-parts.ts'
import { isAboutConversation, isModelNamed, type Leaf } from './conversation-sets.ts'
import { fold } from './fold.ts'
import { bareSource, contentsOf } from './indexed-message.ts'
import { storedContents, storedText } from './message-texts.ts'
import type { Prepared } from './prepare.ts'

interface Row {
  readonly id: number
  readonly conversationId: number
  readonly role: Role
  readonly flags: number
  readonly createdAt: number | null
  /** Its own, else its conversation's. */
  readonly model: string | null
  readonly source: string
}

/** A message with its contents, once they have been read. */
class Candidate {
  readonly row: Row
  stored: StoredParts | null = null
  #text: string | null = null
  #folded: string | null = null

  constructor(row: Row) {
    this.row = row
  }

  get text(): string {
    this.#text ??= this.stored === null ? '' : storedText(this.stored)
    return this.#text
  }

  get folded(): string {
    this.#folded ??= fold(this.text)
    return this.#folded
  }
}

/** Those of some messages (row ids) that meet a part of a prepared query, in the order given. */
export function judged(
  archive: Archive,
  prepared: Prepared,
  node: QueryNode,
  ids: readonly number[],
): number[] {
  const rows = archive
    .statement<[string], Row>(
      `SELECT messages.id, conversation_id AS conversationId, role, flags, messages.created_at AS createdAt,
         coalesce(messages.model, conversations.model) AS model, source
       FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value
         JOIN conversations ON conversations.id = conversation_id`,
    )
    .all(JSON.stringify(ids))
  const candidates = rows.map((row) => new Candidate(row))
  return meeting({ archive, prepared }, node, candidates).map(({ row }) => row.id)
}

interface Trial {
  readonly archive: Archive
  readonly prepared: Prepared
}

/** What is cheap to know comes first, so that few texts are read. */
function meeting(trial: Trial, node: QueryNode, candidates: readonly Candidate[]): Candidate[] {
  switch (node.kind) {
    case 'all-of':
      return cheapFirst(node.nodes).reduce<Candidate[]>(
        (left, inner) => (left.length === 0 ? left : meeting(trial, inner, left)),
        [...candidates],
      )
    case 'any-of': {
      const met = new Set<Candidate>()
      for (const inner of cheapFirst(node.nodes)) {
        const undecided = candidates.filter((candidate) => !met.has(candidate))
        for (const candidate of meeting(trial, inner, undecided)) met.add(candidate)
      }
      return candidates.filter((candidate) => met.has(candidate))
    }
    case 'not': {
      const met = new Set(meeting(trial, node.node, candidates))
      return candidates.filter((candidate) => !met.has(candidate))
    }
    case 'word':
    case 'phrase':
    case 'pattern':
      return holding(trial, node, candidates)
    default:
      if (node.kind === 'has' && node.content !== 'note') readContents(trial.archive, candidates)
      return candidates.filter((candidate) => meetsFilter(trial.prepared, node, candidate))
  }
}

/** Reads the contents of those whose have not been read: of many at once that is sooner than one after the other. */
function readContents(archive: Archive, candidates: readonly Candidate[]): void {
  const unread = candidates.filter((one) => one.stored === null)
  if (unread.length === 0) return
  const contents = storedContents(
    archive,
    unread.map(({ row }) => row.id),
  )
  for (const one of unread) one.stored = contents.get(one.row.id) ?? { text: '', parts: null }
}

function holding(
  { archive, prepared }: Trial,
  term: QueryTerm,
  candidates: readonly Candidate[],
): Candidate[] {
  if (isAboutConversation(term)) return candidates.filter((one) => isInSet(prepared, term, one))
  const sought = prepared.sought.get(term)
  if (sought === undefined) return [...candidates]
  readContents(archive, candidates)
  if (sought.kind === 'needle') return candidates.filter((one) => sought.needle.find(one.folded, 0) !== null)
  const verdicts = sought.finder.test(candidates.map((one) => one.text))
  return candidates.filter((_, at) => verdicts[at] === true)
}

function meetsFilter(prepared: Prepared, filter: QueryFilter, candidate: Candidate): boolean {
  const { row } = candidate
  if (isAboutConversation(filter)) return isInSet(prepared, filter, candidate)
  switch (filter.kind) {
    case 'role':
      return row.role === filter.role
    case 'source':
      return prepared.sourcesOf(filter).some((source) => bareSource(source) === bareSource(row.source))
    case 'model':
      return row.model !== null && isModelNamed(row.model, filter)
    case 'is':
      return flagsFrom(row.flags).isError
    case 'has':
      return (
        filter.content !== 'note' &&
        candidate.stored !== null &&
        contentsOf({ ...candidate.stored, role: row.role }).has(filter.content)
      )
    case 'time':
      return (
        row.createdAt !== null &&
        (filter.from === null || row.createdAt >= filter.from) &&
        (filter.to === null || row.createdAt < filter.to)
      )
    case 'type':
    case 'tag':
    case 'in':
    case 'id':
      return false
  }
}

function isInSet(prepared: Prepared, leaf: Leaf, candidate: Candidate): boolean {
  return prepared.sets.get(leaf)?.has(candidate.row.conversationId) === true
}

function cheapFirst(nodes: readonly QueryNode[]): QueryNode[] {
  return nodes.toSorted((one, other) => costOf(one) - costOf(other))
}

function costOf(node: QueryNode): number {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return Math.max(...node.nodes.map(costOf))
    case 'not':
      return costOf(node.node)
    case 'word':
    case 'phrase':
      return node.field === 'title' ? 0 : 2
    case 'pattern':
      return node.field === 'title' ? 0 : 3
    case 'has':
      return node.content === 'note' ? 0 : 1
    default:
      return 0
  }
}
