import { describe, expect, it } from 'vitest'
import { forkOf, type ForkRequest } from './fork.ts'

/**
 *     0 ─┬─ 1 ─┬─ 2 ── 4
 *        │     └─ 3 ── 5
 *        └─ 6
 *     7 ── 8
 */
const parents = [-1, 0, 1, 1, 2, 3, 0, -1, 7]

/** The tree of a fork as "message<parent" for each message, named as in the old tree. */
function drawn(
  tree: readonly number[],
  request: Partial<ForkRequest> & Pick<ForkRequest, 'target' | 'option'>,
): string {
  const fork = forkOf(tree, { startHereTo: null, ...request })
  return fork.messages
    .map((message, index) => {
      const parent = fork.parents[index] ?? -1
      return parent < 0 ? `${message}` : `${message}<${fork.messages[parent] ?? '?'}`
    })
    .join(' ')
}

describe('a fork', () => {
  it.each([
    ['path', 2, '0 1<0 2<1'],
    ['path', 0, '0'],
    ['path', 8, '7 8<7'],
    ['related', 2, '0 1<0 2<1 3<1 6<0'],
    ['related', 4, '0 1<0 2<1 3<1 4<2 6<0'],
    ['related', 0, '0'],
    ['related', 8, '7 8<7'],
    ['level', 2, '0 1<0 2<1 3<1 6<0 7 8<7'],
    ['level', 0, '0 7'],
    ['level', 8, '0 1<0 6<0 7 8<7'],
    ['level', 5, '0 1<0 2<1 3<1 4<2 5<3 6<0 7 8<7'],
  ] as const)('of %s at message %i takes %s', (option, target, expected) => {
    expect(drawn(parents, { option, target })).toBe(expected)
  })

  it.each([
    ['path', 1, 4, '1 2<1 4<2'],
    ['related', 1, 4, '1 2<1 3<1 4<2'],
    ['level', 1, 4, '1 2<1 3<1 4<2 5<3 6 8'],
    ['path', 2, 4, '2 4<2'],
    ['related', 2, 5, '3 5<3'],
    ['level', 2, 4, '2 3 4<2 5<3'],
    ['level', 0, 8, '0 1<0 6<0 7 8<7'],
  ] as const)('that starts here, of %s from %i to %i, takes %s', (option, target, startHereTo, expected) => {
    expect(drawn(parents, { option, target, startHereTo })).toBe(expected)
  })

  it('is empty when its message is nowhere, or when it would end above where it starts', () => {
    expect(drawn(parents, { option: 'path', target: 9 })).toBe('')
    expect(drawn(parents, { option: 'level', target: -1 })).toBe('')
    expect(drawn(parents, { option: 'path', target: 2, startHereTo: 0 })).toBe('')
  })

  it('takes an orphan for a first message and cuts a cycle, in every option', () => {
    // 0 has a parent that is not there, 1 answers it; 2, 3 and 4 answer each other in a ring, cut above 2; 5 answers itself.
    const broken = [99, 0, 4, 2, 3, 5]
    expect(drawn(broken, { option: 'path', target: 1 })).toBe('0 1<0')
    expect(drawn(broken, { option: 'path', target: 4 })).toBe('2 3<2 4<3')
    expect(drawn(broken, { option: 'related', target: 3 })).toBe('2 3<2')
    expect(drawn(broken, { option: 'level', target: 3 })).toBe('0 1<0 2 3<2 5')
  })

  it('of a chain of a hundred thousand messages overflows nothing', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => index - 1)
    expect(forkOf(chain, { option: 'level', target: 99_999, startHereTo: null }).messages).toHaveLength(
      100_000,
    )
  })
})
