import { AppError } from '@shared/contract/app-error.ts'
import { expect, it } from 'vitest'
import { dataOf } from './bridge.ts'

it('hands on what was answered', () => {
  expect(dataOf({ ok: true, data: 7 })).toBe(7)
})

it('keeps the kind and the sentence of a refusal', () => {
  const error = { kind: 'disk-full', message: 'The disk is full.', detail: 'ENOSPC' } as const
  expect(() => dataOf({ ok: false, error })).toThrowError(
    new AppError('disk-full', 'The disk is full.', 'ENOSPC'),
  )
})
