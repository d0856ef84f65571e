import type { LibraryRow } from '@shared/contract/library.ts'
import { expect, it } from 'vitest'
import { listLine } from './list-command.ts'

const row = { id: 'one', source: 'chatgpt', title: 'Trip to Oslo' } as LibraryRow
const [may, june] = [Date.UTC(2024, 4, 1, 12), Date.UTC(2024, 5, 1, 12)]

it('lists a conversation with the day of its last change, or with the only day that is known', () => {
  expect(listLine({ ...row, createdAt: may, updatedAt: june })).toBe('one  2024-06-01  chatgpt  Trip to Oslo')
  expect(listLine({ ...row, createdAt: may, updatedAt: null })).toContain('  2024-05-01  ')
  expect(listLine({ ...row, createdAt: null, updatedAt: null })).toContain('  no date     ')
})
