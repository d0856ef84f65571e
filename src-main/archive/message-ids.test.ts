import { describe, expect, it } from 'vitest'
import { MessageIds, type TakenIds } from './message-ids.ts'

const noon = Date.UTC(2024, 4, 1, 12)
const second = noon / 1000

/** Taken ids in memory that count how often and how widely they are asked. */
class Taken implements TakenIds {
  readonly ids = new Set<number>()
  looks = 0

  isTaken(id: number): boolean {
    this.looks++
    return this.ids.has(id)
  }

  count(from: number, to: number): number {
    let count = 0
    for (let id = from; id < to; id++) {
      this.looks++
      if (this.ids.has(id)) count++
    }
    return count
  }

  lastBelow(id: number): number {
    return Math.max(0, ...[...this.ids].filter((taken) => taken < id))
  }
}

function give(taken: Taken, ids: MessageIds, createdAt: number | null): number {
  const id = ids.next(createdAt)
  if (taken.ids.has(id)) throw new Error(`The id ${id} was given before`)
  taken.ids.add(id)
  return id
}

describe('ids of messages', () => {
  it('are the second they were written in', () => {
    const taken = new Taken()
    expect(give(taken, new MessageIds(taken), noon + 999)).toBe(second)
  })

  it('move to the next free one when the second is taken', () => {
    const taken = new Taken()
    const ids = new MessageIds(taken)
    const given = [noon, noon + 1000, noon, noon, noon + 1000, noon + 9000].map((time) =>
      give(taken, ids, time),
    )
    expect(given).toEqual([0, 1, 2, 3, 4, 9].map((offset) => second + offset))
  })

  it('count up from 1 for messages without a time, and those of an impossible time stand behind them', () => {
    const taken = new Taken()
    const ids = new MessageIds(taken)
    const given = [null, null, 0, -5_000_000_000_000, null, 9e15].map((time) => give(taken, ids, time))
    expect(given).toEqual([1, 2, 100_000_000, 100_000_001, 3, 253_402_300_799])
  })

  it('are found at once among hundreds of thousands of messages of the same second, also by the next import', () => {
    const taken = new Taken()
    const first = new MessageIds(taken)
    for (let i = 0; i < 200_000; i++) taken.ids.add(first.next(noon))
    expect(taken.looks).toBeLessThan(4 * 200_000)
    taken.looks = 0
    const next = new MessageIds(taken)
    for (let i = 0; i < 200_000; i++) taken.ids.add(next.next(noon + (i % 500) * 1000))
    expect(taken.ids.size).toBe(400_000)
    expect(taken.looks).toBeLessThan(8 * 200_000)
  })

  it('are never given twice, whatever times come in whatever order', () => {
    const taken = new Taken()
    let ids = new MessageIds(taken)
    let random = 7
    for (let i = 0; i < 30_000; i++) {
      random = (random * 1_103_515_245 + 12_345) % 2 ** 31
      if (i % 5000 === 4999) ids = new MessageIds(taken)
      if (i % 3000 === 2999) ids.forget()
      const wanted = noon + (random % 40_000) * 1000
      const id = give(taken, ids, wanted)
      expect(id).toBeGreaterThanOrEqual(wanted / 1000)
    }
    expect(taken.ids.size).toBe(30_000)
  })

  it('do not care that another program took ids meanwhile', () => {
    const taken = new Taken()
    const ids = new MessageIds(taken)
    give(taken, ids, noon)
    give(taken, ids, noon)
    taken.ids.add(second + 2).add(second + 3)
    expect(give(taken, ids, noon)).toBe(second + 4)
  })
})
