/**
 * The tree of one ChatGPT record: `mapping`, a table of nodes that name their parents.
 *
 * Lists of children are not relied on: exports since 2026 often lack them, and older ones contradict the parents.
 * What a node's message says is message.ts's work.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { listAt, textAt } from '../fields.ts'

/** A node that holds a message. */
export interface MessageNode {
  readonly id: string
  readonly node: JsonObject
  readonly message: JsonObject
  /** The nearest node above that holds a message, or the name of a node that does not exist. */
  readonly parentId: string | null
  /** Its place in the list of children of its parent; infinite where it is not listed. */
  readonly rank: number
}

export interface MessageTree {
  readonly nodes: readonly MessageNode[]
  /** The node itself if it holds a message, else the nearest one above that does, else null. */
  nearest(nodeId: string): string | null
}

/** Reads a `mapping`, in the order of the file. Nodes without a message are climbed over. */
export function messageTree(mapping: JsonObject): MessageTree {
  const nodes = new Map<string, JsonObject>()
  for (const [id, node] of Object.entries(mapping)) if (isJsonObject(node)) nodes.set(id, node)
  const listed = listedChildren(nodes)
  const parentOf = (id: string): string | null => {
    const parent = nodes.get(id)?.['parent']
    return parent === undefined
      ? (listed.get(id)?.parent ?? null)
      : typeof parent === 'string'
        ? parent
        : null
  }
  const climb = climber(nodes, parentOf)
  const found: MessageNode[] = []
  for (const [id, node] of nodes) {
    const message = node['message']
    if (!isJsonObject(message)) continue
    const parent = parentOf(id)
    const place = listed.get(id)
    found.push({
      id,
      node,
      message,
      parentId: parent === null ? null : climb(parent),
      rank: place?.parent === parent ? (place?.rank ?? Infinity) : Infinity,
    })
  }
  return {
    nodes: found,
    nearest: (id) => {
      const reached = nodes.has(id) ? climb(id) : null
      return reached !== null && nodes.has(reached) ? reached : null
    },
  }
}

/** For each node that stands in a list of children: whose, and where in it. Its own parent's list comes first. */
function listedChildren(
  nodes: ReadonlyMap<string, JsonObject>,
): ReadonlyMap<string, { readonly parent: string; readonly rank: number }> {
  const listed = new Map<string, { parent: string; rank: number }>()
  for (const [parent, node] of nodes) {
    listAt(node, 'children').forEach((child: Json, rank) => {
      if (typeof child !== 'string') return
      const isOwn = textAt(nodes.get(child) ?? {}, 'parent') === parent
      if (isOwn || !listed.has(child)) listed.set(child, { parent, rank })
    })
  }
  return listed
}

/**
 * Makes the function that climbs from a node to the nearest one with a message: itself, one above, a name that
 * is not in the mapping, or null above the top. Remembers what it found, so that a long chain is climbed once.
 */
function climber(
  nodes: ReadonlyMap<string, JsonObject>,
  parentOf: (id: string) => string | null,
): (id: string) => string | null {
  const reached = new Map<string, string | null>()
  return (start) => {
    const trail: string[] = []
    let at: string | null = start
    while (at !== null) {
      const node = nodes.get(at)
      if (!node || isJsonObject(node['message'])) break
      const known = reached.get(at)
      if (known !== undefined) {
        at = known
        break
      }
      // Until the end is known a node leads nowhere, which ends a cycle of empty nodes.
      reached.set(at, null)
      trail.push(at)
      at = parentOf(at)
    }
    for (const id of trail) reached.set(id, at)
    return at
  }
}
