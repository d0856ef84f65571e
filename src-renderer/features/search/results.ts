/**
 * What was found, grouped by conversation: data and plain functions.
 *
 * A group keeps as many hits as its first page brought: what later pages bring of the same conversation is counted and
 * waits behind “N more”, so that nothing above the reader's eyes moves.
 */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { MoreHits, SearchAnswer, SearchGroup, SearchHit, SnippetPiece } from '@shared/contract/search.ts'
import type { Question } from './question.ts'

export interface Results {
  readonly question: Question
  readonly total: number
  readonly isCapped: boolean
  readonly isPartial: boolean
  /** Conversations that are not in the index yet. */
  readonly waiting: number
  readonly groups: readonly ResultGroup[]
  /** Messages and titles that the pages so far brought, counted as `total` counts them. */
  readonly loaded: number
  /** Milliseconds from asking to the answer that is shown. */
  readonly took: number
  /** Where the next page begins; null when all is here. */
  readonly next: string | null
}

export interface ResultGroup {
  readonly conversation: LibraryRow
  readonly title: readonly SnippetPiece[]
  readonly isTitleHit: boolean
  /** The hits shown at first. */
  readonly hits: readonly SearchHit[]
  readonly messagesHit: number
  readonly isCountExact: boolean
  /** The hits behind “N more” as far as they were asked for; null while they are folded away. */
  readonly unfolded: MoreHits | null
}

/** A line of the results: a conversation by its title, one message, or what is still folded away. */
export type ResultLine = { readonly id: string; readonly group: ResultGroup } & (
  | { readonly kind: 'conversation' }
  | { readonly kind: 'hit'; readonly hit: SearchHit }
  | { readonly kind: 'more'; readonly count: number }
)

/** Which conversations show their title only: all of them or none, but for some. */
export interface Folding {
  readonly areFolded: boolean
  /** Ids of conversations that are the other way. */
  readonly but: ReadonlySet<string>
}

export const nothingFolded: Folding = { areFolded: false, but: new Set() }

export function isFolded({ areFolded, but }: Folding, conversationId: string): boolean {
  return areFolded !== but.has(conversationId)
}

/** Folds one conversation, or unfolds it. */
export function foldedOver(folding: Folding, conversationId: string): Folding {
  const but = new Set(folding.but)
  if (!but.delete(conversationId)) but.add(conversationId)
  return { ...folding, but }
}

/** Hits of one conversation that are shown unasked. */
const hitsShown = 3

/** The results of a first page; what was unfolded in the same list before stays unfolded. */
export function resultsOf(
  question: Question,
  answer: SearchAnswer,
  before: Results | null,
  took: number,
): Results {
  const unfolded = new Map(before?.groups.map((group) => [group.conversation.id, group.unfolded]))
  const { total, isCapped, isPartial, waiting, next } = answer
  const groups = answer.groups.map((group) => groupOf(group, unfolded.get(group.conversation.id) ?? null))
  return { question, total, isCapped, isPartial, waiting, next, groups, loaded: entriesOf(answer), took }
}

function groupOf(group: SearchGroup, unfolded: MoreHits | null): ResultGroup {
  return { ...group, hits: group.hits.slice(0, hitsShown), unfolded }
}

/** The results with a further page at their end. */
export function withPage(results: Results, answer: SearchAnswer): Results {
  const known = new Set(results.groups.map((group) => group.conversation.id))
  const arrived = new Map(answer.groups.map((group) => [group.conversation.id, group]))
  const groups = results.groups.map((group): ResultGroup => {
    const again = arrived.get(group.conversation.id)
    if (again === undefined) return group
    const messagesHit = Math.max(group.messagesHit, again.messagesHit, group.hits.length + again.hits.length)
    return { ...group, messagesHit }
  })
  const added = answer.groups.filter((group) => !known.has(group.conversation.id))
  return {
    ...results,
    // Of a quick answer a later page may know more.
    total: Math.max(results.total, answer.total),
    isCapped: results.isCapped || answer.isCapped,
    groups: [...groups, ...added.map((group) => groupOf(group, null))],
    loaded: results.loaded + entriesOf(answer),
    next: answer.next,
  }
}

/** Adds hits that were asked for in one conversation; those shown already are left out. */
export function withMoreHits(results: Results, conversationId: string, page: MoreHits): Results {
  return changed(results, conversationId, (group) => {
    const before = group.unfolded?.hits ?? []
    const shown = new Set([...group.hits, ...before].map((hit) => hit.messageKey))
    const hits = [...before, ...page.hits.filter((hit) => !shown.has(hit.messageKey))]
    return { ...group, unfolded: { hits, next: page.next } }
  })
}

export function foldedAway(results: Results, conversationId: string): Results {
  return changed(results, conversationId, (group) => ({ ...group, unfolded: null }))
}

/** How many further hits of its conversation a group does not show. */
export function hiddenHits(group: ResultGroup): number {
  if (group.unfolded === null) return group.messagesHit - group.hits.length
  return group.unfolded.next === null
    ? 0
    : Math.max(group.messagesHit - group.hits.length - group.unfolded.hits.length, 1)
}

/** All lines from top to bottom. */
export function resultLines(results: Results | null, folding: Folding): ResultLine[] {
  return (results?.groups ?? []).flatMap((group): ResultLine[] => {
    const { id } = group.conversation
    const title = { id: `conversation-${id}`, group, kind: 'conversation' } as const
    if (isFolded(folding, id)) return [title]
    const hits = [...group.hits, ...(group.unfolded?.hits ?? [])]
    const count = hiddenHits(group)
    return [
      title,
      ...hits.map((hit): ResultLine => ({ id: `message-${hit.messageKey}`, group, kind: 'hit', hit })),
      ...(count > 0 ? [{ id: `more-${id}`, group, kind: 'more', count } as const] : []),
    ]
  })
}

/** The line that the keyboard begins with: the first hit in a message where there is one, else the first title. */
export function firstLine(lines: readonly ResultLine[]): ResultLine | undefined {
  return (
    lines.find((line) => line.kind === 'hit' || (line.kind === 'conversation' && line.group.isTitleHit)) ??
    lines[0]
  )
}

function entriesOf({ groups }: SearchAnswer): number {
  return groups.reduce((sum, { isTitleHit, hits }) => sum + hits.length + (isTitleHit ? 1 : 0), 0)
}

function changed(
  results: Results,
  conversationId: string,
  change: (group: ResultGroup) => ResultGroup,
): Results {
  const groups = results.groups.map((group) =>
    group.conversation.id === conversationId ? change(group) : group,
  )
  return { ...results, groups }
}
