import { mkdtempSync, rmSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import JSZip from 'jszip'
import { expect, it, onTestFinished } from 'vitest'
import * as yauzl from 'yauzl'
import { writeZip64, type Zip64Member } from './write-zip64.ts'

const date = new Date('2026-11-22T01:31:04')
const { signal } = new AbortController()

async function* once(...chunks: string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk))
}

async function written(members: AsyncIterable<Zip64Member>, stop = signal): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  await writeZip64(
    members,
    (chunk) => {
      chunks.push(chunk)
      return Promise.resolve()
    },
    { signal: stop, date },
  )
  return Buffer.concat(chunks)
}

it('is read by others, packed members and plain ones, empty ones and names in any script', async () => {
  const members: readonly Zip64Member[] = [
    { name: 'a/packed.txt', chunks: once('ebb '.repeat(5000), 'and flow'), isPacked: false },
    { name: 'plain.bin', chunks: once('kept as it is'), isPacked: true },
    { name: '空.txt', chunks: once(), isPacked: false },
    { name: 'last', chunks: once('x'), isPacked: true },
  ]
  const bytes = await written(Readable.from(members))
  expect(bytes.length).toBeLessThan(1500)
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true })
  expect(Object.keys(zip.files).filter((name) => !name.endsWith('/'))).toEqual([
    'a/packed.txt',
    'plain.bin',
    '空.txt',
    'last',
  ])
  expect(await zip.file('a/packed.txt')?.async('string')).toBe(`${'ebb '.repeat(5000)}and flow`)
  expect(await zip.file('空.txt')?.async('string')).toBe('')
  expect(await zip.file('plain.bin')?.async('string')).toBe('kept as it is')
})

it('holds more members than the older form can count', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-zip64-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'many.zip')
  const members = Array.from({ length: 66_000 }, (_, at) => ({
    name: `${at}`,
    chunks: once(),
    isPacked: true,
  }))
  await appendFile(path, await written(Readable.from(members)))
  const zip = await yauzl.openPromise(path)
  expect(zip.entryCount).toBe(66_000)
  zip.close()
})

it('stops in the middle when it is cancelled', async () => {
  const stop = new AbortController()
  async function* members(): AsyncGenerator<Zip64Member> {
    yield { name: 'first', chunks: once('x'), isPacked: true }
    stop.abort()
    yield await Promise.resolve({ name: 'second', chunks: once('y'), isPacked: true })
  }
  await expect(written(members(), stop.signal)).rejects.toMatchObject({ kind: 'cancelled' })
})
