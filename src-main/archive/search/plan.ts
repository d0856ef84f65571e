/**
 * How the messages of a query are found: what the index is asked for, and which part of the query is left to be decided
 * by reading.
 *
 * Each part of a query becomes a set that the index can name. It is *complete* when it holds every hit and *sound* when
 * it holds nothing else; not the set but its opposite has to be so below a negation. Whatever is not sound is judged.
 */
import type { QueryFilter, QueryNode } from '@shared/query.ts'
import type { Archive } from '../archive.ts'
import { isAboutConversation, type Leaf, type Sources } from './conversation-sets.ts'
import { type Expression, expressionOf, type Mode } from './expression.ts'
import { mark } from './indexed-message.ts'
import { stateOf } from './archive-state.ts'
import { allBut, allOf, anyOf, anyToken, type Match } from './match.ts'
import { isTerm, type Prepared } from './prepare.ts'

export interface Plan {
  /** Holds all hits when `isComplete`. */
  readonly match: Match
  /** What decides among them; null when all of them are hits. */
  readonly residue: QueryNode | null
  readonly isComplete: boolean
  /** Row ids that hits can have: from the lowest on, below the highest. */
  readonly from: number
  readonly to: number
  /** How many tokens the index is asked for. */
  readonly tokens: number
  /** A few messages beside which there are no hits, newest first; they are then judged by the whole query. */
  readonly only: readonly number[] | null
}

/** How the hits of a query are found at once, perhaps not all, and how all are found. */
export interface Plans {
  /** Whatever it finds is a hit. */
  readonly quick: Plan
  /**
   * Finds all by reading what meets those conditions that the quick plan asks for whole; null where there are none, or
   * where the quick plan is complete.
   */
  readonly byReading: Plan | null
  /** Worked out when it is first asked for; the quick one where that is complete. */
  readonly whole: () => Promise<Plan>
}

type Compiled = Omit<Expression, 'frequency'>

/** Conversations with at most so many messages in all are read rather than asked the index for. */
const fewMessages = { typing: 300, complete: 2000 }

/** Plans a search for messages. */
export async function plansOf(sources: Sources, prepared: Prepared): Promise<Plans> {
  const { byReading, ...quick } = await planOf(sources, prepared, 'typing')
  let whole: Promise<Plan> | null = null
  return {
    quick,
    byReading,
    whole: () =>
      (whole ??= quick.isComplete ? Promise.resolve(quick) : planOf(sources, prepared, 'complete')),
  }
}

async function planOf(
  sources: Sources,
  prepared: Prepared,
  mode: Mode,
): Promise<Plan & { readonly byReading: Plan | null }> {
  const { root } = prepared
  const { archive } = sources
  const conditions = root.kind === 'all-of' ? root.nodes : [root]
  const span = spanOf(archive, conditions)
  const only = fewCandidates(archive, prepared, conditions, fewMessages[mode])
  if (only !== null)
    return { match: 'none', residue: root, isComplete: true, ...span, tokens: 0, only, byReading: null }
  const compiled: { node: QueryNode; parts: Compiled }[] = []
  for (const node of conditions) {
    compiled.push({ node, parts: await compile(sources, prepared, mode, node, false) })
  }
  const asked = planFrom(compiled, span)
  const readSooner = compiled.map((one) => (one.parts.isComplete ? one : { node: one.node, parts: left }))
  const byReading = planFrom(readSooner, span)
  return { ...asked, byReading: asked.isComplete || byReading.match === 'every' ? null : byReading }
}

/** What is left to be decided by reading. */
const left: Compiled = { match: 'every', isSound: false, isComplete: true, tokens: 0 }

function planFrom(
  compiled: readonly { readonly node: QueryNode; readonly parts: Compiled }[],
  span: Pick<Plan, 'from' | 'to'>,
): Plan {
  const unsure = compiled.filter(({ parts }) => !parts.isSound).map(({ node }) => node)
  return {
    match: allOf(compiled.map(({ parts }) => parts.match)),
    residue: unsure.length === 0 ? null : { kind: 'all-of', nodes: unsure },
    isComplete: compiled.every(({ parts }) => parts.isComplete),
    ...span,
    tokens: compiled.reduce((sum, { parts }) => sum + parts.tokens, 0),
    only: null,
  }
}

