/** Reads the words of a query as words of titles and tags; what else it asks for stays as it is. */
import type { Query, QueryNode, QueryTerm } from './tree.ts'

/**
 * The query with each word that may stand anywhere looked for in the title or in a tag instead: `oslo type:agent` asks
 * for agents that are called or tagged so. `title:` and `body:` keep their meaning. A pattern, or a word whose
 * capitals count, is looked for in titles only, since tags are asked for by their text.
 */
export function inTitlesAndTags({ root, terms }: Query): Query {
  return { root: root === null ? null : reread(root), terms }
}

function reread(node: QueryNode): QueryNode {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return { kind: node.kind, nodes: node.nodes.map(reread) }
    case 'not':
      return { kind: 'not', node: reread(node.node) }
    case 'word':
    case 'phrase':
    case 'pattern':
      return node.field === 'any' ? inTitleOrTag(node) : node
    default:
      return node
  }
}

function inTitleOrTag(term: QueryTerm): QueryNode {
  const inTitle: QueryNode = { ...term, field: 'title' }
  if (term.kind === 'pattern' || term.isCased === true) return inTitle
  return { kind: 'any-of', nodes: [inTitle, { kind: 'tag', text: `*${term.text}*` }] }
}
