import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAtomicOutput } from './atomic-output.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-output-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plain = { replace: false }

it('gives the file its name only when it is whole', async () => {
  const output = await openAtomicOutput(join(folder, 'tides.md'), plain)
  await output.write('The Moon ')
  await output.write(Buffer.from('pulls.'))
  expect(readdirSync(folder)).not.toContain('tides.md')
  await expect(output.finish()).resolves.toEqual([join(folder, 'tides.md')])
  expect(readdirSync(folder)).toEqual(['tides.md'])
  expect(readFileSync(join(folder, 'tides.md'), 'utf8')).toBe('The Moon pulls.')
})

it('leaves nothing behind when it is given up, however far it was', async () => {
  const output = await openAtomicOutput(join(folder, 'tides.png'), plain)
  await output.write(Buffer.alloc(1 << 20))
  await output.nextFile()
  await output.write('more')
  await output.abort()
  expect(readdirSync(folder)).toEqual([])
})

it('numbers further files beside the first', async () => {
  const output = await openAtomicOutput(join(folder, 'tides.png'), plain)
  await output.write('1')
  await output.nextFile()
  await output.write('2')
  const files = await output.finish()
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['1', '2'])
  expect(readdirSync(folder).toSorted()).toEqual(['tides-2.png', 'tides.png'])
})

it('never takes the place of a file that is there, unless it is told to', async () => {
  const path = join(folder, 'tides.md')
  writeFileSync(path, 'precious')
  await expect(openAtomicOutput(path, plain)).rejects.toMatchObject({ kind: 'cannot-write' })
  expect(readFileSync(path, 'utf8')).toBe('precious')

  const output = await openAtomicOutput(path, { replace: true })
  await output.write('new')
  expect(readFileSync(path, 'utf8')).toBe('precious')
  await output.finish()
  expect(readFileSync(path, 'utf8')).toBe('new')
})

it('does not take the place of a file that appeared while it was writing', async () => {
  const path = join(folder, 'tides.md')
  const output = await openAtomicOutput(path, plain)
  await output.write('ours')
  writeFileSync(path, 'theirs')
  await expect(output.finish()).rejects.toMatchObject({ kind: 'cannot-write' })
  await output.abort()
  expect(readFileSync(path, 'utf8')).toBe('theirs')
  expect(readdirSync(folder)).toEqual(['tides.md'])
})

it('follows no link and takes no folder for a file', async () => {
  const elsewhere = join(folder, 'elsewhere.md')
  writeFileSync(elsewhere, 'untouched')
  symlinkSync(elsewhere, join(folder, 'link.md'))
  mkdirSync(join(folder, 'folder.md'))
  for (const name of ['link.md', 'folder.md']) {
    await expect(openAtomicOutput(join(folder, name), { replace: true })).rejects.toMatchObject({
      kind: 'cannot-write',
    })
  }
  expect(readFileSync(elsewhere, 'utf8')).toBe('untouched')
})

it('says so when the folder does not exist', async () => {
  await expect(openAtomicOutput(join(folder, 'gone', 'a.md'), plain)).rejects.toMatchObject({
    kind: 'cannot-write',
    message: expect.stringContaining('folder does not exist') as string,
  })
})
