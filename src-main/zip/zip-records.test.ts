import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { open as openZipFile, type Entry } from 'yauzl'
import { directoryRecord, endRecords, localHeader, type ZipEntry } from './zip-records.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-zip64-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('finds an entry beyond four gigabytes, behind one that is larger than that', async () => {
  const path = join(folder, 'large.zip')
  const file = openSync(path, 'w')
  const size = 5_000_000_000
  const text = Buffer.from('behind it all')
  const modifiedAt = new Date(2026, 10, 21, 14, 2, 30)
  const huge: ZipEntry = {
    name: 'huge',
    method: 'stored',
    crc32: 0,
    size,
    packedSize: size,
    modifiedAt,
    offset: 0,
  }
  let at = writeSync(file, localHeader(huge), 0, undefined, 0)
  // Nothing is written where the huge entry lies: the file system keeps a hole.
  at += size
  const small: ZipEntry = {
    ...huge,
    name: 'small',
    crc32: crc32(text),
    size: text.byteLength,
    packedSize: text.byteLength,
    offset: at,
  }
  for (const bytes of [localHeader(small), text]) at += writeSync(file, bytes, 0, undefined, at)
  const start = at
  for (const entry of [huge, small]) at += writeSync(file, directoryRecord(entry), 0, undefined, at)
  writeSync(file, endRecords(2, start, at - start), 0, undefined, at)
  closeSync(file)

  const found: string[] = []
  await new Promise<void>((resolve, reject) => {
    openZipFile(path, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('error', reject).on('end', () => resolve())
      zip.on('entry', (entry: Entry) => {
        found.push(`${entry.fileName} ${entry.uncompressedSize} ${entry.getLastModDate().getTime()}`)
        if (entry.fileName !== 'small') return zip.readEntry()
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure)
          stream.on('data', (chunk: Buffer) => found.push(chunk.toString()))
          stream.on('error', reject).on('end', () => zip.readEntry())
        })
      })
      zip.readEntry()
    })
  })
  const time = modifiedAt.getTime()
  expect(found).toEqual([`huge ${size} ${time}`, `small 13 ${time}`, 'behind it all'])
})

it('counts more entries than the first version of the format could', async () => {
  const path = join(folder, 'many.zip')
  const count = 66_000
  const headers: Uint8Array[] = []
  const records: Uint8Array[] = []
  let at = 0
  for (let number = 0; number < count; number++) {
    const facts = {
      method: 'stored',
      crc32: 0,
      size: 0,
      packedSize: 0,
      modifiedAt: new Date(),
      offset: at,
    } as const
    const entry: ZipEntry = { name: `${number}.md`, ...facts }
    headers.push(localHeader(entry))
    records.push(directoryRecord(entry))
    at += headers.at(-1)?.byteLength ?? 0
  }
  const directory = Buffer.concat(records)
  writeFileSync(path, Buffer.concat([...headers, directory, endRecords(count, at, directory.byteLength)]))
  let last = ''
  await new Promise<void>((resolve, reject) => {
    openZipFile(path, { lazyEntries: false }, (error, zip) => {
      if (error) return reject(error)
      expect(zip.entryCount).toBe(count)
      zip.on('entry', (entry: Entry) => (last = entry.fileName))
      zip.on('error', reject).on('end', () => resolve())
    })
  })
  expect(last).toBe('65999.md')
})
