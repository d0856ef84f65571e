/**
 * Gives messages their row ids: the unix second they were written in, moved to the next free integer.
 *
 * Full-text hits then come newest first by themselves and a span of time is a span of ids. Many messages may share a
 * second (an importer that knows only the day gives them all the same one): runs of taken ids are remembered as
 * blocks, and an unknown run is measured in doubling steps, so that no search for a free id starts from its beginning
 * twice.
 */

/** Ids below are for messages without a time. As a time it is March 1973: no conversation is older. */
const firstDatedId = 100_000_000
/** The end of the year 9999: what claims to be later is filed here. */
const lastSecond = 253_402_300_799
/** Enough for every cluster of a large import; forgetting more costs a few look-ups, not correctness. */
const maximumBlocks = 10_000

/** The ids that are taken already, as the archive knows them. */
export interface TakenIds {
  isTaken(id: number): boolean
  /** How many ids are taken in `from <= id < to`. */
  count(from: number, to: number): number
  /** The largest id below the given one, 0 when there is none. */
  lastBelow(id: number): number
}

/** A run of taken ids, `from <= id < to`. */
interface Block {
  readonly from: number
  readonly to: number
}

export class MessageIds {
  readonly #taken: TakenIds
  /** Sorted, apart from each other. Every id in them is taken; ids outside may be taken too. */
  #blocks: Block[] = []

  constructor(taken: TakenIds) {
    this.#taken = taken
  }

  /**
   * A free id for a message written at a time (ms, null if unknown). Insert the row before asking for the next, or do so
   * in `take`: it is given an id and answers whether that was free, which saves asking.
   */
  next(createdAt: number | null, take: (id: number) => boolean = (id) => !this.#taken.isTaken(id)): number {
    if (createdAt === null) {
      const id = this.#taken.lastBelow(firstDatedId) + 1
      return id < firstDatedId && take(id) ? id : this.#firstFree(firstDatedId, take)
    }
    const second = Math.floor(createdAt / 1000)
    return this.#firstFree(Math.min(Math.max(second, firstDatedId), lastSecond), take)
  }

  /** Drops what is remembered, after ids that were given out have been rolled back. */
  forget(): void {
    this.#blocks = []
  }

  #firstFree(wanted: number, take: (id: number) => boolean): number {
    const block = this.#blocks[this.#countBefore((other) => other.to < wanted)]
    const known = block !== undefined && block.from <= wanted ? block : null
    const start = known === null ? wanted : known.to
    const isFree = take(start)
    if (isFree && known === null) return start
    const free = isFree ? start : this.#endOfRun(start)
    if (!isFree && !take(free)) throw new Error(`The id ${free} was free and could not be taken`)
    this.#remember({ from: known === null ? start : known.from, to: free + 1 })
    return free
  }

  /** The first free id behind a taken one. */
  #endOfRun(taken: number): number {
    let end = taken + 1
    let step = 1
    while (this.#isFull(end, step)) {
      end += step
      step *= 2
    }
    for (step /= 2; step >= 1; step /= 2) {
      if (this.#isFull(end, step)) end += step
    }
    return end
  }

  #isFull(from: number, length: number): boolean {
    return this.#taken.count(from, from + length) === length
  }

  /** Adds a run of taken ids, joined with the blocks it touches. */
  #remember(run: Block): void {
    const first = this.#countBefore((other) => other.to < run.from)
    const behind = this.#countBefore((other) => other.from <= run.to)
    const from = Math.min(run.from, this.#blocks[first]?.from ?? run.from)
    const to = Math.max(run.to, this.#blocks[behind - 1]?.to ?? run.to)
    this.#blocks.splice(first, behind - first, { from, to })
    if (this.#blocks.length > maximumBlocks) this.forget()
  }

  /** How many blocks stand before the first for which a question, true up to some block, is no longer true. */
  #countBefore(isBefore: (block: Block) => boolean): number {
    let low = 0
    let high = this.#blocks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const block = this.#blocks[middle]
      if (block !== undefined && isBefore(block)) low = middle + 1
      else high = middle
    }
    return low
  }
}
