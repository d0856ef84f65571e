import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import JSZip from 'jszip'
import { expect, it, onTestFinished } from 'vitest'
import { writeZip64, type Zip64Member } from './write-zip64.ts'

const date = new Date(Date.UTC(2026, 0, 2))

async function zipOf(members: readonly Zip64Member[], signal = new AbortController().signal): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  await writeZip64(Readable.from(members), (chunk) => Promise.resolve(void chunks.push(chunk)), {
    signal,
    date,
  })
  return Buffer.concat(chunks)
}

function member(name: string, texts: readonly string[], isPacked = false): Zip64Member {
  return { name, chunks: Readable.from(texts.map((text) => Buffer.from(text))), isPacked }
}

/** True where the program says so, or is not there to say anything. */
function isGoodFor(program: string, ...parameters: readonly string[]): boolean {
  const { error, status } = spawnSync(program, parameters)
  return error !== undefined || status === 0
}

it('writes members that JSZip, unzip and Python open, whatever their names and sizes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-zip-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const large = 'The tide comes in. '.repeat(20_000)
  const zip = await zipOf([
    member('read mé 月.md', ['# Ünï']),
    member('data/data.bin', [large, large], true),
    member('made.txt', ['one', ' ', 'two']),
    member('empty.txt', []),
  ])
  const read = await JSZip.loadAsync(zip)
  const text = (name: string): Promise<string> | undefined => read.file(name)?.async('string')
  expect(Object.keys(read.files)).toEqual(['read mé 月.md', 'data/data.bin', 'made.txt', 'empty.txt'])
  expect(await text('read mé 月.md')).toBe('# Ünï')
  expect(await text('data/data.bin')).toBe(large + large)
  expect(await text('made.txt')).toBe('one two')
  expect(await text('empty.txt')).toBe('')
  writeFileSync(join(folder, 'a.zip'), zip)
  expect(isGoodFor('unzip', '-t', join(folder, 'a.zip'))).toBe(true)
  expect(isGoodFor('python3', '-m', 'zipfile', '-t', join(folder, 'a.zip'))).toBe(true)
})

it('gives the same bytes for the same members', async () => {
  expect(await zipOf([member('a', ['text'])])).toEqual(await zipOf([member('a', ['text'])]))
})

it('holds more members than the form without ZIP64 counts', async () => {
  const zip = await zipOf(Array.from({ length: 65_600 }, (_, index) => member(`${index}`, [], true)))
  expect(Object.keys((await JSZip.loadAsync(zip)).files)).toHaveLength(65_600)
})

it('fails with what a member fails with, and when it is cancelled', async () => {
  const broken = { ...member('a', []), chunks: failing() }
  await expect(zipOf([broken])).rejects.toThrow('The file is gone.')
  await expect(zipOf([member('a', ['x'])], AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' })
})

async function* failing(): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(Buffer.from('a'))
  throw new Error('The file is gone.')
}
