/** A query made ready to be answered: its terms folded, its conditions about conversations looked up. */
import type { Query, QueryFilter, QueryNode, QueryTerm } from '@shared/query.ts'
import {
  conversationsOf,
  headingsWith,
  isAboutConversation,
  isOnlyAboutConversations,
  type Leaf,
  type Sources,
  sourcesNamed,
} from './conversation-sets.ts'
import { type Sought, soughtOf } from './lookup.ts'
import { type Trash, trashOf } from './trash.ts'

export interface Prepared {
  readonly root: QueryNode
  /** What to look for, for each term that holds something. */
  readonly sought: ReadonlyMap<QueryTerm, Sought>
  /** What is marked in a hit: that of the terms that are not negated. */
  readonly marked: readonly Sought[]
  /** Row ids of the conversations that meet each condition about conversations. */
  readonly sets: ReadonlyMap<Leaf, ReadonlySet<number>>
  /** Whether it asks for nothing that stands in messages: then only conversations are found. */
  readonly isAboutConversations: boolean
  /** Nothing in it is found: empty of conversations where the query asks for the trash. */
  readonly trash: Pick<Trash, 'conversations' | 'messages'>
  sourcesOf(filter: QueryFilter & { readonly kind: 'source' }): readonly string[]
}

/**
 * Makes a query ready; null when there is nothing to look for. The trash is left out, unless the query asks for
 * `is:deleted` or `withTrash` is set.
 */
export async function prepare(
  sources: Sources,
  query: Query,
  withTrash: boolean = false,
): Promise<Prepared | null> {
  const { root } = query
  if (root === null) return null
  const leaves = leavesOf(root)
  const sought = new Map<QueryTerm, Sought>()
  const named = new Map<QueryFilter, readonly string[]>()
  const sets = new Map<Leaf, ReadonlySet<number>>()
  for (const leaf of leaves) {
    if (isTerm(leaf)) {
      const found = soughtOf(leaf)
      if (found === null) continue
      sought.set(leaf, found)
      if (isAboutConversation(leaf)) sets.set(leaf, await headingsWith(sources, leaf, found))
    } else if (leaf.kind === 'source') {
      named.set(leaf, sourcesNamed(sources.archive, leaf.text))
    } else if (isAboutConversation(leaf)) {
      sets.set(leaf, conversationsOf(sources, leaf))
    }
  }
  const trash = trashOf(sources.archive)
  const reachesTrash = withTrash || asksForTrash(root)
  return {
    root,
    sought,
    marked: query.terms.flatMap((term) => sought.get(term) ?? []),
    sets,
    isAboutConversations: isOnlyAboutConversations(root),
    trash: reachesTrash ? { conversations: new Set(), messages: trash.deleted } : trash,
    sourcesOf: (filter) => named.get(filter) ?? [],
  }
}

export function isTerm(node: QueryNode): node is QueryTerm {
  return node.kind === 'word' || node.kind === 'phrase' || node.kind === 'pattern'
}

/** All conditions of a query, negated ones too. */
export function leavesOf(node: QueryNode): Leaf[] {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.nodes.flatMap(leavesOf)
    case 'not':
      return leavesOf(node.node)
    default:
      return [node]
  }
}

function asksForTrash(node: QueryNode): boolean {
  if (node.kind === 'all-of' || node.kind === 'any-of') return node.nodes.some(asksForTrash)
  return node.kind === 'is' && node.state === 'deleted'
}
