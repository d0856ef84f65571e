import { expect, it } from 'vitest'
import { draggedFiles } from './dropped-files.ts'

function drag(types: string[], kinds: string[]): Pick<DataTransfer, 'types' | 'items'> {
  return { types, items: kinds.map((kind) => ({ kind })) as unknown as DataTransferItemList }
}

it('counts the files of a drag, and at least one when the system will not say', () => {
  expect(draggedFiles(drag(['Files'], ['file', 'file', 'file']))).toBe(3)
  expect(draggedFiles(drag(['Files'], []))).toBe(1)
})

it('leaves dragged text alone', () => {
  expect(draggedFiles(drag(['text/plain'], ['string']))).toBe(0)
  expect(draggedFiles(null)).toBe(0)
})
