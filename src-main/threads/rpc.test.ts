import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '@shared/contract/app-error.ts'
import { connect } from './rpc.ts'

let port1: MessagePort
let port2: MessagePort
beforeEach(() => {
  ;({ port1, port2 } = new MessageChannel())
})
afterEach(() => port1.close())

it('answers calls of both ends, each with its own answer', async () => {
  const left = connect(port1, { serve: (name, input) => `${name}:${String(input)}` })
  const right = connect(port2, { serve: async (_name, input) => (input as number) * 2 })
  await expect(Promise.all([left.call('double', 4), left.call('double', 5)])).resolves.toEqual([8, 10])
  await expect(right.call('echo', 'x')).resolves.toBe('echo:x')
})

it('throws on this side what was thrown on the other, kind and sentence kept', async () => {
  const left = connect(port1, {})
  connect(port2, {
    serve: () => {
      throw new AppError('disk-full', 'The disk is full.')
    },
  })
  await expect(left.call('save', null)).rejects.toMatchObject({
    kind: 'disk-full',
    message: 'The disk is full.',
  })
})

it('does not leave a caller waiting when the other end is gone', async () => {
  const left = connect(port1, {})
  const call = left.call('anything', null)
  left.hangUp('The thread has ended.')
  await expect(call).rejects.toThrow('The thread has ended.')
  await expect(left.call('more', null)).rejects.toThrow('The thread has ended.')
})

it('delivers events in their order', async () => {
  const heard: unknown[] = []
  const left = connect(port1, {})
  const right = connect(port2, { hear: (event) => heard.push(event), serve: () => heard.length })
  left.tell('one')
  left.tell('two')
  await expect(left.call('count', null)).resolves.toBe(2)
  expect(heard).toEqual(['one', 'two'])
  right.hangUp('done')
})
