/**
 * The search index of an archive as its readers and fillers see it: a head and its shards (index-tables.ts).
 *
 * Each file is a connection of its own, so no statement has to know how many shards there are. Filling them is
 * catch-up.ts's work.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Statement } from 'better-sqlite3'
import { explainFailure } from '../sqlite-failure.ts'
import { IndexFile, isDamage, removeIndexFile } from './index-file.ts'
import { headTables, shardTables } from './index-tables.ts'

type HeadKey = 'last_change_seq' | 'terms_change_seq' | 'planned_messages'
type ShardKey = 'last_change_seq' | 'pass_change_seq' | 'pass_id' | 'messages'

/** The full-text rows of the messages with `from <= id < to`. */
export interface Shard extends Pick<IndexFile<ShardKey>, 'statement'> {
  readonly number: number
  readonly from: number
  /** Infinity for the newest. */
  readonly to: number
}

interface OpenShard extends Shard {
  readonly file: IndexFile<ShardKey>
}

export class SearchIndex {
  readonly folder: string
  readonly #cacheMegabytes: number
  #head: IndexFile<HeadKey>
  #shards: readonly OpenShard[] = []

  constructor(folder: string, cacheMegabytes: number) {
    this.folder = folder
    this.#cacheMegabytes = cacheMegabytes
    this.#head = this.#openHead()
    this.follow()
  }

  /** A prepared statement on the head: titles and terms. */
  statement<Parameters extends unknown[] = unknown[], Row = unknown>(
    sql: string,
  ): Statement<Parameters, Row> {
    return this.#head.statement<Parameters, Row>(sql)
  }

  /** The head, for those who fill it. */
  get head(): IndexFile<HeadKey> {
    return this.#head
  }

  /** From the newest to the oldest, as the plan was when `follow` or `reading` was last called; their ranges cover every id. */
  get shards(): readonly OpenShard[] {
    return this.#shards
  }

  /** How many messages all shards hold. */
  get messages(): number {
    return this.#shards.map(({ file }) => file.read('messages')).reduce((one, other) => one + other, 0)
  }

  /** The number of the last change of which something may stand in a shard. */
  get lastTouched(): number {
    const touched = this.#shards.map(({ file }) => {
      const state = file.readState()
      return Math.max(state.last_change_seq, state.pass_change_seq)
    })
    return Math.max(0, ...touched)
  }

  /**
   * Opens and closes shards until they are those that the head names; another thread may have divided anew. A shard that
   * is no longer named stays as it was for whoever has it open, so a single statement on one needs no more than this.
   */
  follow(): void {
    const plan = this.#head
      .statement<[], { number: number; lowest: number }>(
        'SELECT number, lowest FROM shards ORDER BY lowest DESC',
      )
      .all()
    const isSame =
      plan.length === this.#shards.length &&
      plan.every(({ number }, at) => this.#shards[at]?.number === number)
    if (isSame) return
    for (const { file } of this.#shards) file.close()
    const cache = Math.max(1, Math.round((2 * this.#cacheMegabytes) / plan.length))
    this.#shards = plan.map(({ number, lowest }, at) => {
      const file = new IndexFile<ShardKey>(shardPath(this.folder, number), shardTables, cache)
      return {
        number,
        from: lowest,
        to: plan[at - 1]?.lowest ?? Infinity,
        file,
        statement: file.statement.bind(file),
      }
    })
  }

  /** Does some work on one unchanging state of the head and of each shard. */
  reading<Result>(work: () => Result): Result {
    this.follow()
    let inAll = work
    for (const { file } of this.#shards) {
      const inOthers = inAll
      inAll = () => file.reading(inOthers)
    }
    return this.#head.reading(inAll)
  }

  /**
   * Does some work; where a file turns out to be damaged the index is made anew, empty, and the work done once more.
   * Where another thread or process has made it anew, that one is opened first.
   *
   * @throws AppError `disk-full`, `archive-busy`, `cannot-write`
   */
  mending<Result>(work: () => Result): Result {
    try {
      if (!this.#head.isInPlace()) this.#reopen()
      try {
        return work()
      } catch (error) {
        if (!isDamage(error)) throw error
        this.discard()
        return work()
      }
    } catch (error) {
      throw explainFailure(error, this.folder)
    }
  }

  read(key: HeadKey): number {
    return this.#head.read(key)
  }

  /** Throws all of it away; what is left is empty and waits to be filled. */
  discard(): void {
    this.close()
    removeAll(this.folder)
    this.#reopen()
  }

  /**
   * Divides the messages anew, at the given ids (rising, the first one 0): with empty shards, to be filled from the
   * beginning. What was found before is found again only then.
   */
  divide(lowest: readonly number[], messages: number): void {
    const head = this.#head
    const before = this.#shards.map(({ number }) => number)
    head.writing(() => {
      const last = Math.max(0, ...before)
      head.execute('DELETE FROM shards')
      const add = head.statement<[number, number]>('INSERT INTO shards (number, lowest) VALUES (?, ?)')
      lowest.forEach((id, at) => add.run(last + 1 + at, id))
      head.write('planned_messages', messages)
      head.write('last_change_seq', 0)
      head.write('terms_change_seq', 0)
    })
    this.follow()
    for (const number of before) removeIndexFile(shardPath(this.folder, number))
  }

  close(): void {
    for (const { file } of this.#shards) file.close()
    this.#shards = []
    this.#head.close()
  }

  #reopen(): void {
    this.close()
    this.#head = this.#openHead()
    this.follow()
  }

  /** Without its head nobody knows what the shards hold. */
  #openHead(): IndexFile<HeadKey> {
    const path = join(this.folder, 'index.sqlite')
    const head = new IndexFile<HeadKey>(path, headTables, this.#cacheMegabytes)
    if (head.isNew) removeShards(this.folder)
    return head
  }
}

/**
 * Opens the search index of an archive's folder; makes it where there is none that can be used.
 *
 * @param options.cacheMegabytes page cache of the head; as much as twice that is shared by the shards
 * @throws AppError `cannot-write`, `disk-full`, `archive-busy`
 */
export function openIndex(folder: string, options: { readonly cacheMegabytes?: number } = {}): SearchIndex {
  try {
    return new SearchIndex(folder, options.cacheMegabytes ?? 16)
  } catch (error) {
    throw explainFailure(error, folder)
  }
}

function shardPath(folder: string, number: number): string {
  return join(folder, `index-${number}.sqlite`)
}

/** The shards go first: whoever has them open notices by the head. */
function removeAll(folder: string): void {
  removeShards(folder)
  removeIndexFile(join(folder, 'index.sqlite'))
}

function removeShards(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^index-\d+\.sqlite$/u.test(name)) removeIndexFile(join(folder, name))
  }
}
