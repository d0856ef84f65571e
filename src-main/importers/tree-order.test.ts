import { expect, it } from 'vitest'
import type { Message } from '@shared/conversation.ts'
import { inTreeOrder } from './tree-order.ts'

function message(id: string, parentId: string | null, createdAt: number | null): Message {
  return {
    id,
    parentId,
    createdAt,
    sourceId: id,
    role: 'user',
    sender: null,
    model: null,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts: [],
    attachments: [],
    extra: null,
  }
}

const ids = (messages: readonly Message[]): string => messages.map(({ id }) => id).join(' ')

it('puts parents before children and siblings by their time', () => {
  const messages = [
    message('late', 'root', 9),
    message('early', 'root', 3),
    message('deep', 'late', 10),
    message('root', null, 1),
  ]
  expect(ids(inTreeOrder(messages, { kind: 'by-time', ranks: [0, 1, 0, 0] }))).toBe('root early late deep')
})

it('trusts the parent’s list where one sibling has no time', () => {
  const messages = [
    message('root', null, 1),
    message('b', 'root', null),
    message('a', 'root', 9),
    message('c', 'root', 2),
  ]
  expect(ids(inTreeOrder(messages, { kind: 'by-time', ranks: [0, 2, 1, Infinity] }))).toBe('root a b c')
})

it('keeps the order of the file where that is the order', () => {
  const messages = [message('second', null, 9), message('first', null, 1)]
  expect(ids(inTreeOrder(messages, { kind: 'as-given' }))).toBe('second first')
})

it('shows every message of a cycle once', () => {
  const ordered = inTreeOrder([message('a', 'c', 1), message('b', 'a', 2), message('c', 'b', 3)], {
    kind: 'as-given',
  })
  expect(ordered.map(({ id, parentId }) => [id, parentId])).toEqual([
    ['a', null],
    ['b', 'a'],
    ['c', 'b'],
  ])
})
