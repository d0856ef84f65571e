/**
 * Which conversation a message is in, for searches that find very many: looking each up in the archive would take longer
 * than finding them.
 *
 * A shard notes the ids of its messages by conversation. Packed into one sorted list of numbers, eight bytes a message,
 * they are found by halving; the list is kept until the shard changes.
 */
import type { SearchIndex } from './open-index.ts'

type Shard = SearchIndex['shards'][number]

/** Conversations that one shard can name. */
const mostConversations = 2 ** 21
/** Ids (seconds) that one list can span: with the place of a conversation they fill the 53 bits of a whole number. */
const longestSpan = 2 ** 32

interface Table {
  readonly state: string
  readonly base: number
  /** `(id - base) * mostConversations` and the place of the conversation in `conversations`, rising. */
  readonly packed: Float64Array
  readonly conversations: readonly number[]
}

const tables = new WeakMap<Shard['file'], Table | null>()

/** Calls back for each of some messages, with its conversation, in their order; not for those that a shard does not know. */
export function eachConversation(
  shard: Shard,
  ids: readonly number[],
  tell: (conversationId: number, id: number) => void,
): void {
  const table = tableOf(shard)
  if (table === null) return
  const { base, packed, conversations } = table
  for (const id of ids) {
    const wanted = (id - base) * mostConversations
    let low = 0
    let high = packed.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((packed[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    const conversation = conversations[(packed[low] ?? Infinity) - wanted]
    if (conversation !== undefined) tell(conversation, id)
  }
}

function tableOf({ file }: Shard): Table | null {
  const state = (['messages', 'last_change_seq', 'pass_change_seq', 'pass_id'] as const)
    .map((key) => file.read(key))
    .join()
  const before = tables.get(file)
  if (before !== undefined && before?.state === state) return before
  const table = readTable(file, state)
  tables.set(file, table)
  return table
}

function readTable(file: Shard['file'], state: string): Table | null {
  const rows = file
    .statement<[], { id: number; ids: Buffer }>(
      'SELECT conversation_id AS id, message_ids AS ids FROM indexed',
    )
    .all()
    // Copied, because a Buffer need not begin at a multiple of eight.
    .map(({ id, ids }) => ({ id, ids: new Float64Array(new Uint8Array(ids).buffer) }))
  let [base, last, count] = [Infinity, 0, 0]
  for (const { ids } of rows) {
    count += ids.length
    for (const id of ids) {
      if (id < base) base = id
      if (id > last) last = id
    }
  }
  if (rows.length > mostConversations || last - base >= longestSpan) return null
  const packed = new Float64Array(count)
  let at = 0
  for (const [place, { ids }] of rows.entries()) {
    for (const id of ids) packed[at++] = (id - base) * mostConversations + place
  }
  return { state, base, packed: packed.toSorted(), conversations: rows.map(({ id }) => id) }
}
