import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshFolder } from './archive/testing/fresh-archive.ts'
import { makeFolder } from './make-folder.ts'

it('makes a folder and all above it, and leaves one that is there as it is', () => {
  const folder = join(freshFolder(), 'a', 'b', 'c')
  makeFolder(folder, 0o700)
  makeFolder(`${folder}/`)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

it('refuses a file of that name, and a folder inside a file', () => {
  const file = join(freshFolder(), 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow('EEXIST')
  expect(() => makeFolder(join(file, 'inside'))).toThrow('ENOTDIR')
})

it.runIf(process.platform === 'linux')(
  'gives up where no folder can be made, and where one is cut off',
  () => {
    expect(() => makeFolder('/proc/stemma')).toThrow('ENOENT')
    const folder = freshFolder()
    mkdirSync(join(folder, 'a'))
    expect(() => makeFolder(join(folder, 'a', 'x'.repeat(300)))).toThrow('ENAMETOOLONG')
  },
)
