import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { isOneWorthThread } from './worth-thread.ts'

it('a second thread is begun for a large file only, whatever else is dropped with it', () => {
  const folder = freshFolder()
  const path = (name: string): string => join(folder, name)
  writeFileSync(path('small.json'), '[]')
  writeFileSync(path('large.json'), '')
  truncateSync(path('large.json'), 17 << 20)
  mkdirSync(path('folder.json'))
  symlinkSync(path('circle'), path('circle'))
  const unreadable = [
    '',
    path('not there'),
    path('small.json/in a file'),
    path('circle'),
    'a\0b',
    'x'.repeat(300),
  ]
  const others = [path('small.json'), path('folder.json'), ...unreadable]
  expect(isOneWorthThread(others)).toBe(false)
  expect(isOneWorthThread([...others, path('large.json')])).toBe(true)
})
