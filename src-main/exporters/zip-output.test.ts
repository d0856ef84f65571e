import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { open as openZipFile, type Entry } from 'yauzl'
import { openZip } from './zip-output.ts'

let folder: string
let path: string
let temporaryFolder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-zip-'))
  path = join(folder, 'all.zip')
  temporaryFolder = mkdtempSync(join(tmpdir(), 'stemma-zip-passing-'))
})
afterEach(() => {
  for (const one of [folder, temporaryFolder]) rmSync(one, { recursive: true, force: true })
})

const begin = () => openZip(path, { replace: false, temporaryFolder })

/** Names and contents as another reader of zips finds them. */
async function entriesOf(file: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  await new Promise<void>((resolve, reject) => {
    openZipFile(file, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('error', reject).on('end', () => resolve())
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure)
          const chunks: Buffer[] = []
          stream.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            found.set(entry.fileName, Buffer.concat(chunks))
            zip.readEntry()
          })
        })
      })
      zip.readEntry()
    })
  })
  return found
}

const unzip = '/usr/bin/unzip'

it('is read by other programs, with names in every script and entries of every size', async () => {
  const large = Buffer.alloc(3_000_000, 'The Moon pulls. ')
  const zip = await begin()
  for (const [name, content] of [
    ['月の裏側 🌙.md', 'short'],
    ['empty.md', ''],
    ['large.md', large],
    ['picture.png', large],
  ] as const) {
    const entry = zip.open(name)
    await entry.write(content)
    await expect(entry.finish()).resolves.toEqual([name])
  }
  expect(readdirSync(folder)).not.toContain('all.zip')
  await expect(zip.finish()).resolves.toEqual([path])
  const found = await entriesOf(path)
  expect([...found.keys()]).toEqual(['月の裏側 🌙.md', 'empty.md', 'large.md', 'picture.png'])
  expect(found.get('月の裏側 🌙.md')?.toString()).toBe('short')
  expect(found.get('empty.md')?.byteLength).toBe(0)
  expect(found.get('large.md')?.equals(large)).toBe(true)
  expect(found.get('picture.png')?.equals(large)).toBe(true)
  expect(readdirSync(temporaryFolder)).toEqual([])
})

it.runIf(existsSync(unzip))('passes the test of unzip', async () => {
  const zip = await begin()
  for (const name of ['Tides.md', 'moon.png']) {
    const entry = zip.open(name)
    await entry.write(Buffer.alloc(2_500_000, name))
    await entry.finish()
  }
  await zip.finish()
  expect(String(execFileSync(unzip, ['-tq', path]))).toContain('No errors')
})

it('keeps nothing of an entry that was given up, and everything of the others', async () => {
  const zip = await begin()
  const first = zip.open('first.md')
  await first.write('one')
  await first.finish()
  const given = zip.open('given-up.md')
  await given.write(Buffer.alloc(3_000_000, 1))
  await given.abort()
  const last = zip.open('last.md')
  await last.write('three')
  await last.finish()
  await zip.finish()
  expect([...(await entriesOf(path)).keys()]).toEqual(['first.md', 'last.md'])
  expect(readdirSync(temporaryFolder)).toEqual([])
})

it('holds numbered pieces and copied files beside their entry, each copied file once', async () => {
  const moon = join(temporaryFolder, 'stored')
  writeFileSync(moon, 'PNG')
  const zip = await begin()
  const entry = zip.open('Tides.md')
  await entry.write('1')
  await expect(entry.addAsset(moon, 'moon.png')).resolves.toBe('Tides_assets/moon.png')
  await expect(entry.addAsset(moon, 'again.png')).resolves.toBe('Tides_assets/moon.png')
  await entry.nextFile()
  await entry.write('2')
  await entry.finish()
  await zip.finish()
  const found = await entriesOf(path)
  expect([...found].map(([name, content]) => `${name}: ${content.toString()}`)).toEqual([
    'Tides.md: 1',
    'Tides-2.md: 2',
    'Tides_assets/moon.png: PNG',
  ])
})

it('leaves nothing when it is given up', async () => {
  const zip = await begin()
  const entry = zip.open('a.md')
  await entry.write('x')
  await entry.finish()
  await zip.abort()
  expect(readdirSync(folder)).toEqual([])
})
