/**
 * The messages of an Open WebUI chat and how they hang together: a map by id, in which each names its parent and its
 * children. Answers of several models to one question are siblings.
 *
 * What a message says is message.ts's work.
 */
import type { Message } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt, listAt, objectAt } from '../fields.ts'
import { inTreeOrder } from '../tree-order.ts'
import { idText, uniqueId } from '../unique-id.ts'
import { messageOf } from './message.ts'

export interface ChatTree {
  /** In the order that Conversation.messages promises. */
  readonly messages: readonly Message[]
  /** The end of the branch that is shown, null where the chat does not tell. */
  readonly shown: string | null
}

interface Node {
  readonly raw: JsonObject
  readonly parentId: string | null
}

/** Reads the tree of a chat; one without it, or with messages that only its flat list has, in the order of the list. */
export function treeOfChat(chat: JsonObject): ChatTree {
  const history = objectAt(chat, 'history')
  const nodes = nodesOf(objectAt(history, 'messages'))
  addListed(nodes, listAt(chat, 'messages'))
  const ranks = childRanks(nodes)
  const messages = inTreeOrder(
    [...nodes]
      .toSorted(([one], [other]) => (ranks.get(one) ?? Infinity) - (ranks.get(other) ?? Infinity) || 0)
      .map(([id, { raw, parentId }]) => messageOf(id, parentId, raw)),
    { kind: 'as-given' },
  )
  const current = filledTextAt(history, 'currentId', 'current_id')
  return { messages, shown: current === null ? null : endBelow(messages, current) }
}

function nodesOf(map: JsonObject): Map<string, Node> {
  const nodes = new Map<string, Node>()
  const named = new Map<string, string>()
  for (const [id, value] of Object.entries(map)) {
    if (!isJsonObject(value)) continue
    nodes.set(id, { raw: value, parentId: idText(value['parentId']) })
    for (const child of listAt(value, 'childrenIds')) if (typeof child === 'string') named.set(child, id)
  }
  // A message that names no parent still has one where another names it as its child.
  for (const [id, { raw, parentId }] of nodes) {
    const parent = parentId !== null && nodes.has(parentId) ? parentId : (named.get(id) ?? parentId)
    if (parent !== parentId) nodes.set(id, { raw, parentId: parent })
  }
  return nodes
}

function addListed(nodes: Map<string, Node>, list: readonly Json[]): void {
  const taken = new Set(nodes.keys())
  let before: string | null = null
  for (const value of list) {
    if (!isJsonObject(value)) continue
    const own = idText(value['id'])
    if (own !== null && nodes.has(own)) {
      before = own
      continue
    }
    const id = uniqueId(own ?? `message-${taken.size + 1}`, taken)
    nodes.set(id, { raw: value, parentId: idText(value['parentId']) ?? before })
    before = id
  }
}

/** The place of each message among the children of its parent. */
function childRanks(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  for (const { raw } of nodes.values()) {
    listAt(raw, 'childrenIds').forEach((child, rank) => {
      if (typeof child === 'string' && !ranks.has(child)) ranks.set(child, rank)
    })
  }
  return ranks
}

/** The message itself, or the last one below it where it was answered since. */
function endBelow(messages: readonly Message[], id: string): string | null {
  if (!messages.some((message) => message.id === id)) return null
  const lastChild = new Map<string, string>()
  for (const message of messages) if (message.parentId !== null) lastChild.set(message.parentId, message.id)
  let end = id
  for (let next = lastChild.get(end); next !== undefined; next = lastChild.get(end)) end = next
  return end
}
