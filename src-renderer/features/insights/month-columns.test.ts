import { expect, it } from 'vitest'
import { monthAfter } from './calendar.ts'
import { monthColumns } from './month-columns.ts'

function months(first: string, count: number): { name: string; count: number }[] {
  const all: { name: string; count: number }[] = []
  for (let name = first; all.length < count; name = monthAfter(name)) all.push({ name, count: 1200 })
  return all
}

it('fills the room that there is, with few months as with many', () => {
  for (const count of [1, 3, 12, 40, 130]) {
    const { columns, pitch, width, barWidth } = monthColumns(months('2014-03', count), 1000)
    expect(width).toBe(1000)
    expect((columns.at(-1)?.x ?? 0) + pitch).toBeCloseTo(1000)
    expect(barWidth).toBeGreaterThanOrEqual(4)
    expect(barWidth).toBeLessThanOrEqual(56)
  }
})

it('shows a whole year where less than one is known', () => {
  const { columns, showsCounts } = monthColumns(months('2026-02', 2), 1000)
  expect(columns).toHaveLength(12)
  expect(columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['2025-04', '2025-12', '2026-01', '2026-03']),
  )
  expect(columns.map(({ monthLabel }) => monthLabel).slice(-3)).toEqual(['Jan', 'Feb', 'Mar'])
  expect(columns.flatMap(({ yearLabel }) => yearLabel ?? [])).toEqual(['2025', '2026'])
  expect(showsCounts).toBe(true)
})

it('grows wider than its room rather than drawing lines that nobody sees', () => {
  const { width, pitch } = monthColumns(months('2000-01', 300), 900)
  expect(width).toBe(1800)
  expect(pitch).toBe(6)
})

it('never writes one year over the next', () => {
  for (const [count, room] of [
    [30, 300],
    [130, 1100],
    [130, 400],
    [400, 900],
    [14, 1100],
  ] as const) {
    const { columns } = monthColumns(months('2001-11', count), room)
    const labelled = columns.filter(({ yearLabel }) => yearLabel !== null).map(({ x }) => x)
    const gaps = labelled.slice(1).map((x, place) => x - (labelled[place] ?? 0))
    expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(30)
    expect(labelled.length).toBeGreaterThan(0)
  }
})

it('draws nothing of nothing', () => {
  expect(monthColumns([], 800).columns).toEqual([])
})
