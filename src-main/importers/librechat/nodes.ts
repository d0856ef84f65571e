/**
 * The messages of one LibreChat file, out of whatever nesting they stand in.
 *
 * What a message says is message.ts's work, the order of siblings tree-order.ts's.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'

/** One message and where it hangs. */
export interface MessageNode {
  /** `messageId`, made unique within the file; a made-up one where the message has none. */
  readonly id: string
  readonly raw: JsonObject
  readonly parentId: string | null
}

export interface Nodes {
  readonly nodes: readonly MessageNode[]
  /** True when children stand inside their parents, so that the file itself says how siblings follow each other. */
  readonly isNested: boolean
}

/** What LibreChat writes for "no parent" instead of null. */
const noParent = '00000000-0000-0000-0000-000000000000'

/**
 * Lists the messages of `messages` or `messagesTree`, parents before nested children. A nested message hangs where it
 * stands; any other hangs where its `parentMessageId` says, which may come later in the list.
 */
export function messageNodes(list: readonly Json[]): Nodes {
  const nodes: MessageNode[] = []
  const taken = new Set<string>()
  let isNested = false
  const waiting: { value: Json; above: string | null }[] = []
  const add = (values: readonly Json[], above: string | null): void => {
    for (let index = values.length - 1; index >= 0; index--)
      waiting.push({ value: values[index] ?? null, above })
  }
  add(list, null)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, above } = next
    if (value === null) continue
    // What is no message at all is still kept, as a message with that content.
    const raw = isJsonObject(value) ? value : { content: [value] }
    const id = uniqueId(filledTextAt(raw, 'messageId') ?? `message-${nodes.length + 1}`, taken)
    nodes.push({ id, raw, parentId: above ?? parentIn(raw) })
    const children = raw['children']
    if (!Array.isArray(children) || children.length === 0) continue
    isNested = true
    add(children, id)
  }
  return { nodes, isNested }
}

function parentIn(raw: JsonObject): string | null {
  const parent = filledTextAt(raw, 'parentMessageId')
  return parent === noParent ? null : parent
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let copy = 2; taken.has(id); copy++) id = `${wanted}#${copy}`
  taken.add(id)
  return id
}
