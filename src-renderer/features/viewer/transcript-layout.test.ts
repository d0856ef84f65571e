import { expect, it } from 'vitest'
import { estimateHeight, nextPlace, sectionAt, sectionsOf } from './transcript-layout.ts'

it('expects long messages to be taller, and more so in a narrow column', () => {
  const turn = { role: 'assistant', length: 2000, isFolded: false } as const
  expect(estimateHeight(turn, 740)).toBeGreaterThan(estimateHeight({ ...turn, length: 200 }, 740))
  expect(estimateHeight(turn, 400)).toBeGreaterThan(estimateHeight(turn, 740))
})

it('gives a folded message one line, however long it is', () => {
  const turn = { role: 'system', length: 50_000, isFolded: true } as const
  expect(estimateHeight(turn, 740)).toBeLessThan(70)
})

it('lays a usual conversation out in one piece and an enormous one in several', () => {
  expect(sectionsOf(10_000, () => 300)).toEqual([{ start: 0, end: 10_000 }])
  const sections = sectionsOf(1_000_000, () => 100)
  expect(sections.length).toBeGreaterThan(1)
  expect(sections.at(-1)?.end).toBe(1_000_000)
  expect(sections.every((section, place) => section.start === (sections[place - 1]?.end ?? 0))).toBe(true)
})

it('never makes an empty section of a message that is too tall for any', () => {
  expect(sectionsOf(2, () => 20, 10)).toEqual([
    { start: 0, end: 1 },
    { start: 1, end: 2 },
  ])
})

it('knows the section of a place', () => {
  const sections = sectionsOf(10, () => 1, 4)
  expect([0, 3, 4, 9, 10].map((place) => sectionAt(sections, place))).toEqual([0, 0, 1, 2, 2])
})

const isFork = (place: number): boolean => place === 2 || place === 5

it('finds the next branch point in both directions and none past the ends', () => {
  expect(nextPlace(8, 2, 1, isFork)).toBe(5)
  expect(nextPlace(8, 2, -1, isFork)).toBe(-1)
  expect(nextPlace(8, 7, -1, isFork)).toBe(5)
})
