import { expect, it } from 'vitest'
import { visibleMessages, type LinkedMessage } from './visible-messages.ts'

/** The definition, word by word: walks up from each message until one is visible. */
function expected(all: readonly LinkedMessage[]): { rows: number[]; parents: number[]; indexes: number[] } {
  const byId = new Map(all.map((row) => [row.id, row]))
  const rows = all.filter((row) => row.deletion_id === null)
  const visibleFrom = (id: number | null): number => {
    for (let row = id === null ? undefined : byId.get(id); row !== undefined;) {
      if (row.deletion_id === null) return rows.indexOf(row)
      row = row.parent_id === null ? undefined : byId.get(row.parent_id)
    }
    return -1
  }
  return {
    rows: rows.map(({ id }) => id),
    parents: rows.map((row) => visibleFrom(row.parent_id)),
    indexes: all.map(({ id }) => visibleFrom(id)),
  }
}

/** A forest of messages with forks, some in the trash; parents before children. */
function forest(seed: number, ids: readonly number[]): LinkedMessage[] {
  let state = seed
  const random = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  return ids.map((id, position) => {
    const isFirst = position === 0 || random(12) === 0
    const parent = random(3) === 0 ? ids[random(position)] : ids[position - 1]
    return { id, parent_id: isFirst ? null : (parent ?? null), deletion_id: random(4) === 0 ? 1 : null }
  })
}

const rising = Array.from({ length: 60 }, (_, n) => 1_700_000_000 + n * 7)
const orders = {
  'in the order of their time': rising,
  'in another order': rising.map((_, n) => rising[(n * 23) % rising.length] ?? 0),
}

it.each(Object.entries(orders))('what is in the trash is left out of conversations %s', (_name, ids) => {
  for (let seed = 1; seed <= 50; seed++) {
    const all = forest(seed, ids)
    const { rows, parents, indexOf } = visibleMessages(all)
    expect({
      rows: rows.map(({ id }) => id),
      parents: [...parents],
      indexes: all.map(({ id }) => indexOf(id)),
    }).toEqual(expected(all))
    expect([indexOf(null), indexOf(5), indexOf(9_999_999_999)]).toEqual([-1, -1, -1])
  }
})
