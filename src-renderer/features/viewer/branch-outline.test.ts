import { expect, it } from 'vitest'
import { lineOfPlace, outlineOf } from './branch-outline.ts'
import type { Outline } from './branch-outline.ts'
import { placesOn, readingTreeOf, shownPath } from './reading-tree.ts'
import type { ReadingTree } from './reading-tree.ts'
import { moveInTree } from './tree-keys.ts'

function treeOf(parents: readonly number[], hidden: readonly number[] = []): ReadingTree {
  return readingTreeOf({
    keys: Float64Array.from(parents, (_, index) => index + 1),
    parents: Int32Array.from(parents),
    roles: new Uint8Array(parents.length),
    hidden: Uint8Array.from(parents, (_, index) => (hidden.includes(index) ? 1 : 0)),
    lengths: new Float64Array(parents.length).fill(1),
  })
}

function drawn(outline: Outline): string[] {
  return Array.from({ length: outline.size }, (_, line) => {
    const run = outline.runLengths[line] ?? 0
    const text = run > 0 ? `+${run}` : String(outline.messages[line])
    const fold = ['', ' >', ' v'][outline.states[line] ?? 0]
    return `${'  '.repeat((outline.levels[line] ?? 1) - 1)}${text}${fold}`
  })
}

const none: ReadonlySet<number> = new Set()
/** 0 → (1, 2); 2 goes on with 3, 4, 5, 6, then forks into 7 and 8. */
const forked = treeOf([-1, 0, 0, 2, 3, 4, 5, 6, 6])

it('shows every version at its fork and folds runs without a fork into one line', () => {
  const outline = outlineOf(forked, () => false, none)
  expect(drawn(outline)).toEqual(['0 v', '  1', '  2 v', '    3', '    +3', '    7', '    8'])
})

it('shows the last message of a run by itself when only one is left', () => {
  expect(drawn(outlineOf(treeOf([-1, 0, 1]), () => false, none))).toEqual(['0 v', '  1', '  2'])
})

it('gives no line to messages that are hidden', () => {
  expect(drawn(outlineOf(treeOf([-1, 0, 1, 2, 3], [0, 2]), () => false, none))).toEqual(['1 v', '  3', '  4'])
})

it('keeps a branch folded that the reader has folded', () => {
  expect(drawn(outlineOf(forked, () => false, new Set([2])))).toEqual(['0 v', '  1', '  2 >'])
})

it('unfolds only the shown branch of a large tree', () => {
  const parents = [
    -1,
    ...Array.from({ length: 100 }, () => 0),
    ...Array.from({ length: 100 }, (_, index) => index + 1),
  ]
  const large = treeOf(parents)
  const path = new Set(shownPath(large, 105))
  const lines = drawn(outlineOf(large, (index) => path.has(index), none))
  expect(lines).toHaveLength(102)
  expect(lines.filter((line) => line.endsWith(' v'))).toEqual(['0 v', '  5 v'])
})

it('tells assistive technology where each line stands among its siblings', () => {
  const outline = outlineOf(forked, () => false, none)
  expect([...outline.positions]).toEqual([1, 1, 2, 1, 2, 3, 4])
  expect([...outline.setSizes]).toEqual([1, 2, 2, 4, 4, 4, 4])
})

it('finds the line of a message that is folded into a run', () => {
  const outline = outlineOf(forked, () => true, none)
  const places = placesOn(forked, shownPath(forked, 7))
  expect([0, 1, 2, 4, 6].map((place) => lineOfPlace(outline, places, place))).toEqual([0, 2, 3, 4, 5])
})

it('lists beginnings side by side when the first message has versions', () => {
  expect(drawn(outlineOf(treeOf([-1, -1]), () => false, none))).toEqual(['0', '1'])
})

it('walks the tree with the arrow keys', () => {
  const outline = outlineOf(forked, () => false, none)
  expect(moveInTree(outline, 0, 'ArrowDown')).toEqual({ kind: 'to', line: 1 })
  expect(moveInTree(outline, 2, 'ArrowLeft')).toEqual({ kind: 'toggle' })
  expect(moveInTree(outline, 3, 'ArrowLeft')).toEqual({ kind: 'to', line: 2 })
  expect(moveInTree(outline, 1, 'ArrowRight')).toEqual({ kind: 'to', line: 1 })
  expect(moveInTree(outline, 6, 'ArrowDown')).toEqual({ kind: 'to', line: 6 })
  expect(moveInTree(outline, 1, 'Enter')).toEqual({ kind: 'show' })
  expect(moveInTree(outline, 1, 'x')).toBeNull()
})

it('draws up the lines of a hundred thousand versions of one answer', () => {
  const parents = [-1, ...Array.from({ length: 100_000 }, () => 0)]
  const outline = outlineOf(treeOf(parents), (index) => index === 0 || index === 100_000, none)
  expect(outline.size).toBe(100_001)
  expect(outline.setSizes[50_000]).toBe(100_000)
})
