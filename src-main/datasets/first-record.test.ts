import { expect, it } from 'vitest'
import { datasetOptions } from '@shared/datasets/options.ts'
import { conversation, message } from '../exporters/written.ts'
import { firstRecord } from './first-record.ts'

const recipe = { dataFormat: 'standard', fileFormat: 'jsonl', options: datasetOptions.parse({}) } as const

const talks = new Map([
  ['asked', conversation([message('q', null, 'Oats?')])],
  [
    'answered',
    conversation([message('q', null, 'Tides?'), message('a', 'q', 'The Moon.', { role: 'assistant' })]),
  ],
])

function sourceOf(ids: readonly string[]): Parameters<typeof firstRecord>[0] {
  return {
    ids,
    read: (id) => {
      const found = talks.get(id)
      if (found === undefined) throw new Error(`${id} was not to be read.`)
      return found
    },
  }
}

it('shows the first conversation that gives a record, and reads none behind it', async () => {
  const found = await firstRecord(sourceOf(['asked', 'answered', 'not read']), recipe)
  expect(found?.conversationId).toBe('answered')
  expect(found?.record['messages']).toEqual([
    { role: 'user', content: 'Tides?' },
    { role: 'assistant', content: 'The Moon.' },
  ])
})

it('says so when none gives a record', async () => {
  expect(await firstRecord(sourceOf(['asked']), recipe)).toBeNull()
})
