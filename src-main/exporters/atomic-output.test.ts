import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
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

it('never replaces a numbered file, which nobody was asked about', async () => {
  writeFileSync(join(folder, 'a.png'), 'old')
  writeFileSync(join(folder, 'a-2.png'), 'a holiday photo')
  const output = await openAtomicOutput(join(folder, 'a.png'), { replace: true })
  await expect(output.nextFile()).rejects.toMatchObject({ kind: 'cannot-write' })
  await output.abort()
  expect(readFileSync(join(folder, 'a-2.png'), 'utf8')).toBe('a holiday photo')
  expect(readFileSync(join(folder, 'a.png'), 'utf8')).toBe('old')
})

it('copies files into a folder of its own beside the file, and never into one that is there', async () => {
  const moon = join(folder, 'stored')
  writeFileSync(moon, 'PNG')
  mkdirSync(join(folder, 'Tides_assets'))
  const output = await openAtomicOutput(join(folder, 'Tides.md'), { replace: true })
  await expect(output.addAsset(moon, 'moon?.png')).resolves.toBe('Tides_assets-2/moon.png')
  await expect(output.addAsset(moon, 'other.png')).resolves.toBe('Tides_assets-2/moon.png')
  expect(readdirSync(folder)).not.toContain('Tides_assets-2')
  await output.finish()
  expect(readFileSync(join(folder, 'Tides_assets-2/moon.png'), 'utf8')).toBe('PNG')
  expect(readdirSync(folder).toSorted()).toEqual(['Tides.md', 'Tides_assets', 'Tides_assets-2', 'stored'])
  expect(readdirSync(join(folder, 'Tides_assets'))).toEqual([])
})

it('leaves no copied file behind when it is given up', async () => {
  const moon = join(folder, 'stored')
  writeFileSync(moon, 'PNG')
  const output = await openAtomicOutput(join(folder, 'Tides.md'), plain)
  await output.addAsset(moon, 'moon.png')
  await output.abort()
  expect(readdirSync(folder)).toEqual(['stored'])
})

it('leaves no copied file behind when something got in the way of the file itself', async () => {
  const moon = join(folder, 'stored')
  writeFileSync(moon, 'PNG')
  const output = await openAtomicOutput(join(folder, 'Tides.md'), plain)
  await output.addAsset(moon, 'moon.png')
  writeFileSync(join(folder, 'Tides.md'), 'theirs')
  await expect(output.finish()).rejects.toMatchObject({ kind: 'cannot-write' })
  await output.abort()
  expect(readdirSync(folder).toSorted()).toEqual(['Tides.md', 'stored'])
})

it('says which file is gone from the archive', async () => {
  const output = await openAtomicOutput(join(folder, 'Tides.md'), plain)
  await expect(output.addAsset(join(folder, 'gone'), 'moon.png')).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('“moon.png”') as string,
  })
  await output.abort()
  expect(readdirSync(folder)).toEqual([])
})

const limiter = '/usr/bin/prlimit'
const canLimitFiles = process.platform === 'linux' && existsSync(limiter)

/** Lets no file of this process grow beyond so many bytes, as a full disk does. */
function limitFiles(bytes: string): void {
  execFileSync(limiter, ['--pid', String(process.pid), `--fsize=${bytes}:`])
}

it.runIf(canLimitFiles)('leaves nothing when the disk is full in the middle', async () => {
  const output = await openAtomicOutput(join(folder, 'a.md'), plain)
  limitFiles('1000000')
  try {
    const writing = async (): Promise<void> => {
      for (let i = 0; i < 40; i++) await output.write('x'.repeat(100_000))
    }
    await expect(writing()).rejects.toMatchObject({ kind: 'disk-full' })
    await output.abort()
  } finally {
    limitFiles('unlimited')
  }
  expect(readdirSync(folder)).toEqual([])
})

// Root may write everywhere but in the kernel's own folders.
it.runIf(process.platform === 'linux')('says so when the folder is read-only', async () => {
  await expect(openAtomicOutput('/proc/self/a.md', plain)).rejects.toMatchObject({
    kind: 'cannot-write',
  })
})

it('removes parts that a crash left behind, a day later, and only its own', async () => {
  const names = ['.a.md.123.4.part', '.a.md.124.1.part', '.b.md.123.4.part']
  const [old, recent, foreign] = names.map((name) => join(folder, name)) as [string, string, string]
  for (const part of [old, recent, foreign]) writeFileSync(part, '')
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
  for (const part of [old, foreign]) utimesSync(part, twoDaysAgo, twoDaysAgo)
  await (await openAtomicOutput(join(folder, 'a.md'), plain)).finish()
  expect(readdirSync(folder).toSorted()).toEqual(['.a.md.124.1.part', '.b.md.123.4.part', 'a.md'])
})
