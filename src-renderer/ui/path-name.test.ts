import { expect, it } from 'vitest'
import { lastOfPath } from './path-name.ts'

it('names a file without its folders on every system', () => {
  expect(
    ['/home/me/a.zip', 'C:\\Users\\me\\a.zip', '/home/me/folder/', 'a.zip', '/'].map(lastOfPath),
  ).toEqual(['a.zip', 'a.zip', 'folder', 'a.zip', '/'])
})
