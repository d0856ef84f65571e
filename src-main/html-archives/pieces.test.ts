/** The pieces of an HTML archive by themselves: branches, people, chart, names, dates. */
import type { Conversation } from '@shared/conversation.ts'
import { buildTree } from '@shared/tree.ts'
import { describe, expect, it } from 'vitest'
import { conversation, message } from '../exporters/written.ts'
import { otherPaths } from './branches.ts'
import { chartToHtml } from './chart.ts'
import { archiveFileName, isArchiveFileName } from './file-name.ts'
import { channelOf, peopleOf } from './people.ts'
import { spanOf } from './span.ts'

/** A conversation of which a source says this. */
function saying(said: Parameters<typeof conversation>[1]): Conversation {
  return conversation([message('q', null, 'x')], said)
}

/** The chart of two messages on each of some days. */
function chartOf(...dates: readonly string[]): string {
  return chartToHtml(new Map(dates.map((date) => [date, 2])))
}

describe('other branches', () => {
  it('hold each message once, in paths that do not nest, however deep a tree branches', () => {
    // 0 ─ 1 ─ 2        and below 3, an other version of 1, a comb: each message with two answers.
    //   └ 3 ─ 4 ─ 6 …
    //       └ 5
    const teeth = 2000
    const parents = [-1, 0, 1, 0]
    for (let spine = 3, tooth = 0; tooth < teeth; tooth++) {
      parents.push(spine, spine)
      spine = parents.length - 1
    }
    const paths = otherPaths(buildTree(parents), 1)
    const messages = paths.flatMap((path) => path.messages)
    expect(messages.toSorted((a, b) => a - b)).toEqual(
      parents.map((_, index) => index).filter((index) => index > 2),
    )
    expect(paths[0]?.start).toBe(3)
    expect(paths).toHaveLength(teeth + 1)
  })

  it('are none for a message that was said once', () => {
    expect(otherPaths(buildTree([-1, 0, 1]), 1)).toEqual([])
  })
})

describe('people and channel', () => {
  it('are found where sources name them', () => {
    expect(peopleOf(saying({ extra: { account: { uuid: 'u-1' } } }))).toEqual(['u-1'])
    expect(
      peopleOf(
        saying({
          extra: { identifiers: [{ name: 'Robin Vale', type: 'email', identifier: 'r@example.org' }] },
        }),
      ),
    ).toEqual(['Robin Vale, r@example.org'])
    expect(channelOf(saying({ extra: { channel: { name: 'Web chat' } } }))).toBe('Web chat')
    expect(channelOf(saying({ endpoint: 'openAI' }))).toBe('openAI')
  })

  it('are never what an export says of tokens, costs and settings', () => {
    const told = peopleOf(
      saying({ extra: { tokenUsage: { name: 'n' }, cost: 'c', settings: { email: 'e' } } }),
    )
    expect(told).toEqual([])
  })
})

describe('the chart', () => {
  it('has a bar for each day, and for each week or month where days would be too many', () => {
    expect(chartOf('2026-11-01', '2026-11-03')).toContain('Messages per day, 1 Nov 2026 to 3 Nov 2026')
    expect(chartOf('2026-01-01', '2026-11-03')).toContain('Messages per week')
    expect(chartOf('2019-01-01', '2026-11-03')).toContain('Messages per month, January 2019 to November 2026')
    expect(chartOf('2026-11-01', '2026-11-03').match(/<rect /g)).toHaveLength(2)
  })

  it('loses no message where the clocks change or a month is short', () => {
    const days = new Map<string, number>()
    for (let day = 0; day < 500; day++) {
      const at = new Date(2025, 0, 1 + day)
      days.set(
        `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`,
        1,
      )
    }
    const counts = [...chartToHtml(days).matchAll(/: (\d+) messages?<\/title>/g)].map(([, count]) =>
      Number(count),
    )
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(500)
  })

  it('is left out when no message has a time', () => {
    expect(chartToHtml(new Map())).toBe('')
  })
})

describe('names of files', () => {
  it('say whose and when, in letters that every system allows', () => {
    const at = new Date(2026, 10, 21, 9, 5, 7).getTime()
    const name = (id: string, taken: string[] = []) => archiveFileName(id, at, new Set(taken))
    expect(name('chatgpt:gpt-4o')).toBe('conversations_chatgpt-gpt-4o_20261121-090507.html')
    expect(name('Café/../CON: "x"')).toBe('conversations_cafe-.-con-x_20261121-090507.html')
    expect(name('月')).toBe('conversations_assistant_20261121-090507.html')
    expect(name('all', [name('all')])).toBe('conversations_all_20261121-090507-2.html')
    for (const id of ['all', 'a'.repeat(500), '../..', '...', 'project:/home/ada', '\u202e']) {
      expect(isArchiveFileName(name(id))).toBe(true)
    }
  })

  it.each([
    '../archive.sqlite',
    'conversations_all_20261121-090507.html/../x',
    'x.html',
    'conversations_a b_20261121-090507.html',
    'conversations_all_20261121-090507_2026-10.html',
  ])('are not mistaken for %s', (name) => expect(isArchiveFileName(name)).toBe(false))
})

describe('periods', () => {
  it('count the last days back from now, and take both of two dates in', () => {
    const now = new Date(2026, 10, 21, 9).getTime()
    expect(spanOf({ kind: 'days', days: 7 }, now)).toEqual({
      from: now - 7 * 86_400_000,
      to: now + 1,
      days: 7,
    })
    expect(spanOf({ kind: 'dates', from: '2026-03-01', to: '2026-03-31' }, now)).toEqual({
      from: new Date(2026, 2, 1).getTime(),
      to: new Date(2026, 3, 1).getTime(),
      days: null,
    })
  })
})