/** @param isNegated whether the opposite of the set is what counts: it must then be sound rather than complete */
async function compile(
  sources: Sources,
  prepared: Prepared,
  mode: Mode,
  node: QueryNode,
  isNegated: boolean,
): Promise<Compiled> {
  switch (node.kind) {
    case 'all-of':
    case 'any-of': {
      const parts: Compiled[] = []
      for (const inner of node.nodes) parts.push(await compile(sources, prepared, mode, inner, isNegated))
      const matches = parts.map((part) => part.match)
      return {
        match: node.kind === 'all-of' ? allOf(matches) : anyOf(matches),
        isSound: parts.every((part) => part.isSound),
        isComplete: parts.every((part) => part.isComplete),
        tokens: parts.reduce((sum, part) => sum + part.tokens, 0),
      }
    }
    case 'not': {
      const inner = await compile(sources, prepared, mode, node.node, !isNegated)
      const { match, isSound, isComplete, tokens } = inner
      return { match: allBut(match), isSound: isComplete, isComplete: isSound, tokens }
    }
    default: {
      const parts = await compileLeaf(sources, prepared, mode, node)
      return isNegated && !parts.isSound
        ? { match: 'none', isSound: true, isComplete: false, tokens: 0 }
        : parts
    }
  }
}

async function compileLeaf(sources: Sources, prepared: Prepared, mode: Mode, leaf: Leaf): Promise<Compiled> {
  if (isAboutConversation(leaf)) return left
  if (isTerm(leaf)) {
    const sought = prepared.sought.get(leaf)
    if (sought === undefined) return { match: 'every', isSound: true, isComplete: true, tokens: 0 }
    return await expressionOf(sources.index, sought, mode, sources.turn)
  }
  const tokens = tokensOf(prepared, leaf)
  if (tokens === null) return left
  return { match: anyToken(tokens), isSound: true, isComplete: true, tokens: tokens.length }
}

/** The marks of a filter that the index holds; null for one that it does not know. */
function tokensOf(prepared: Prepared, filter: QueryFilter): string[] | null {
  switch (filter.kind) {
    case 'role':
      return [mark.role(filter.role)]
    case 'source':
      return prepared.sourcesOf(filter).map(mark.source)
    case 'has':
      return filter.content === 'note' ? null : [mark.content(filter.content)]
    case 'is':
      return filter.state === 'error' ? [mark.error] : null
    default:
      return null
  }
}

/** The messages of the smallest set of conversations that all hits must be in, when they are few. */
function fewCandidates(
  archive: Archive,
  prepared: Prepared,
  conditions: readonly QueryNode[],
  atMost: number,
): number[] | null {
  const sets = conditions.flatMap((node) => prepared.sets.get(node as Leaf) ?? [])
  const [smallest] = sets.toSorted((one, other) => one.size - other.size)
  if (smallest === undefined || smallest.size > atMost) return null
  const found = archive
    .statement<[string, number], number>(
      `SELECT messages.id FROM json_each(?) AS wanted CROSS JOIN messages ON conversation_id = wanted.value LIMIT ?`,
    )
    .pluck()
    .all(JSON.stringify([...smallest]), atMost + 1)
  if (found.length > atMost) return null
  return found.toSorted((one, other) => other - one).filter((id) => !prepared.trash.messages.has(id))
}

/** Row ids are seconds, moved up where one was taken: so a time bounds them from below, and from above with some room. */
function spanOf(archive: Archive, conditions: readonly QueryNode[]): { from: number; to: number } {
  let [from, to] = [0, Infinity]
  for (const node of conditions) {
    if (node.kind !== 'time' || node.of !== 'message') continue
    if (node.from !== null) from = Math.max(from, Math.min(Math.floor(node.from / 1000), lastSecond))
    if (node.to !== null)
      to = Math.min(to, Math.max(Math.ceil(node.to / 1000), firstDated) + longestMove(archive) + 1)
  }
  return { from, to }
}

/** As message-ids.ts gives them out: what is earlier or later is filed at these. */
const firstDated = 100_000_000
const lastSecond = 253_402_300_799

const moves = new WeakMap<Archive, { readonly state: string; readonly longest: number }>()

/** By how many seconds the row id of a message is moved at most; looks at every message when one has changed. */
function longestMove(archive: Archive): number {
  const state = stateOf(archive)
  const before = moves.get(archive)
  if (before?.state === state) return before.longest
  const row = archive
    .statement<[number], { longest: number | null }>(
      'SELECT max(id - max(created_at / 1000, ?)) AS longest FROM messages WHERE created_at IS NOT NULL',
    )
    .get(firstDated)
  const longest = Math.max(0, row?.longest ?? 0)
  moves.set(archive, { state, longest })
  return longest
}
