import type { ShownMessage } from '@shared/contract/conversation.ts'
import { expect, it } from 'vitest'
import { MessageCache } from './message-cache.ts'

function message(key: number): ShownMessage {
  return {
    key,
    id: `message-${key}`,
    role: 'user',
    sender: null,
    model: null,
    createdAt: null,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts: [{ type: 'text', text: `text ${key}` }],
    attachments: [],
  }
}

it('asks for each message once, also while it is on its way', async () => {
  const asked: number[] = []
  const cache = new MessageCache(async (keys) => {
    asked.push(...keys)
    return keys.map(message)
  })
  await Promise.all([cache.load([1, 2]), cache.load([2, 3])])
  await cache.load([1, 2, 3])
  expect(asked).toEqual([1, 2, 3])
  expect(cache.get(3)?.id).toBe('message-3')
})

it('remembers that a message is gone', async () => {
  const cache = new MessageCache(async () => [null])
  expect(cache.get(7)).toBeUndefined()
  await cache.load([7])
  expect(cache.get(7)).toBeNull()
})

it('says why messages did not come and gets them when asked again', async () => {
  let isBroken = true
  const cache = new MessageCache(async (keys) => {
    if (isBroken) throw new Error('The archive is busy.')
    return keys.map(message)
  })
  await cache.load([1])
  expect(cache.failure?.message).toBe('The archive is busy.')
  isBroken = false
  await cache.load([1])
  expect([cache.failure, cache.get(1)?.key]).toEqual([null, 1])
})

it('tells its listeners when messages arrive', async () => {
  const cache = new MessageCache(async (keys) => keys.map(message))
  const before = cache.version()
  let calls = 0
  const stop = cache.subscribe(() => calls++)
  await cache.load([1])
  stop()
  await cache.load([2])
  expect([calls, cache.version() > before]).toEqual([1, true])
})
