import { expect, it } from 'vitest'
import { draggedFiles, droppedFiles, isPreviewed } from './dropped-files.ts'

function drag(types: string[], kinds: string[]): Pick<DataTransfer, 'types' | 'items'> {
  return { types, items: kinds.map((kind) => ({ kind })) as unknown as DataTransferItemList }
}

const item = (file: File, isDirectory: boolean) => ({
  kind: 'file',
  getAsFile: () => file,
  webkitGetAsEntry: () => ({ isDirectory }),
})

it('counts the files of a drag, and at least one when the system will not say', () => {
  expect(draggedFiles(drag(['Files'], ['file', 'file', 'file']))).toBe(3)
  expect(draggedFiles(drag(['Files'], []))).toBe(1)
})

it('leaves dragged text alone', () => {
  expect(draggedFiles(drag(['text/plain'], ['string']))).toBe(0)
  expect(draggedFiles(null)).toBe(0)
})

it('tells files from folders in a drop, and leaves out what is on no disk', () => {
  const items = [
    item(new File(['1234'], 'chat.json'), false),
    item(new File([], 'Takeout'), true),
    item(new File(['5'], 'from a page'), false),
  ] as unknown as DataTransferItemList
  const found = droppedFiles({ items }, ({ name }) => (name === 'from a page' ? '' : `/home/me/${name}`))
  expect(found).toEqual([
    { path: '/home/me/chat.json', size: 4 },
    { path: '/home/me/Takeout', size: null },
  ])
})

it('takes in a single small file at once, and shows everything else first', () => {
  const small = { path: '/home/me/chat.json', size: 5_000_000 }
  expect(isPreviewed([small])).toBe(false)
  expect(isPreviewed([small, small])).toBe(true)
  expect(isPreviewed([{ ...small, size: 5_000_001 }])).toBe(true)
  expect(isPreviewed([{ ...small, size: null }])).toBe(true)
})
