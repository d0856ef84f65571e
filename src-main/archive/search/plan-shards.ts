/** Decides into how many shards the index is divided, and where. */
import type { Archive } from '../archive.ts'
import type { SearchIndex } from './open-index.ts'

/** So many are filled in a moment by one thread. */
const messagesOfOne = 20_000
/** Above that a search through one shard takes longer than a keystroke. */
const messagesOfShard = 125_000
/** Each is a file that is open and a question more for every search that finds little. */
const mostShards = 8
/** An archive that has grown by this factor since its index was divided is divided anew. */
const growth = 3

/** Divides an index anew that is empty or whose archive has grown far beyond what it was divided for. */
export function planShards(index: SearchIndex, archive: Archive): void {
  const messages = countOf(archive)
  const planned = index.read('planned_messages')
  const hasGrown = messages > growth * Math.max(planned, messagesOfOne / growth)
  const isEmpty = index.messages === 0
  const wanted = shardsFor(messages)
  if (wanted <= index.shards.length || !(hasGrown || isEmpty)) return
  index.divide(bordersOf(archive, wanted, messages), messages)
}

/** How many shards an archive of so many messages gets: two at least, so that two threads can fill them. */
export function shardsFor(messages: number): number {
  if (messages < messagesOfOne) return 1
  return Math.min(mostShards, Math.max(2, Math.round(messages / messagesOfShard)))
}

/** The lowest id of each shard, each with as many messages as the others. */
function bordersOf(archive: Archive, shards: number, messages: number): number[] {
  const share = Math.ceil(messages / shards)
  const borders = [0]
  let count = 0
  for (const id of archive.statement<[], number>('SELECT id FROM messages ORDER BY id').pluck().iterate()) {
    if (count > 0 && count % share === 0) borders.push(id)
    count += 1
  }
  return borders
}

function countOf(archive: Archive): number {
  return archive.statement<[], number>('SELECT count(*) FROM messages').pluck().get() ?? 0
}
